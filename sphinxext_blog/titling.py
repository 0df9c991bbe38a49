"""Titling: in plain texts, the titles that links show of other documents.

A text is taken from its post when that is read, and other documents may not be read yet.  So what it consists of is
kept, and put together again when all titles are known; only of posts with such a link near their beginning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx.util import docname_join
from sphinx.util.nodes import clean_astext

from .core.plaintext import Link, Mark, cut, plain_text, summary
from .fignumbers import Numbers
from .inventories import title_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from .core.post import LeadRule, Post
    from .naming import Names

__all__ = ["SUMMARY_NEEDS", "Pieces", "Untitled", "markup_of_title", "plain_excerpt", "with_titles"]

SUMMARY_NEEDS = 400
"""Characters; a summary is far shorter, and a post may be megabytes long."""

Pieces = tuple[str | Mark | Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Untitled:
    """What the plain texts of a post consist of before the titles of others are known."""

    text: Pieces
    """The start of its text, as far as anyone reads it; empty for one whose author wrote the excerpt."""
    excerpt: Pieces | None
    """What the author marked off as the excerpt; None where it is the start of the text."""

    @property
    def has_links(self) -> bool:
        """Whether titles of others are missing in it."""
        return any(isinstance(piece, Link) for piece in (*self.text, *(self.excerpt or ())) if self.text)


def markup_of_title(env: BuildEnvironment, docname: str) -> str:
    """The title of a document as navigation shows it, but for the number of a section, which Sphinx gives later."""
    title = env.titles.get(docname)
    return "".join(map(str, title.children)) if title is not None else ""


def plain_excerpt(text: str, rule: LeadRule, length: int) -> tuple[str, bool]:
    """The plain-text excerpt, and whether the post goes on after it.

    It ends at the latest where a plain-text excerpt ends, and only that puts dots after it.

    :param text: what the author marked off, or the text of the post.
    """
    shown, is_cut = cut(text, length)
    return shown, is_cut or (rule.truncated and not rule.automatic)


def with_titles(
    env: BuildEnvironment,
    names: Names,
    posts: Iterable[Post],
    untitled: Mapping[str, Mapping[str, Untitled]],
    texts: tuple[int, Mapping[str, str]],
) -> Iterator[Post]:
    """The posts, their plain texts with the titles of what they link to.

    :param untitled: what the texts of some posts consist of, by docname and anchor.
    :param texts: the length of an excerpt in characters, and the placeholders.
    """
    length, placeholders = texts
    titles = _Titles(env=env, names=names, numbers=Numbers(env))
    for post in posts:
        found = untitled.get(post.docname, {}).get(post.anchor)
        if found is None:
            yield post
            continue
        text = plain_text(titles.put_into(found.text, post.docname), placeholders)
        chosen = found.excerpt
        marked_off = text if chosen is None else plain_text(titles.put_into(chosen, post.docname), placeholders)
        if post.lead.written:  # it is never cut
            excerpt, is_cut = marked_off, post.text_cut
        else:
            excerpt, is_cut = plain_excerpt(marked_off, post.lead, length)
        told = post.description or summary(text[:SUMMARY_NEEDS])
        yield replace(post, text=excerpt, text_cut=is_cut, summary=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Titles:
    """What links show, as the page of the post has it."""

    env: BuildEnvironment
    names: Names
    numbers: Numbers

    def put_into(self, pieces: Pieces, docname: str) -> list[str | Mark]:
        """The pieces of a text in a document, each link as the title that it shows."""
        return [self.of(piece, docname) if isinstance(piece, Link) else piece for piece in pieces]

    def of(self, link: Link, docname: str) -> str | Mark:
        """What a link in a document shows: a title or a number, of what is here or in another project."""
        here = self._here(link, docname) if link.inventory is None else ""
        return here or title_elsewhere(self.env, link, docname) or link.shown

    def _here(self, link: Link, docname: str) -> str | Mark:
        """The title of what a link leads to; of a link that may lead anywhere, of what fits first; empty if nothing."""
        title: str | Mark = ""
        if link.kind.startswith("blog:"):
            title = self._named(link.target, docname, (link.kind.removeprefix("blog:"),))
        elif link.kind == "doc":
            title = self._document(link, docname)
        elif link.kind == "ref":
            title = self._label(link.target)
        elif link.kind in ("myst", "any"):
            title = self._label(link.target) or self._section(docname, link.target) if link.kind == "myst" else ""
            title = title or self._document(link, docname) or self._label(link.target)
            title = title or self._named(link.target, docname, self.env.domains["blog"].object_types)
        elif link.kind == "numref":
            title = self.numbers.figure(link)
        elif link.kind == "eq":
            title = self.numbers.equation(link.target)
        return title

    def _document(self, link: Link, docname: str) -> str:
        titles = self.env.titles
        bare = link.target.removesuffix(".md").removesuffix(".rst")
        target = link.target if link.target in titles and link.anchor else docname_join(docname, bare)
        target = target if target in titles else link.target  # MyST names a document from the top
        if link.anchor:
            return self._section(target, link.anchor)
        return clean_astext(titles[target]) if target in titles else ""

    def _label(self, name: str) -> str:
        labels: dict[str, tuple[str, str, str]] = self.env.domains["std"].data["labels"]
        return str(labels.get(name.lower(), ("", "", ""))[2])  # Sphinx's own titles are translated when they are read

    def _section(self, docname: str, anchor: str) -> str:
        """The title of a section of a document: named by MyST's slug, by its id, or by a label on it."""
        slugs = self.env.metadata[docname].get("myst_slugs", {}) if docname in self.env.titles else {}
        if anchor in slugs:
            return str(slugs[anchor][2])
        labels = self.env.domains["std"].data["labels"].items()
        found = [entry for entry in slugs.values() if entry[1] == anchor]
        found += [entry for name, entry in labels if entry[0] == docname and anchor in (name, entry[1])]
        return str(found[0][2]) if found else ""

    def _named(self, name: str, docname: str, kinds: Iterable[str]) -> str:
        targets = (self.names.target(kind, name, docname) for kind in kinds)
        return next((found[2] for found in targets if found is not None), "")
