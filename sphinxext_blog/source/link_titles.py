"""Titles that links show in plain texts: those of documents, of numbered figures, of other projects.

A text is extracted from its post when that is read, and other documents may not be read yet.  Its pieces are stored,
and joined when all titles are known; only for posts with such a link near their beginning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import make_id
from myst_parser.inventory import filter_sphinx_inventories
from sphinx.addnodes import pending_xref
from sphinx.ext.intersphinx import (
    inventory_exists,
    resolve_reference_any_inventory,
    resolve_reference_detect_inventory,
    resolve_reference_in_inventory,
)
from sphinx.util import docname_join
from sphinx.util.logging import suppress_logging
from sphinx.util.nodes import clean_astext

from ..builders import documents_below_root
from ..model.text import Link, Mark, Pieces, Untitled, plain_text, summary, truncate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from ..model.post import ExcerptRule, Post
    from ..object_index import Names
    from ..records import BlogData

__all__ = [
    "SUMMARY_NEEDS",
    "Numbers",
    "markup_of_title",
    "plain_excerpt",
    "title_elsewhere",
    "with_titles",
]


def title_elsewhere(env: BuildEnvironment, link: Link, docname: str) -> str:
    """What a link in a document shows of another project; empty where no inventory has its target."""
    inventories = getattr(env, "intersphinx_named_inventory", None)
    if not inventories:  # also of a site without intersphinx
        return ""
    if link.kind == "myst":
        domains = env.config.myst_ref_domains
        found = filter_sphinx_inventories(inventories, targets=link.target)
        return next((match.text or match.name for match in found if domains is None or match.domain in domains), "")
    kind = link.kind.removeprefix("blog:")
    domain = "blog" if kind != link.kind else "" if kind == "any" else "std"
    node = pending_xref("", refdomain=domain, reftype=kind, reftarget=link.target, refexplicit=False, refdoc=docname)
    with suppress_logging():  # what is ambiguous is told where the link stands
        reference = _resolved(env, link, node)
    return reference.astext() if reference is not None else ""


def _resolved(env: BuildEnvironment, link: Link, node: pending_xref) -> nodes.reference | None:
    shown = nodes.inline(link.shown, link.shown)
    if link.inventory is None:
        return resolve_reference_detect_inventory(env, node, shown)
    if not link.inventory:
        return resolve_reference_any_inventory(env, False, node, shown)  # noqa: FBT003 - its signature
    exists = inventory_exists(env, link.inventory)
    return resolve_reference_in_inventory(env, link.inventory, node, shown) if exists else None


class Numbers:
    """What references by number show; for one build, when all is read."""

    def __init__(self, env: BuildEnvironment) -> None:
        """The numbers of a site."""
        self._env, self._config = env, env.config
        self._in_toctrees: Collection[str] | None = None

    def figure(self, link: Link) -> str:
        """What ``numref`` shows: the number where it is known, else the title; empty for what there is not."""
        std = self._env.domains["std"]
        docname, anchor, title = std.labels.get(link.target) or (*std.anonlabels.get(link.target, ("", "")), "")
        for kind, ids in self._own(docname).items():
            if anchor in ids:
                pattern = link.pattern or str(self._config.numfig_format.get(kind, ""))
                return _filled(pattern, str(ids.index(anchor) + 1), str(title)) or str(title)
        return str(title)

    def equation(self, target: str) -> str | Mark:
        """What ``eq`` shows: the number, or the placeholder of an equation; empty for what there is not."""
        found: tuple[str, int] | None = self._env.domains["math"].data["objects"].get(target)
        if found is None:
            return ""
        docname, number = found
        if self._config.numfig and self._config.math_numfig:
            ids = self._own(docname).get("displaymath", [])
            name = make_id(f"equation-{target}")
            if name not in ids:
                return Mark.EQUATION
            number = ids.index(name) + 1
        return _filled(self._config.math_eqref_format or "({number})", str(number)) or f"({number})"

    def _own(self, docname: str) -> dict[str, list[str]]:
        """The ids of what is numbered in a post that stands in no toctree, by kind; see :mod:`.pages.numbering`."""
        records: BlogData = self._env.domains["blog"].data["records"]  # the domain stands on this module
        figures = records.figures.get(docname, {})
        if not figures or not self._config.numfig or docname not in records.posts:
            return {}
        if self._in_toctrees is None:
            self._in_toctrees = documents_below_root(self._env)
        return {} if docname in self._in_toctrees else figures


def _filled(pattern: str, number: str, name: str = "") -> str:
    """A pattern of either of Sphinx's two forms with its number; empty for one that cannot be filled."""
    try:
        return pattern.format(number=number, name=name) if "{" in pattern else pattern % number
    except (KeyError, IndexError, TypeError, ValueError):
        return ""


SUMMARY_NEEDS = 400
"""Characters; a summary is far shorter, and a post may be megabytes long."""


def markup_of_title(env: BuildEnvironment, docname: str) -> str:
    """The title of a document as navigation shows it, but for the number of a section, which Sphinx gives later."""
    title = env.titles.get(docname)
    return "".join(map(str, title.children)) if title is not None else ""


def plain_excerpt(text: str, rule: ExcerptRule, length: int) -> tuple[str, bool]:
    """The plain-text excerpt, and whether the post goes on after it.

    It ends at the latest where a plain-text excerpt ends, and only that puts dots after it.

    :param text: what the author marked off, or the text of the post.
    """
    shown, is_cut = truncate(text, length)
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
        if post.excerpt_rule.from_front_matter:  # it is never cut
            excerpt, is_cut = marked_off, post.text_cut
        else:
            excerpt, is_cut = plain_excerpt(marked_off, post.excerpt_rule, length)
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
