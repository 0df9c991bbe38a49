"""Fixing: the posts of a site, mended in their files; nothing but front matter is touched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from ..reading.frontmatter import open_front_matter, read_front_matter
from ..reading.source import is_own_page, is_post, matches
from .mendfields import fields_of, mend_fields
from .mendyaml import mend_front_matter
from .place import shown_path
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .mending import Edit
    from .site import Site

__all__ = ["Fixed", "changes_of", "fix_posts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A file that was mended."""

    path: Path
    before: str
    after: str
    fixes: tuple[Problem, ...]
    """What was done, at the lines as they were."""


def fix_posts(site: Site, *, write: bool) -> list[Fixed]:
    """Mend the posts of a site that has not been read yet.

    :param write: whether the files are changed.
    """
    site.env.find_files(site.config, site.builder)
    found = []
    for docname in sorted(site.env.found_docs):
        path = Path(site.env.doc2path(docname))
        try:
            before = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):  # the check tells of it
            continue
        after, edits = _mended(site, docname, path, before)
        if not edits:
            continue
        fixes = tuple(
            Problem(file=str(path), line=edit.line, type="fixed", message=edit.message, level="info") for edit in edits
        )
        found.append(Fixed(path=path, before=before, after=after, fixes=fixes))
        if write:
            path.write_bytes(after.encode("utf-8"))
    return found


def _mended(site: Site, docname: str, path: Path, text: str) -> tuple[str, tuple[Edit, ...]]:
    options = site.domain.options
    own_page = is_own_page(docname, site.config.root_doc, options.layout())
    listed = matches(docname, options)
    suffix = next((suffix for suffix in site.config.source_suffix if path.name.endswith(suffix)), path.suffix)
    if suffix == ".ipynb":
        return text, ()
    if site.config.source_suffix.get(suffix) == "restructuredtext":
        post = is_post(fields_of(text), docname, options, own_page=own_page)
        return mend_fields(text, term_keys=options.term_keys) if post else (text, ())
    front = read_front_matter(open_front_matter(text) if listed else text)
    post = is_post(front.values if front is not None else {}, docname, options, own_page=own_page)
    return mend_front_matter(text, bare=listed, term_keys=options.term_keys) if post else (text, ())


def changes_of(fixed: Iterable[Fixed]) -> str:
    """What was or would be changed, as ``diff -u`` shows it."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for one in fixed
        for line in unified_diff(_lines(one.before), _lines(one.after), shown_path(one.path), shown_path(one.path))
    )


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)
