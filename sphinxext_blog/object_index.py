"""The object index: the objects that roles of the ``blog`` domain can name, and their documents."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from .model.page_plan import join
from .model.record import record
from .sphinx_compat import docname_join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .model.catalog import Catalog
    from .model.page_plan import PagePlan
    from .model.post import Post

__all__ = ["ARCHIVE", "POST", "ObjectIndex", "Target", "archive_anchor"]

POST = "post"
ARCHIVE = "archive"

_LINE = re.compile(r"(?P<name>.+?)\s+\S+\s+-?\d+\s+?\S*\s+.*")
"""A line of an inventory, as Sphinx parses it."""

Target = tuple[str, str, str]
"""The docname, anchor and text of an object."""


def archive_anchor(year: int, month: int | None = None) -> str:
    """Return the id of a year or month on the archive page."""
    return f"posts-{year}" if month is None else f"posts-{year}-{month:02}"


@record
class ObjectIndex:
    """The named objects of one build."""

    catalog: Catalog
    plan: PagePlan
    path: str
    """The path of the blog."""
    labels: Mapping[str, tuple[str, str]]
    """(docname, id) of each label of the standard domain."""
    _by_stem: dict[str, list[Post]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_docname: dict[str, list[Post]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def target(self, kind: str, name: str, fromdocname: str) -> Target | None:
        """Return the target of a role in a document; None if no object has that name.

        A post is named by its docname, absolute or relative, or by a label in it.  The name of its file or folder is
        also valid if it is unique.  Terms are named by their labels, regardless of case.
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

    def ambiguous_names(self, kind: str, name: str, fromdocname: str) -> tuple[str, ...]:
        """Return the full names of the posts that a role in a document might name; empty if at most one matches."""
        posts = self._posts(name, fromdocname) if kind == POST else []
        return tuple(sorted(post.key for post in posts)) if len(posts) > 1 else ()

    def objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield all named objects in the form of ``objects.inv``.

        The priority excludes them from the search, which indexes the text of posts.  A term is listed by its slug if
        its label cannot be parsed in an inventory.
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
        """Return the target of a post; None if no post or several posts have that name."""
        posts = self._posts(name, fromdocname)
        return (posts[0].docname, posts[0].anchor, posts[0].title) if len(posts) == 1 else None

    def _posts(self, name: str, fromdocname: str) -> list[Post]:
        """Return all posts with a name: docnames take precedence over file names, and these over labels."""
        built = self.catalog.built
        post_named = built.get(name) or built.get(docname_join(fromdocname, name))
        if post_named is not None:
            return [post_named]
        if not self._by_stem:
            for post in built.values():
                self._by_stem.setdefault(_stem(post), []).append(post)
                self._by_docname.setdefault(post.docname, []).append(post)
        return self._by_stem.get(name, []) or self._labelled(name)

    def _labelled(self, name: str) -> list[Post]:
        """Return the post that contains a label, as a list; empty if there is none."""
        docname, anchor = self.labels.get(name.lower(), ("", ""))[:2]
        posts = self._by_docname.get(docname, ())
        sections = [post for post in posts if anchor in (post.anchor, *post.named)]
        return sections or [post for post in posts if not post.anchor]

    def _archive(self, name: str) -> Target | None:
        """Return the target of a year or month."""
        year, dash, month = name.partition("-")
        if not (name.isascii() and year.isdecimal() and (month.isdecimal() or not dash)):
            return None
        number = int(month) if dash else None
        is_known = (int(year), number) in self.catalog.months if dash else int(year) in self.catalog.years
        if not is_known:
            return None
        parts = (f"{number:02}",) if dash else ()
        docname = self.plan.docname_of(join(self.path, year, *parts))
        if docname is not None:
            return docname, "", name
        archive = self.plan.docname_of(join(self.path, ARCHIVE))
        return (archive, archive_anchor(int(year), number), name) if archive is not None else None


def _is_readable(label: str) -> bool:
    """Return whether a label can be parsed in an inventory; a final number is mistaken for a priority."""
    match = _LINE.match(f"{label} blog:tag -1 page.html {label}")
    return match is not None and match["name"] == label


def _stem(post: Post) -> str:
    """Return the short name of a post: the name of its file, or of its folder for ``index``."""
    parts = post.docname.split("/")
    stem = parts[-2] if parts[-1] == "index" and len(parts) > 1 else parts[-1]
    return f"{stem}#{post.anchor}" if post.anchor else stem
