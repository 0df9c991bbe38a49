"""Titles in the plain texts of links: of documents, numbered figures and other projects.

A text is extracted when its post is read, while other documents may still be unread.  Posts with such a link near their
start therefore store the pieces of their texts, which are joined when all titles are known.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import make_id
from sphinx import addnodes
from sphinx.addnodes import pending_xref

from ..builders import documents_below_root
from ..model.record import record
from ..model.tex import readable_math
from ..model.text import Heading, Link, Mark, description_of, plain_text, truncate
from ..model.views import Run
from ..sphinx_compat import (
    cited_works,
    clean_astext,
    docname_join,
    heading_anchors,
    inventories_of,
    resolve_external,
    suppress_logging,
    title_in_inventories,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from ..model.post import ExcerptRule, Post
    from ..model.text import Piece, Pieces, TextFormat, Untitled
    from ..object_index import ObjectIndex
    from ..records import BlogData

__all__ = [
    "Numbers",
    "external_title",
    "markup_of_title",
    "plain_excerpt",
    "readable_title",
    "title_runs",
    "with_titles",
]


def external_title(env: BuildEnvironment, link: Link, docname: str) -> str:
    """Return the text of a link to another project; empty if no inventory has its target."""
    if not inventories_of(env):
        return ""
    if link.kind == "myst":
        return title_in_inventories(env, link.target)
    kind = link.kind.removeprefix("blog:")
    domain = "blog" if kind != link.kind else "" if kind == "any" else "std"
    node = pending_xref("", refdomain=domain, reftype=kind, reftarget=link.target, refexplicit=False, refdoc=docname)
    with suppress_logging():  # ambiguous links are reported for the link itself
        reference = resolve_external(env, node, nodes.inline(link.shown, link.shown), link.inventory)
    return reference.astext() if reference is not None else ""


class Numbers:
    """The texts of references by number, for one build, after reading."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Prepare for the numbers of a site."""
        self._env, self._config = env, env.config
        self._in_toctrees: Collection[str] | None = None

    def figure(self, link: Link) -> str:
        """Return the text of ``numref``: the number if known, otherwise the title; empty for an unknown target."""
        std = self._env.domains["std"]
        docname, anchor, title = std.labels.get(link.target) or (*std.anonlabels.get(link.target, ("", "")), "")
        for kind, ids in self._ids_by_kind(docname).items():
            if anchor in ids:
                pattern = link.pattern or str(self._config.numfig_format.get(kind, ""))
                return _filled(pattern, str(ids.index(anchor) + 1), str(title)) or str(title)
        return str(title)

    def equation(self, target: str) -> str | Mark:
        """Return the text of ``eq``: the number, or the placeholder of an equation; empty for an unknown target."""
        entry: tuple[str, int] | None = self._env.domains["math"].data["objects"].get(target)
        if entry is None:
            return ""
        docname, number = entry
        if self._config.numfig and self._config.math_numfig:
            ids = self._ids_by_kind(docname).get("displaymath", [])
            name = make_id(f"equation-{target}")
            if name not in ids:
                return Mark.EQUATION
            number = ids.index(name) + 1
        return _filled(self._config.math_eqref_format or "({number})", str(number)) or f"({number})"

    def _ids_by_kind(self, docname: str) -> dict[str, list[str]]:
        """Return the ids of numbered nodes in a post outside of all toctrees, by kind; see :mod:`.pages.numbering`."""
        records: BlogData = self._env.domains["blog"].data["records"]  # importing the domain would be circular
        figures = records.figures.get(docname, {})
        if not figures or not self._config.numfig or docname not in records.posts:
            return {}
        if self._in_toctrees is None:
            self._in_toctrees = documents_below_root(self._env)
        return {} if docname in self._in_toctrees else figures


def _filled(pattern: str, number: str, name: str = "") -> str:
    """Return a pattern in either format of Sphinx with the number inserted; empty if the pattern is invalid."""
    try:
        return pattern.format(number=number, name=name) if "{" in pattern else pattern % number
    except (KeyError, IndexError, TypeError, ValueError):
        return ""


def markup_of_title(env: BuildEnvironment, docname: str) -> str:
    """Return the title of a document as in navigation, without the section number, which Sphinx adds later."""
    title = env.titles.get(docname)
    return "".join(map(str, title.children)) if title is not None else ""


_MARKUP: dict[type, str] = {
    nodes.emphasis: "emphasis",
    nodes.strong: "strong",
    nodes.literal: "literal",
    nodes.subscript: "subscript",
    nodes.superscript: "superscript",
}


def readable_title(title: nodes.Element) -> str:
    """Return a title as plain text, with math as text."""
    if not any(True for _ in title.findall(nodes.math)):
        return clean_astext(title)
    title = title.deepcopy()
    for math in list(title.findall(nodes.math)):
        math.parent.replace(math, nodes.Text(readable_math(math.astext())))
    return clean_astext(title)


def title_runs(title: nodes.Element) -> tuple[Run, ...]:
    """Return a title with its markup; empty if it is only text."""
    runs = tuple(_runs_in(title))
    return runs if any(run.kind != "text" for run in runs) else ()


def _runs_in(parent: nodes.Element) -> Iterator[Run]:
    for node in parent.children:
        if isinstance(node, nodes.Text):
            yield Run(kind="text", text=str(node))
        elif isinstance(node, nodes.math):
            yield Run(kind="math", text=node.astext())
        elif isinstance(node, nodes.Element) and (kind := _MARKUP.get(type(node))):
            yield Run(kind=kind, parts=tuple(_runs_in(node)))
        elif isinstance(node, (nodes.inline, nodes.reference, nodes.abbreviation, addnodes.pending_xref)):
            yield from _runs_in(node)


def plain_excerpt(text: str, rule: ExcerptRule, text_format: TextFormat) -> tuple[str, bool]:
    """Return the plain-text excerpt, and whether it leaves out anything of the post.

    The text is cut at the maximum length; an ellipsis is added only then.

    :param text: the excerpt that the author selected, or the text of the post.
    """
    excerpt, is_cut = truncate(text, text_format.length, at_words=text_format.is_spaced)
    return excerpt, is_cut or (rule.truncated and not rule.automatic)


def with_titles(
    env: BuildEnvironment,
    object_index: ObjectIndex,
    posts: Iterable[Post],
    untitled: Mapping[str, Mapping[str, Untitled]],
    text_format: TextFormat,
) -> Iterator[Post]:
    """Yield the posts, with the titles of linked documents inserted in their plain texts.

    :param untitled: the pieces of texts with unresolved titles, by docname and anchor.
    """
    in_one_line = partial(plain_text, placeholders=text_format.placeholders, is_spaced=text_format.is_spaced)
    titles = _Titles(env=env, object_index=object_index, numbers=Numbers(env))
    for post in posts:
        pieces = untitled.get(post.docname, {}).get(post.anchor)
        if pieces is None:
            yield post
            continue
        start = titles.resolve(pieces.text, post.docname)
        full_text = in_one_line(start if pieces.excerpt is None else titles.resolve(pieces.excerpt, post.docname))
        if post.excerpt_rule.from_front_matter:  # an excerpt from front matter is never cut
            excerpt, is_cut = full_text, post.text_cut
        else:
            excerpt, is_cut = plain_excerpt(full_text, post.excerpt_rule, text_format)
        summary_text = post.description or description_of(start, is_spaced=text_format.is_spaced)
        yield replace(post, text=excerpt, text_cut=is_cut, summary=summary_text)


_NARRATIVE = ("t", "ts", "ct", "cts")
"""The roles of sphinxcontrib-bibtex that make the authors part of the sentence."""
_ALL_NAMES = 2
"""The maximum number of authors of whom all are named."""


def _joined_names(names: Sequence[str]) -> str:
    """Return the names of authors as citations by author and year abbreviate them in all languages."""
    return " & ".join(names) if len(names) <= _ALL_NAMES else f"{names[0]} et al."


@record
class _Titles:
    """Resolves the texts of links as the page of the post displays them."""

    env: BuildEnvironment
    object_index: ObjectIndex
    numbers: Numbers

    def resolve(self, pieces: Pieces, docname: str) -> list[Piece]:
        """Return the pieces of a text with each link replaced by its text."""
        return [self._resolved(piece, docname) for piece in pieces]

    def _resolved(self, piece: Piece, docname: str) -> Piece:
        if isinstance(piece, Heading):
            return replace(piece, pieces=tuple(self.resolve(piece.pieces, docname)))
        return self.of(piece, docname) if isinstance(piece, Link) else piece

    def of(self, link: Link, docname: str) -> str | Mark:
        """Return the text of a link: a title or number in this project or in another one."""
        local = self._local(link, docname) if link.inventory is None else ""
        return local or external_title(self.env, link, docname) or link.shown

    def _local(self, link: Link, docname: str) -> str | Mark:
        """Return the text of a link to this project; for an ambiguous link, the first match; empty if there is none."""
        title: str | Mark = ""
        if link.kind.startswith("blog:"):
            title = self._blog_object(link.target, docname, (link.kind.removeprefix("blog:"),))
        elif link.kind == "doc":
            title = self._document(link, docname)
        elif link.kind == "ref":
            title = self._label(link.target)
        elif link.kind in ("myst", "any"):
            title = self._label(link.target) or self._section(docname, link.target) if link.kind == "myst" else ""
            title = title or self._document(link, docname) or self._label(link.target)
            title = title or self._blog_object(link.target, docname, self.env.domains["blog"].object_types)
        elif link.kind == "numref":
            title = self.numbers.figure(link)
        elif link.kind == "eq":
            title = self.numbers.equation(link.target)
        elif link.kind.startswith("cite:"):
            title = self._citation(link)
        return title

    def _citation(self, link: Link) -> str:
        """Return authors and year of the works that a role of sphinxcontrib-bibtex cites; empty if one is unknown."""
        works = [(_joined_names(names), year) for names, year in cited_works(self.env, link.target)]
        role = link.kind.removeprefix("cite:")
        if role in _NARRATIVE:
            return ", ".join(f"{names} ({year})" if names and year else names or year for names, year in works)
        text = "; ".join(f"{names} {year}".strip() for names, year in works)
        return f"({text})" if text else ""

    def _document(self, link: Link, docname: str) -> str:
        """Return the title of a document or of one of its sections."""
        titles = self.env.titles
        bare = link.target.removesuffix(".md").removesuffix(".rst")
        target = link.target if link.target in titles and link.anchor else docname_join(docname, bare)
        target = target if target in titles else link.target  # MyST resolves docnames relative to the source folder
        if link.anchor:
            return self._section(target, link.anchor)
        return readable_title(titles[target]) if target in titles else ""

    def _label(self, name: str) -> str:
        """Return the title of a label of the standard domain."""
        labels: dict[str, tuple[str, str, str]] = self.env.domains["std"].data["labels"]
        docname, _, text = labels.get(name.lower(), ("", "", ""))
        return self._readable(docname, str(text))  # the titles of Sphinx's own pages are translated lazily

    def _section(self, docname: str, anchor: str) -> str:
        """Return the title of a section, identified by its MyST slug, its id or a label."""
        slugs = heading_anchors(self.env, docname)
        if anchor in slugs:
            return self._readable(docname, slugs[anchor][2])
        labels = self.env.domains["std"].data["labels"].items()
        entries = [entry for entry in slugs.values() if entry[1] == anchor]
        entries += [entry for name, entry in labels if entry[0] == docname and anchor in (name, entry[1])]
        return self._readable(docname, str(entries[0][2])) if entries else ""

    def _readable(self, docname: str, text: str) -> str:
        """Return the title of a section as Sphinx stores it, with math as text if it is that of its document."""
        title = self.env.titles.get(docname)
        return readable_title(title) if title is not None and clean_astext(title) == text else text

    def _blog_object(self, name: str, docname: str, kinds: Iterable[str]) -> str:
        """Return the title of an object of the blog domain with one of several types."""
        targets = (self.object_index.target(kind, name, docname) for kind in kinds)
        return next((target[2] for target in targets if target is not None), "")
