"""Prescan: a cheap look at files that are about to be read, to guess which pages the blog will have.

A toctree read in this build may name ``blog/archive`` or ``blog/tag/python``, so their docnames are reserved before
any document is read.  A wrong guess costs time, never correctness; so nothing here warns.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.post import Post
from .declaration import is_false
from .frontmatter import open_front_matter
from .labels import labels_of
from .source import completed, is_post, matches, typed_metadata

if TYPE_CHECKING:
    from datetime import tzinfo

    from sphinx.config import Config

    from ..config import BlogConfig

__all__ = ["fields_of", "guess", "guess_posts"]

_DIRECTIVE = re.compile(
    r"^[ \t]*(?:\.\. post::|[`:]{3,}\{post\})[ \t]*(?P<date>[^\n]*)\n(?P<options>(?:[ \t]*:\w+:[^\n]*\n)*)",
    re.MULTILINE,
)
_OPTION = re.compile(r"^[ \t]*:(\w+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_HEAD = 16_384
"""Characters of a file that are looked at."""


def guess_posts(
    config: Config, options: BlogConfig, zone: tzinfo, docname: str, path: str, *, own_page: bool
) -> list[Post]:
    """The posts that a file seems to hold, with no more than what pages are named after."""
    try:
        with Path(path).open(encoding="utf-8-sig", errors="replace") as file:
            text = file.read() if path.endswith(".ipynb") else file.read(_HEAD)
    except OSError:
        return []
    suffix = "." + path.rpartition(".")[2]
    is_rst = config.source_suffix.get(suffix) == "restructuredtext"
    if not is_rst and matches(docname, options):
        text = open_front_matter(text)
    front = typed_metadata(config, suffix, text)
    values: dict[str, Any] = front.values if front is not None else {}
    if is_rst:
        values = fields_of(re.split(r"\n\s*\n", text.lstrip(), maxsplit=1)[0])
    values = completed(values, docname, options)
    found = [guess(docname, values, zone, options)] if is_post(values, docname, options, own_page=own_page) else []
    for match in _DIRECTIVE.finditer(text):
        said = fields_of(match["options"])
        if match["date"].strip():
            said["date"] = match["date"].strip()
        found.append(
            guess(
                docname,
                {**values, **said} if not found else completed(said, docname, options),
                zone,
                options,
                anchor=str(len(found) or ""),
            )
        )
    return found


def fields_of(block: str) -> dict[str, Any]:
    """The fields of a list in reStructuredText that have their value in their line, or options of a directive."""
    return dict(_OPTION.findall(block))


def guess(docname: str, values: dict[str, Any], zone: tzinfo, options: BlogConfig, anchor: str = "") -> Post:
    """A post of which no more is known than what its author says, seen without much care and without a warning."""
    day = values.get("date")
    try:
        date = options.date_of(day, zone) if day else None
    except ValueError:
        date = None
    terms: dict[str, tuple[str, ...]] = {}
    for key, taxonomy in options.term_keys.items():
        if labels := labels_of(values.get(key)):
            terms[taxonomy] = (*terms.get(taxonomy, ()), *labels)
    on = {
        key for key in ("draft", "unlisted") if key in values and values[key] is not None and not is_false(values[key])
    }
    return Post(
        docname=docname,
        anchor=anchor,
        title="",
        date=date,
        terms=tuple(terms.items()),
        draft="draft" in on,
        unlisted="unlisted" in on,
    )
