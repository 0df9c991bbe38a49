"""Terms and authors: what the old blog defines of them, for the files that ``blog_categories`` and others name."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from ..model.slugs import label_key, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .records import OldPost

__all__ = ["author_entries", "category_entries", "name_of", "term_entries"]

_LINK = re.compile(
    r"<a\b[^>]{0,300}\bhref\s*=\s*[\"'](?P<url>https?://[^\"'\s]+)[\"'][^>]*>(?P<name>.*?)</a>", re.IGNORECASE
)
_AUTHOR_KEYS = ("description", "bio", "avatar", "image", "url", "slug", "social", "socials", "email", "title")
_AUTHOR_SYNONYMS = (
    ("image_url", "avatar"),
    ("picture", "avatar"),
    ("web", "url"),
    ("site", "url"),
    ("website", "url"),
)
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


def category_entries(posts: Iterable[OldPost]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Return the categories that are below others, with those above them; and those that are below two.

    :returns: the entries of the file, and (name, parent that counts, parent that does not).
    """
    parents: dict[str, Counter[str]] = {}
    labels: dict[str, str] = {}
    for post in posts:
        for path in post.category_paths:
            for above, name in zip(("", *path), path, strict=False):
                labels.setdefault(label_key(name), name)
                parents.setdefault(label_key(name), Counter())[label_key(above)] += 1
    clashes: list[tuple[str, str, str]] = []
    parent_of: dict[str, str] = {}
    for key in sorted(parents):
        ranked = sorted(parents[key].items(), key=lambda item: (-item[1], item[0]))
        parent = next((name for name, _ in ranked if not _is_above(key, name, parent_of)), "")
        parent_of[key] = parent
        others = [name for name, _ in ranked if name != parent]
        clashes += [(labels[key], labels.get(parent, ""), labels.get(name, "")) for name in others]
    if not any(parent_of.values()):
        return {}, clashes
    entries = {}
    for key in sorted(parent_of, key=lambda key: (_depth(key, parent_of), key)):
        parent = parent_of[key]
        entries[labels[key]] = {"parent": labels[parent]} if parent else {"label": labels[key]}
    return entries, clashes


def author_entries(posts: Iterable[OldPost], data: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the entries of the authors of posts, by the name that posts use; authors without data have none."""
    entries: dict[str, Any] = {}
    used = sorted({str(author) for post in posts for author in post.metadata.get("authors", ())})
    by_name = {label_key(name_of(key, values)): values for key, values in data.items()}
    for author in used:
        entry = _author_entry(by_name.get(label_key(author)) or data.get(author) or {})
        if match := _LINK.search(author):
            plain = " ".join(re.sub(r"<[^>]*>", "", author).split())
            entry = {"name": plain, "url": match["url"]} | entry
        if entry:
            entries[author] = entry
    return entries


def term_entries(posts: Iterable[OldPost], taxonomy: str, data: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the entries of the terms of a taxonomy, by the name that posts use, or that of the old blog.

    The last part of the old address is the slug, if the generated slug would differ.
    """
    used = {str(label) for post in posts for label in post.metadata.get(taxonomy, ())}
    keys = {label_key(label) for label in used}
    by_slug = {_slug(label): label for label in sorted(used)}
    entries: dict[str, Any] = {}
    for name, values in data.items():
        label = str(values.get("label") or name)
        is_used = label_key(name) in keys or label_key(label) in keys
        entry = {key: str(values[key]) for key in ("label", "description") if values.get(key)}
        slug = str(values.get("permalink") or values.get("slug") or "").strip("/").rpartition("/")[2]
        if slug and slug != _slug(label):
            entry["slug"] = slug
        own = name if is_used else by_slug.get(_slug(name), name)
        if entry.get("label") == own:
            del entry["label"]
        if entry:
            entries[own] = entry
    return entries


def name_of(key: str, values: Mapping[str, Any]) -> str:
    """Return the displayed name of an author."""
    for field in ("name", "display_name", "label", "full_name"):
        if isinstance(values.get(field), str) and values[field].strip():
            return str(values[field]).strip()
    return key


def _slug(label: str) -> str:
    try:
        return slugify(label)
    except ValueError:  # it has no character that a URL could have
        return ""


def _author_entry(values: Mapping[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for field in _AUTHOR_KEYS:
        value = values.get(field)
        if isinstance(value, (str, dict)) and value:
            entry["social" if field == "socials" else field] = value
    for field, ours in _AUTHOR_SYNONYMS:
        if isinstance(values.get(field), str) and ours not in entry:
            entry[ours] = values[field]
    if "title" in entry:  # the role of a person, not a heading
        entry.setdefault("description", entry["title"])
        del entry["title"]
    social = {name: values[name] for name in _SOCIAL if isinstance(values.get(name), str)}
    if isinstance(entry.get("social", {}), dict) and (social or entry.get("social")):
        entry["social"] = {**social, **entry.get("social", {})}
    return entry


def _is_above(key: str, name: str, parent_of: Mapping[str, str]) -> bool:
    """Return whether a category is a name or above it, so that it would be above itself."""
    while name:
        if name == key:
            return True
        name = parent_of.get(name, "")
    return False


def _depth(key: str, parent_of: Mapping[str, str]) -> int:
    depth = 0
    while key := parent_of.get(key, ""):
        depth += 1
    return depth
