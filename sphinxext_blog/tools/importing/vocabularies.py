"""Vocabularies: what the old blog says of categories and authors, for ``blog_categories`` and ``blog_authors``."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from ...model.slugs import label_key, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .blog import OldPost

__all__ = ["authors_of", "categories_of", "name_of", "terms_of"]

_LINK = re.compile(
    r"<a\b[^>]{0,300}\bhref\s*=\s*[\"'](?P<url>https?://[^\"'\s]+)[\"'][^>]*>(?P<name>.*?)</a>", re.IGNORECASE
)
_KEPT = ("description", "bio", "avatar", "image", "url", "slug", "social", "socials", "email", "title")
_SOCIAL = (
    "github",
    "gitlab",
    "twitter",
    "x",
    "mastodon",
    "bluesky",
    "linkedin",
    "instagram",
    "youtube",
    "zhihu",
    "weibo",
)


def categories_of(posts: Iterable[OldPost]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Each category that stands below another, and those above them; and where a name stands below two.

    :returns: the entries of the file, and (name, parent that counts, parent that does not).
    """
    parents: dict[str, Counter[str]] = {}
    labels: dict[str, str] = {}
    for post in posts:
        for path in post.paths:
            for above, name in zip(("", *path), path, strict=False):
                labels.setdefault(label_key(name), name)
                parents.setdefault(label_key(name), Counter())[label_key(above)] += 1
    entries: dict[str, Any] = {}
    clashes: list[tuple[str, str, str]] = []
    chosen: dict[str, str] = {}
    for key in sorted(parents):
        ranked = sorted(parents[key].items(), key=lambda found: (-found[1], found[0]))
        parent = next((name for name, _ in ranked if not _above(name, key, chosen)), "")
        chosen[key] = parent
        others = [name for name, _ in ranked if name != parent]
        clashes += [(labels[key], labels.get(parent, ""), labels.get(name, "")) for name in others]
    if any(chosen.values()):
        for key in sorted(chosen, key=lambda key: (_depth(key, chosen), key)):
            entries[labels[key]] = {"parent": labels[chosen[key]]} if chosen[key] else {}
    return {name: entry or {"label": name} for name, entry in entries.items()}, clashes


def authors_of(posts: Iterable[OldPost], known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What is said of the authors, by the name that posts use; authors of whom nothing is said are left out."""
    entries: dict[str, Any] = {}
    used = sorted({str(author) for post in posts for author in post.values.get("authors", ())})
    by_name = {label_key(name_of(key, said)): said for key, said in known.items()}
    for author in used:
        said = by_name.get(label_key(author)) or known.get(author) or {}
        entry = _entry(said)
        if match := _LINK.search(author):
            plain = " ".join(re.sub(r"<[^>]*>", "", author).split())
            entry = {"name": plain, "url": match["url"]} | entry
        if entry:
            entries[author] = entry
    return entries


def terms_of(posts: Iterable[OldPost], kind: str, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What is said of the terms of a kind, by the name that posts use, or the one that the old blog has.

    The last part of the old address is kept as a slug, where it would be another one.
    """
    used = {str(label) for post in posts for label in post.values.get(kind, ())}
    keys = {label_key(label) for label in used}
    by_slug = {_slug(label): label for label in sorted(used)}
    entries: dict[str, Any] = {}
    for name, said in known.items():
        label = str(said.get("label") or name)
        is_used = label_key(name) in keys or label_key(label) in keys
        entry = {key: str(said[key]) for key in ("label", "description") if said.get(key)}
        slug = str(said.get("permalink") or said.get("slug") or "").strip("/").rpartition("/")[2]
        if slug and slug != _slug(label):
            entry["slug"] = slug
        own = name if is_used else by_slug.get(_slug(name), name)
        if entry.get("label") == own:
            del entry["label"]
        if entry:
            entries[own] = entry
    return entries


def name_of(key: str, said: Mapping[str, Any]) -> str:
    """How an author is shown."""
    for field in ("name", "display_name", "label", "full_name"):
        if isinstance(said.get(field), str) and said[field].strip():
            return str(said[field]).strip()
    return key


def _slug(label: str) -> str:
    try:
        return slugify(label)
    except ValueError:  # nothing that could stand in an address
        return ""


def _entry(said: Mapping[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for field in _KEPT:
        value = said.get(field)
        if isinstance(value, (str, dict)) and value:
            entry["social" if field == "socials" else field] = value
    for field, ours in (
        ("image_url", "avatar"),
        ("picture", "avatar"),
        ("web", "url"),
        ("site", "url"),
        ("website", "url"),
    ):
        if isinstance(said.get(field), str) and ours not in entry:
            entry[ours] = said[field]
    if "title" in entry:  # a person's role, not a heading
        entry.setdefault("description", entry["title"])
        del entry["title"]
    social = {name: said[name] for name in _SOCIAL if isinstance(said.get(name), str)}
    if isinstance(entry.get("social", {}), dict) and (social or entry.get("social")):
        entry["social"] = {**social, **entry.get("social", {})}
    return entry


def _above(name: str, key: str, chosen: Mapping[str, str]) -> bool:
    """Whether a category would stand above itself."""
    while name:
        if name == key:
            return True
        name = chosen.get(name, "")
    return False


def _depth(key: str, chosen: Mapping[str, str]) -> int:
    depth = 0
    while key := chosen.get(key, ""):
        depth += 1
    return depth
