"""Slugs for labels in any script, readable and safe in paths, and the comparison of labels.

Existing terms and reserved slugs are arguments.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

__all__ = ["distinct_slugs", "label_key", "slugify"]

_LONGEST = 120
"""Bytes of UTF-8: file systems allow 255 for a name, which includes numbers, suffixes and temporary names."""

_WINDOWS = re.compile(r"con|prn|aux|nul|com[1-9]|lpt[1-9]")
"""Device names, which Windows reserves with any suffix, such as ``con.html``."""

# Invisible characters without meaning: soft hyphen, joiners, direction marks, variation selectors, Hangul and Khmer
# fillers.  The zero-width space and non-joiner separate words, and the tag characters distinguish flags.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    r"\ufeff\U000e0100-\U000e01ef]"
)


def slugify(label: str) -> str:
    """Return the slug of a label; never empty, and the same for labels with the same :func:`label_key`.

    It is case-folded like the key.  ``+`` becomes ``plus``, ``#`` becomes ``sharp``, a dot before a first letter
    ``dot-``.  Letters and digits of every script are preserved with their marks.  Other characters become one ``-``,
    except at the ends.  A label without letters or digits becomes its code points (🚀 is ``u1f680``).  A reserved name
    of Windows gets the suffix ``-term``.

    A slug longer than 120 bytes of UTF-8 is truncated, with 8 digits of the SHA-256 of the key as suffix, so that
    long labels have different slugs.  The slug of a slug is the slug itself.

    :raises ValueError: for a label without visible characters.
    """
    key = label_key(label)
    if not key:
        raise ValueError(f"{label!r} has no visible character")
    spelled = _folded(re.sub(r"^\.(?=[^\W_])", "dot-", key).replace("+", "plus").replace("#", "sharp"))
    slug = _letters(spelled) or "-".join(f"u{ord(char):x}" for char in key if char != " ")
    if len(slug.encode()) > _LONGEST:
        digest = sha256(key.encode(errors="surrogatepass")).hexdigest()[:8]
        slug = slug.encode()[: _LONGEST - len(digest) - 1].decode(errors="ignore").rstrip("-") + f"-{digest}"
    return f"{slug}-term" if _WINDOWS.fullmatch(slug) else slug


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """Return the key of a label, which ignores case, width, white space and invisible characters."""
    return " ".join(_folded(label).replace("\u200b", " ").split())


def distinct_slugs(
    labels: Iterable[str],
    *,
    reserved: Collection[str] = (),
    given: Mapping[str, str] | None = None,
    slug_of: Callable[[str], str] = slugify,
) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...]]:
    """Return a distinct slug for each label, and the collisions.

    :param labels: labels with distinct keys (:func:`label_key`); of two with the same slug, the first keeps it, and the
        second gets the first suffix of ``-2``, ``-3`` … that makes it unique.
    :param reserved: slugs that no label may have.
    :param given: distinct slugs that the site defines for some labels, which take precedence over generated ones.
    :param slug_of: returns the slug of a label.
    :returns: the slug by label, in the order of labels, those with a given slug first; and for each collision the later
        label, the label that keeps the slug (empty for a reserved slug), and the slug of the later label, which the
        number may make longer than 120 bytes.
    :raises ValueError: as :func:`slugify`.
    """
    chosen = given or {}
    own = {
        label: chosen.get(label) or slug_of(label) for label in sorted(labels, key=lambda label: label not in chosen)
    }
    taken = {*reserved, *own.values()}
    owners = dict.fromkeys(reserved, "")
    slugs: dict[str, str] = {}
    collisions = []
    for label, slug in own.items():
        if slug in owners:
            slugs[label] = _numbered(slug, taken)
            taken.add(slugs[label])
            collisions.append((label, owners[slug], slugs[label]))
        else:
            slugs[label] = slug
            owners[slug] = label
    return slugs, tuple(collisions)


def _folded(text: str) -> str:
    # The Unicode Standard requires two rounds (3.13, D146), because folding and normalization affect each other.
    folded = normalize("NFKC", normalize("NFD", _INVISIBLE.sub("", normalize("NFKC", text))).casefold())
    return normalize("NFKC", folded.casefold())


def _letters(text: str) -> str:
    chars: list[str] = []
    for char in text:
        kind = category(char)[0]
        # A mark without a letter is invisible, or combines with the hyphen.
        if kind in "LN" or (kind == "M" and chars and chars[-1] != "-"):
            chars.append(char)
        elif chars and chars[-1] != "-":
            chars.append("-")
    return "".join(chars).rstrip("-")


def _numbered(slug: str, taken: Collection[str]) -> str:
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
