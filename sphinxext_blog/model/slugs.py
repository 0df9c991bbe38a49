"""Slugs: from a label in any script to the name of a page, readable and safe in a path.

What may live here: how labels are compared and how they become names.  Which terms exist, and what names are taken
by other pages, is an argument.
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
"""Bytes of UTF-8: file systems allow 255 a name, and numbers, suffixes and temporary names want room."""

_WINDOWS = re.compile(r"con|prn|aux|nul|com[1-9]|lpt[1-9]")
"""Device names, which Windows keeps for itself with any suffix (``con.html`` too)."""

# Invisible and without meaning for the eye: soft hyphen, joiners, direction marks, variation selectors, Hangul and
# Khmer fillers.  Not so the zero-width space and non-joiner, which part words, and the tags that tell flags apart.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    r"\ufeff\U000e0100-\U000e01ef]"
)


def slugify(label: str) -> str:
    """Return the page name of a label; never empty, and the same for labels of one :func:`label_key`.

    Folded as the key is; ``+`` becomes ``plus``, ``#`` becomes ``sharp``, a dot before a first letter ``dot-``.
    Letters and digits of every script stay, with their marks; any run of other characters is one ``-``, none at the
    ends.  A label without a letter or digit gives its code points (🚀 is ``u1f680``).  A name Windows keeps for itself
    gets ``-term``.  At most 120 bytes of UTF-8: a longer slug is cut, and ends in ``-`` and 8 digits of the SHA-256 of
    the label's key, so two long labels stay apart.  A slug is its own slug.

    :raises ValueError: for a label with nothing in it that can be seen.
    """
    key = label_key(label)
    if not key:
        raise ValueError(f"{label!r} is no label (write at least one visible character)")
    spelled = _folded(re.sub(r"^\.(?=[^\W_])", "dot-", key).replace("+", "plus").replace("#", "sharp"))
    slug = _letters(spelled) or "-".join(f"u{ord(char):x}" for char in key if char != " ")
    if len(slug.encode()) > _LONGEST:
        digest = sha256(key.encode(errors="surrogatepass")).hexdigest()[:8]
        slug = slug.encode()[: _LONGEST - len(digest) - 1].decode(errors="ignore").rstrip("-") + f"-{digest}"
    return f"{slug}-term" if _WINDOWS.fullmatch(slug) else slug


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """Return what makes two labels one term: they differ only in case, width, white space or invisible characters."""
    return " ".join(_folded(label).replace("\u200b", " ").split())


def distinct_slugs(
    labels: Iterable[str],
    *,
    reserved: Collection[str] = (),
    given: Mapping[str, str] | None = None,
    slug_of: Callable[[str], str] = slugify,
) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...]]:
    """Return a slug for each label, no two alike and none of the reserved, and what had to give way.

    :param labels: distinct by :func:`label_key`; of two with one slug, the earlier keeps it, and the later gets the
        first of ``-2``, ``-3`` … that is no other label's own slug.
    :param reserved: slugs that no label may have.
    :param given: the slugs, no two alike, that some labels have by decree: they come before those that are made.
    :param slug_of: what makes a slug of a label.
    :returns: the slug by label, in the order of labels, the given ones first; and for each collision the later label,
        the label that has its slug (the empty string where that is reserved), and the slug it got, which may pass 120
        bytes by the number.
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
    # Two rounds are what the Unicode Standard asks for (3.13, D146): folding may undo the normal form, and the normal
    # form may bring back what folds.
    folded = normalize("NFKC", normalize("NFD", _INVISIBLE.sub("", normalize("NFKC", text))).casefold())
    return normalize("NFKC", folded.casefold())


def _letters(text: str) -> str:
    kept: list[str] = []
    for char in text:
        kind = category(char)[0]
        # A mark without a letter would be an invisible name, or hang on the hyphen.
        if kind in "LN" or (kind == "M" and kept and kept[-1] != "-"):
            kept.append(char)
        elif kept and kept[-1] != "-":
            kept.append("-")
    return "".join(kept).rstrip("-")


def _numbered(slug: str, taken: Collection[str]) -> str:
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
