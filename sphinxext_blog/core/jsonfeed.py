"""JSON Feed: feeds by version 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .feed import line, readable, whole_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .feed import Feed, FeedEntry, Person

__all__ = ["json_feed"]


def json_feed(feed: Feed) -> bytes:
    """A feed as a JSON document."""
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": line(feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": line(feed.subtitle),
        "favicon": feed.icon,
        "language": feed.language,
        "authors": _people([feed.author]),
    }
    document = {**_without_empty(said), "items": [_item(entry) for entry in feed.entries]}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    # "\/" is "/" in JSON, and ends no element of a page that the text may be put into
    return (text.replace("</", "<\\/") + "\n").encode("utf-8")


def _item(entry: FeedEntry) -> dict[str, Any]:
    said = {
        "id": entry.url,
        "url": entry.url,
        "external_url": entry.link,
        "title": line(entry.title),
        "summary": line(entry.summary),
        "image": entry.picture.url if entry.picture is not None else "",
        "date_published": whole_minutes(entry.published).isoformat(),
        "date_modified": whole_minutes(entry.updated).isoformat(),
        "authors": _people(entry.authors),
        "tags": [line(category.label) for category in entry.categories],
        "language": entry.language,
    }
    # an item has to have one of the two
    key, text = ("content_text", line(entry.summary)) if entry.content is None else ("content_html", entry.content)
    return {**_without_empty(said), key: readable(text)}


def _people(people: Iterable[Person]) -> list[dict[str, Any]]:
    said = ({"name": line(person.name), "url": person.url, "avatar": person.picture} for person in people)
    return [_without_empty(person) for person in said]


def _without_empty(said: dict[str, Any]) -> dict[str, Any]:
    return {key: readable(value) if isinstance(value, str) else value for key, value in said.items() if value}
