"""The head: what posts and pages of the blog say to search engines and previews of links.

It is written last, so that what the author or another extension has put there is seen: no tag stands there twice.
"""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..builders import has_page_urls
from ..domain import blog_domain
from ..model.head_data import Tag, script_text, without
from .context import PageContext
from .headrecords import Head, OwnText, head_of
from .headviews import views_of_heads
from .templating import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["note_covers", "write_head"]

_TEMPLATE = "blog/head.html"
_KINDS = ("name", "property")
_EMPTY = Head(tags=(), structured=[], url="")


def write_head(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """Complete the head of a post or a page of the blog (event: html-page-context, after all others)."""
    domain = blog_domain(app.env)
    is_ours = pagename in domain.posts or domain.plan.page(pagename) is not None
    if doctree is None or not is_ours or not has_page_urls(app.builder):
        return
    view = views_of_heads(domain).of(pagename)
    if view is None:
        return
    present = _present_in(context.get("metatags") or "")
    page_context = PageContext(app, domain.wording, pagename, view)
    # a description beside one for Open Graph was made from the text by the extension that wrote that
    description = present.get("description", "") if "og:description" not in present else ""
    words = {post.key: post.measure.words + post.measure.characters for post in domain.posts.get(pagename, ())}
    head = _EMPTY
    if view.site is not None:
        head = head_of(view, view.site, page_context, OwnText(description=description, words=words))
        context["pageurl"] = head.url or context.get("pageurl")  # the theme writes the canonical link
    tags = without(head.tags, present)
    if view.is_hidden and "noindex" not in present.get("robots", "").lower():
        tags = (Tag(attribute="name", key="robots", content="noindex"), *tags)
    if tags or head.structured:
        texts = [Markup(script_text(data)) for data in head.structured]  # noqa: S704 - inert by script_text
        shown = {kind: [(key, text) for attribute, key, text in tags if attribute == kind] for kind in _KINDS}
        told = render(app, _TEMPLATE, {"names": shown["name"], "properties": shown["property"], "structured": texts})
        context["metatags"] = f"{context.get('metatags') or ''}\n{told.rstrip()}"


def note_covers(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Have the cover of a post copied, though no page may show it (event: doctree-resolved, in the main process)."""
    if not has_page_urls(app.builder):
        return
    for post in blog_domain(app.env).posts.get(docname, ()):
        if post.image in app.env.images:
            app.builder.images.setdefault(post.image, app.env.images[post.image][1])


class _Finder(HTMLParser):
    """Finds the ``meta`` elements of a head."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        """What each says, by its ``name`` or ``property``."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a ``meta`` element."""
        said = dict(attrs)
        key = said.get("property") or said.get("name")
        if tag == "meta" and key:
            self.found.setdefault(key.strip().lower(), said.get("content") or "")


@lru_cache(maxsize=1)  # most pages begin alike
def _present_in(head: str) -> Mapping[str, str]:
    """Return the ``meta`` elements that a head has already, by name or property."""
    finder = _Finder()
    finder.feed(head)
    return finder.found
