"""Naming: what the roles of the ``blog`` domain can name, and which document that is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx.util import docname_join

from .model.page_plan import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .model.catalog import Catalog
    from .model.page_plan import Plan
    from .model.post import Post

__all__ = ["ARCHIVE", "POST", "Names", "Target", "archive_anchor"]

POST = "post"
ARCHIVE = "archive"

_LINE = re.compile(r"(?P<name>.+?)\s+\S+\s+-?\d+\s+?\S*\s+.*")
"""A line of an inventory, as Sphinx reads it."""

Target = tuple[str, str, str]
"""(docname, anchor, text)."""


def archive_anchor(year: int, month: int | None = None) -> str:
    """The id of a year or month on the archive page."""
    return f"posts-{year}" if month is None else f"posts-{year}-{month:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of one build."""

    catalog: Catalog
    plan: Plan
    path: str
    """The folder of the blog."""
    labels: Mapping[str, tuple[str, str]]
    """(docname, id) of each label of the standard domain."""
    _by_stem: dict[str, list[Post]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_docname: dict[str, list[Post]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def target(self, kind: str, name: str, fromdocname: str) -> Target | None:
        """What a role of a kind names in a document; None if there is no such thing.

        A post is named by its docname (a relative one, too), by the name of its file or folder if no other post has
        that, or by a label in it.  Terms are named by their labels, whatever the case.
        """
        if kind == POST:
            return self._post(name, fromdocname)
        if kind == ARCHIVE:
            return self._archive(name)
        term = self.catalog.term(kind, name)
        if term is None:
            return None
        docname = self.plan.docname_of(join(self.path, kind, term.slug))
        return (docname, "", term.label) if docname is not None else None

    def shared(self, kind: str, name: str, fromdocname: str) -> tuple[str, ...]:
        """The whole names of the posts that a role in a document might name; none where it names at most one."""
        posts = self._posts(name, fromdocname) if kind == POST else []
        return tuple(sorted(post.key for post in posts)) if len(posts) > 1 else ()

    def objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything with a name, as Sphinx wants it for ``objects.inv``.

        The priority keeps it out of the search, which finds the posts' text.  A term whose label could not be read in
        an inventory is there by its slug.
        """
        for post in sorted(self.catalog.built.values(), key=lambda post: post.key):
            yield post.key, post.title, POST, post.docname, post.anchor, -1
        for taxonomy, terms in self.catalog.terms.items():
            for term in terms:
                docname = self.plan.docname_of(join(self.path, taxonomy, term.slug))
                if docname is not None:
                    name = term.label if _is_readable(term.label) else term.slug
                    yield name, term.label, taxonomy, docname, "", -1
        months = (f"{year}-{month:02}" for year, month in self.catalog.months)
        for name in (*map(str, self.catalog.years), *months):
            if (target := self._archive(name)) is not None:
                yield name, name, ARCHIVE, target[0], target[1], -1

    def _post(self, name: str, fromdocname: str) -> Target | None:
        found = self._posts(name, fromdocname)
        return (found[0].docname, found[0].anchor, found[0].title) if len(found) == 1 else None

    def _posts(self, name: str, fromdocname: str) -> list[Post]:
        """All that have a name: the names of documents come first, then those of files, then labels."""
        built = self.catalog.built
        found = built.get(name) or built.get(docname_join(fromdocname, name))
        if found is not None:
            return [found]
        if not self._by_stem:
            for post in built.values():
                self._by_stem.setdefault(_stem(post), []).append(post)
                self._by_docname.setdefault(post.docname, []).append(post)
        return self._by_stem.get(name, []) or self._labelled(name)

    def _labelled(self, name: str) -> list[Post]:
        """The post that a label stands in."""
        docname, anchor = self.labels.get(name.lower(), ("", ""))[:2]
        posts = self._by_docname.get(docname, ())
        own = [post for post in posts if anchor in (post.anchor, *post.named)]
        return own or [post for post in posts if not post.anchor]

    def _archive(self, name: str) -> Target | None:
        year, dash, month = name.partition("-")
        if not (name.isascii() and year.isdecimal() and (month.isdecimal() or not dash)):
            return None
        number = int(month) if dash else None
        known = (int(year), number) in self.catalog.months if dash else int(year) in self.catalog.years
        if not known:
            return None
        parts = (f"{number:02}",) if dash else ()
        docname = self.plan.docname_of(join(self.path, year, *parts))
        if docname is not None:
            return docname, "", name
        archive = self.plan.docname_of(join(self.path, ARCHIVE))
        return (archive, archive_anchor(int(year), number), name) if archive is not None else None


def _is_readable(label: str) -> bool:
    """Whether a label is read back from an inventory: a number at the end of several words is taken for a priority."""
    found = _LINE.match(f"{label} blog:tag -1 page.html {label}")
    return found is not None and found["name"] == label


def _stem(post: Post) -> str:
    """The short name of a post: its file's, or its folder's for ``index``."""
    parts = post.docname.split("/")
    stem = parts[-2] if parts[-1] == "index" and len(parts) > 1 else parts[-1]
    return f"{stem}#{post.anchor}" if post.anchor else stem
