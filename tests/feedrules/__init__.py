"""Rules of the formats of feeds, checked by tools that know nothing of this package.

Each function gives what is wrong with a document, in words; nothing for a good one.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser
import jsonschema
from bs4 import BeautifulSoup
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ATOM", "atom_faults", "content_faults", "faults", "json_faults", "rss_faults"]

ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
_URI = re.compile(r"[a-z][a-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_URI_ATTRIBUTES = ("href", "src", "poster", "cite", "data", "action")

_TEXT = {"type": "string", "minLength": 1}
_URL = {"type": "string", "pattern": f"^{_URI.pattern}$"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
_PEOPLE = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {"name": _TEXT, "url": _URL, "avatar": _URL},
        "minProperties": 1,
        "additionalProperties": False,
    },
}
_JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _URL,
        "feed_url": _URL,
        "description": _TEXT,
        "favicon": _URL,
        "language": _TEXT,
        "authors": _PEOPLE,
        "hubs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "url"],
                "additionalProperties": False,
                "properties": {"type": _TEXT, "url": _URL},
            },
            "minItems": 1,
        },
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "properties": {
                    "id": _TEXT,
                    "url": _URL,
                    "external_url": _URL,
                    "title": {"type": "string"},
                    "content_html": {"type": "string"},
                    "content_text": {"type": "string"},
                    "summary": _TEXT,
                    "image": _URL,
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "authors": _PEOPLE,
                    "tags": {"type": "array", "items": _TEXT, "minItems": 1},
                    "language": _TEXT,
                },
            },
        },
    },
}
"""The rules of https://www.jsonfeed.org/version/1.1/, without extensions and what the version before had."""


def faults(name: str, document: bytes) -> list[str]:
    """What is wrong with a feed in a format."""
    return {"atom": atom_faults, "rss": rss_faults, "json": json_faults}[name](document)


def atom_faults(document: bytes) -> list[str]:
    """By RFC 4287."""
    root = etree.fromstring(document)
    found = [] if _SCHEMA.validate(root) else [str(error) for error in _SCHEMA.error_log]
    entries = root.findall(f"{ATOM}entry")
    if root.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        found.append("an entry has no author, and the feed has none")
    if [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") != 1:
        found.append("the feed does not say where it is")
    found += _twice([str(entry.findtext(f"{ATOM}id")) for entry in entries])
    for entry in entries:
        links = [(link.get("rel", "alternate"), link.get("type")) for link in entry.findall(f"{ATOM}link")]
        if sum(rel == "alternate" for rel, _ in links) != 1:
            found.append("an entry has not one link to its page")
        found += content_faults(entry.findtext(f"{ATOM}content") or "")
    return found + _parser_faults(document, len(entries), "atom10")


def rss_faults(document: bytes) -> list[str]:
    """By RSS 2.0, and the RSS Advisory Board's profile."""
    root = etree.fromstring(document)
    found = [] if (root.tag, root.get("version")) == ("rss", "2.0") else ["not RSS 2.0"]
    channel = root[0]
    items = channel.findall("item")
    for element in (channel, *items):
        found += _element_faults(element)
    if channel.find(f"{ATOM}link") is None or channel.find(f"{ATOM}link").get("rel") != "self":
        found.append("the feed does not say where it is")
    found += _twice([str(item.findtext("guid")) for item in items])
    for item in items:
        found += [] if item.findtext(_CREATOR) else ["an item has no author"]
        found += [
            f"enclosure {dict(node.attrib)}" for node in item.findall("enclosure") if not _is_enclosure(node.attrib)
        ]
        found += content_faults(item.findtext(_CONTENT) or "")
    return found + _parser_faults(document, len(items), "rss20")


def _element_faults(element: Any) -> list[str]:
    names = [child.tag for child in element]
    required = ("title", "link", "guid", "pubDate") if element.tag == "item" else ("title", "link", "description")
    found = [f"{element.tag} has {names.count(name)} {name}" for name in required if names.count(name) != 1]
    once = ("description", "enclosure", "lastBuildDate", _CONTENT)
    found += [f"{element.tag} has several {name}" for name in once if names.count(name) > 1]
    found += [f"{name} is empty" for name in required if not (element.findtext(name) or "").strip()]
    rules: dict[str, Callable[[str], object]] = {
        "link": _URI.fullmatch,
        "guid": _URI.fullmatch,
        "pubDate": _is_rfc_822,
        "lastBuildDate": _is_rfc_822,
    }
    for name, rule in rules.items():
        if (text := element.findtext(name)) is not None and not rule(text):
            found.append(f"{name} is {text!r}")
    return found


def json_faults(document: bytes) -> list[str]:
    """By JSON Feed 1.1."""
    feed: dict[str, Any] = json.loads(document)
    errors = jsonschema.Draft202012Validator(_JSON_FEED).iter_errors(feed)
    found = [f"{list(error.path)}: {error.message}" for error in errors]
    if b"</" in document:
        found.append("an element may be ended")
    found += _twice([item["id"] for item in feed["items"]])
    for item in feed["items"]:
        datetime.fromisoformat(item["date_published"])
        found += content_faults(item.get("content_html", ""))
    return found


def content_faults(html: str) -> list[str]:
    """What in the text of a post does not hold outside its page."""
    soup = BeautifulSoup(html, "html.parser")
    found = [f"<{node.name}>" for node in soup.select("script, style, link, base, a.headerlink")]
    for node in soup.select("*"):
        for name, value in node.attrs.items():
            text = " ".join(value) if isinstance(value, list) else str(value)
            if name.lower().startswith("on"):
                found.append(f"{name} on <{node.name}>")
            elif name in _URL_ATTRIBUTES_OF.get(node.name, _URI_ATTRIBUTES) and not _is_whole(text):
                found.append(f"{name}={text!r}")
            elif name == "srcset":
                found += [f"srcset {part!r}" for part in text.split(", ") if not _is_whole(part.split(" ")[0])]
            elif name == "style":
                found += [f"style {url!r}" for url in re.findall(r"url\(\"([^\"]+)\"\)", text) if not _is_whole(url)]
    return found


_URL_ATTRIBUTES_OF: dict[str, tuple[str, ...]] = {"use": (), "image": ()}
"""Elements of SVG may point into their own picture."""


def _is_whole(url: str) -> bool:
    scheme = urlsplit(url).scheme
    return bool(scheme) and scheme not in ("javascript", "vbscript")


def _is_enclosure(said: Any) -> bool:
    named = _URI.fullmatch(said.get("url", "")) and "/" in said.get("type", "")
    return bool(named) and said.get("length", "").isdecimal()


def _is_rfc_822(date: str) -> bool:
    if not re.fullmatch(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", date):
        return False
    return parsedate_to_datetime(date).tzinfo is not None


def _twice(names: list[str]) -> list[str]:
    return [f"{name} is there twice" for name in sorted({name for name in names if names.count(name) > 1})]


def _parser_faults(document: bytes, entries: int, version: str) -> list[str]:
    """What a reader's program makes of it."""
    parsed = feedparser.parse(document)
    if parsed.bozo:
        return [f"feedparser: {parsed.bozo_exception}"]
    if (parsed.version, len(parsed.entries)) != (version, entries):
        return [f"feedparser: {parsed.version} with {len(parsed.entries)} entries"]
    return []
