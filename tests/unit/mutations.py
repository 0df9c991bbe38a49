"""Changes of views, one field at a time, and a context that answers for any view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxext_blog.config import BlogConfig
from sphinxext_blog.i18n import Messages
from sphinxext_blog.model.views import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_blog.model.page_views import ImageView

__all__ = ["AnyContext", "link", "mutations"]


_NAMES = {
    "https://example.org/": "https://example.net/", "https://main.example.org/": "https://main.example.net/",
    "atom": "rss", "disqus": "isso", "isso": "disqus", "draft": "unlisted", "full": "none",
    "repost": "translation", "scheduled": "expired", "updated": "expired",
    "outdated": "updated", "superseded": "unlisted", "other-version": "unlisted",
}  # fmt: skip
"""For values that are one of a few names, or a whole URL, another one."""


def link(text: str, docname: str = "") -> Link:
    """Return a link to a section of a document."""
    return Link(text=text, docname=docname or f"doc-{text.lower()}", anchor=f"id-{text.lower()}")


def mutations(view: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield (the way to a field, the view with another value there) for each field, at any depth.

    The way has the class and the name of each field.  A field that contains nothing is not changed: another view of the
    test fills it.
    """
    if is_dataclass(view) and not isinstance(view, type):
        values = {field.name: getattr(view, field.name) for field in fields(view)}
        yield from _changed_fields(view, values, way)
    elif isinstance(view, Link):
        yield from _changed_fields(view, view._asdict(), way)
    elif isinstance(view, tuple):
        for index, item in enumerate(view):
            for where, value in mutations(item, way):
                yield where, (*view[:index], value, *view[index + 1 :])
        if view and not isinstance(view[0], str):  # a row of records; one of texts may be a pair
            yield way, view[:-1]
    elif isinstance(view, Mapping):
        for key, value in view.items():
            for where, other in mutations(value, way):
                yield where, {**view, key: other}
    elif view is not None:
        yield way, _other(view)


def _changed_fields(
    view: Any, values: Mapping[str, Any], way: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in values.items():
        for where, other in mutations(value, (*way, f"{type(view).__name__}.{name}")):
            yield where, type(view)(**{**values, name: other})


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime):
        return value + timedelta(days=400)
    assert isinstance(value, str), value
    return _NAMES.get(value, f"{value}x")


class AnyContext:
    """A context that answers for any view."""

    def __init__(self, language: str = "en", **options: Any) -> None:
        """Answer in a language."""
        self.messages = Messages(language, BlogConfig(**options))

    def url(self, target: Link) -> str:
        """Return a URL from which the link can be told."""
        return target.url or f"{target.docname}.html#{target.anchor}"

    def absolute_url(self, base: str, target: Link) -> str:
        """Return a URL with the base."""
        return f"{base}{target.docname}.html#{target.anchor}" if base else ""

    def image_url(self, base: str, image: ImageView) -> str:
        """Return a URL of what is in the output."""
        return f"{base}_images/{image.file}"

    def picture_url(self, image: ImageView) -> str:
        """Return a URL from which the image can be told."""
        return f"{image.path} {image.file}"

    def image_source(self, image: ImageView) -> str:
        """Return a URL from which the image can be told."""
        return f"_images/{image.file}?{image.path}"

    def copy_image(self, image: ImageView) -> int:
        """Return a size that depends on the file."""
        return len(image.path)

    def script_url(self, name: str) -> str:
        """Return a URL from which the script can be told."""
        return name

    def title_html(self, target: Link) -> str:
        """Return HTML from which the document can be told."""
        return f"<b>{target.docname}</b>"

    def node(self, target: Link, classes: list[str] | tuple[str, ...] = ()) -> nodes.Element:
        """Return a reference."""
        return nodes.reference(target.text, target.text, refuri=self.url(target), classes=list(classes))
