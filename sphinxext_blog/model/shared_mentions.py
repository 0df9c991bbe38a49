"""Mentions across sites: the file in which a site lists its posts about objects, and how another site reads it.

The file is JSON: ``posts`` lists titles, relative URLs and dates, and ``mentions`` contains their indices by project,
domain, type and name.  A file of another site is not trusted: each value is checked, titles are text, and a URL that is
not below the URL of that site is ignored.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from .record import record
from .views import Shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["FORMAT_VERSION", "MAX_SIZE", "SharedPost", "SharedSite", "mentions_document", "parse_mentions"]

FORMAT_VERSION = 1
MAX_SIZE = 10_000_000
"""The maximum size of a file in bytes."""
_LONGEST_TITLE = 300


@record
class SharedPost(Shared):
    """A post of another site."""

    title: str
    url: str
    """An absolute URL below that of the site."""
    date: datetime | None = None
    site: str = ""
    """The name of the site in the options of this one."""


@record
class SharedSite:
    """The posts of another site that mention objects of this project."""

    posts: tuple[SharedPost, ...] = ()
    objects: tuple[tuple[tuple[str, str, str], tuple[int, ...]], ...] = ()
    """((domain, type, name), the indices of posts) of each object, sorted."""
    problems: tuple[str, ...] = ()
    """The locations of values that are ignored."""


def mentions_document(
    site: str,
    posts: Iterable[tuple[str, str, datetime | None]],
    objects: Iterable[tuple[tuple[str, str, str, str], Iterable[int]]],
) -> bytes:
    """Return the content of the file of a site.

    :param posts: the title, the URL relative to the root of the site, and the date of each post.
    :param objects: the project, domain, type and name of each object, with the indices of the posts.
    """
    mentions: dict[str, Any] = {}
    for (project, domain, kind, name), indices in objects:
        by_name = mentions.setdefault(project, {}).setdefault(domain, {}).setdefault(kind, {})
        by_name[name] = list(indices)
    entries = [
        {"title": title, "url": url, **({"date": date.isoformat()} if date is not None else {})}
        for title, url, date in posts
    ]
    content = {"version": FORMAT_VERSION, "site": site, "posts": entries, "mentions": mentions}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "replace") + b"\n"


def parse_mentions(data: bytes, name: str, base: str, project: str) -> SharedSite:
    """Return the posts of another site that mention objects of a project.

    :param name: the name of the site.
    :param base: the URL of the site.
    :raises ValueError: if the file as a whole is not valid.
    """
    if len(data) > MAX_SIZE:
        raise ValueError(f"it has more than {MAX_SIZE // 1_000_000} MB")
    try:
        content = json.loads(data)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"it is not valid JSON ({error})") from None
    values = content if isinstance(content, dict) else {}
    if values.get("version") != FORMAT_VERSION:
        raise ValueError(f"it does not have the version {FORMAT_VERSION} of the format")
    if (type(values.get("posts")), type(values.get("mentions"))) != (list, dict):
        raise ValueError("it does not contain a list of posts and an object of mentions")
    return _Reader(name, base if base.endswith("/") else f"{base}/", project).read(content)


class _Reader:
    """Reads the valid values of a file, and notes the locations of others."""

    def __init__(self, name: str, base: str, project: str) -> None:
        self._name, self._base, self._project = name, base, project
        self._problems: list[str] = []

    def read(self, content: Mapping[str, Any]) -> SharedSite:
        """Return the posts that mention objects of the project."""
        posts = [self._post(index, entry) for index, entry in enumerate(content["posts"])]
        objects: dict[tuple[str, str, str], tuple[int, ...]] = {}
        for project, domains in self._items("mentions", content["mentions"]):
            if project.casefold() == self._project.casefold():
                objects |= self._objects(f"mentions.{project}", domains, posts)
        used = sorted({index for indices in objects.values() for index in indices})
        numbers = {index: number for number, index in enumerate(used)}
        return SharedSite(
            posts=tuple(post for index in used if (post := posts[index]) is not None),
            objects=tuple((key, tuple(numbers[index] for index in objects[key])) for key in sorted(objects)),
            problems=tuple(self._problems),
        )

    def _items(self, location: str, value: object) -> Iterator[tuple[str, Any]]:
        """Yield the items of a JSON object; none of another value."""
        if isinstance(value, dict):
            yield from value.items()
        else:
            self._problems.append(location)

    def _objects(
        self, location: str, domains: object, posts: list[SharedPost | None]
    ) -> dict[tuple[str, str, str], tuple[int, ...]]:
        """Return the indices of the valid posts of each object."""
        objects: dict[tuple[str, str, str], tuple[int, ...]] = {}
        for domain, types in self._items(location, domains):
            for kind, names in self._items(f"{location}.{domain}", types):
                for name, indices in self._items(f"{location}.{domain}.{kind}", names):
                    if not isinstance(indices, list) or not all(_is_index(index, len(posts)) for index in indices):
                        self._problems.append(f"{location}.{domain}.{kind}.{name}")
                    elif valid := tuple(dict.fromkeys(index for index in indices if posts[index] is not None)):
                        objects[domain, kind, name] = valid
        return objects

    def _post(self, index: int, entry: object) -> SharedPost | None:
        """Return a post; None if its title or URL is not valid."""
        values = entry if isinstance(entry, dict) else {}
        title, url = _title(values.get("title")), _url(self._base, values.get("url"))
        if not title or not url:
            self._problems.append(f"posts[{index}]")
            return None
        return SharedPost(title=title, url=url, date=_date(values.get("date")), site=self._name)


def _is_index(value: object, length: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < length


def _title(value: object) -> str:
    """Return a title in one line, without invisible characters; empty if it is not a text."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return "".join(char for char in text if char.isprintable())[:_LONGEST_TITLE].strip()


def _url(base: str, value: object) -> str:
    """Return the absolute form of a URL below a base URL; empty for any other value."""
    if not isinstance(value, str) or not value.isprintable() or any(char in value for char in ' \\"<>'):
        return ""
    try:
        url = urljoin(base, value)
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_below = url.startswith(base) and ".." not in parts.path.split("/")
    return url if is_below and parts.scheme in ("http", "https") else ""


def _date(value: object) -> datetime | None:
    """Return a date in ISO format, in UTC unless it has a time zone; None for any other value."""
    try:
        date = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return date.replace(tzinfo=UTC) if date is not None and date.tzinfo is None else date
