"""Signing of links: what those in excerpts show of other documents, wherever they lead.

Sphinx does not write a document again when what its links show has changed elsewhere, but a listing is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sphinx.addnodes import pending_xref
from sphinx.errors import NoUri
from sphinx.util import docname_join
from sphinx.util.logging import suppress_logging

from ..nodes import found_in
from ..reading.completing import ref_of
from ..reading.packing import unpack
from .excerpt import load_doctree
from .numbering import coming_numbers, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains import Domain

    from ..domain import BlogDomain
    from ..model.post import Post, Ref

__all__ = ["LinkSigner"]

_BY_TITLE = frozenset(("any", "doc", "myst", "ref"))
"""The types of references that show the title of a document or section, if there is one of that name."""
_NUMBERED = frozenset(("eq", "numref"))


class LinkSigner:
    """Looks up what links show."""

    def __init__(self, app: Sphinx, domain: BlogDomain) -> None:
        """For the documents as they were read."""
        self._app, self._domain, self._env = app, domain, app.env
        std = self._env.domains["std"].data
        self._labels: list[dict[str, tuple[str, ...]]] = [std["labels"], std["anonlabels"]]
        self._builder = cast("Builder", _ByDocname(app.builder))
        self._numbers: tuple[Any, Any] | None = None
        self.resolved = False
        """Whether there was a link that had to be resolved to know what it shows."""

    def named(self, docname: str, ref: Ref) -> object:
        """What a link in a document shows of the blog: None for one that leads elsewhere."""
        kind, name, explicit = ref
        if kind in self._domain.object_types:
            return [self._target(docname, kind, name, explicit=explicit)]
        if (labelled := self._domain.labelled(name)) is not None:
            return labelled
        target = _document(docname, name)
        kinds = self._domain.object_types if kind == "any" else ()
        found = [self._target(docname, one, name, explicit=explicit) for one in kinds]
        if target in self._domain.posts or target in self._domain.pages:
            title = self._env.titles.get(target) if not explicit else None
            return found, title.astext() if title is not None else ""
        return found if any(found) else None

    def _target(self, docname: str, kind: str, name: str, *, explicit: bool) -> object:
        found = self._domain.target(kind, name, docname)
        return found if found is None or not explicit else found[:2]

    def shown(self, post: Post, *, whole: bool) -> list[object]:
        """What the links in an excerpt show.

        :param whole: in all of the document instead.
        """
        refs = self._domain.records.references.get(post.docname, ()) if whole else post.refs
        known = {ref: self._titled(post.docname, ref) for ref in refs}
        found: list[object] = [*known.items()]
        if not all(known.values()):
            leads = self._domain.records.excerpts[post.docname]
            roots = [load_doctree(self._app, post.docname)] if whole else unpack(leads[post.anchor])
            found += self._resolved(roots, post.docname, known)
        return found

    def _titled(self, docname: str, ref: Ref) -> object:
        """The titles that a link may show, more than one rather than too few; None if it has to be resolved."""
        kind, name, explicit = ref
        if kind in self._domain.object_types:
            return self.named(docname, ref)
        if kind not in _BY_TITLE:
            return None
        shown = 2 if explicit else 3  # of labels and slugs: the title is the third
        target, _, anchor = name.partition("#")
        names = {target.lower(), anchor.lower()}
        labels = [table[name][:shown] for table in self._labels for name in sorted(names & table.keys())]
        documents = [
            (
                found,
                "" if explicit else self._env.titles[found].astext(),
                self._env.metadata[found].get("myst_slugs", {}).get(anchor, ())[1:shown],
            )
            for found in (_document(docname, name), target)
            if found in self._env.titles
        ]
        named = self.named(docname, ref)
        return (labels, documents, named) if labels or documents or named else None

    def _resolved(self, roots: Iterable[nodes.Node], docname: str, known: dict[Ref, object]) -> list[str]:
        """What the other links show, as their domains say."""
        xrefs = [node for root in roots for node in found_in(root, pending_xref) if not known.get(ref_of(node))]
        self.resolved = self.resolved or bool(xrefs)
        is_numbered = self._env.config.numfig and any(node["reftype"] in _NUMBERED for node in xrefs)
        if is_numbered and self._numbers is None:
            self._numbers = coming_numbers(self._env)
        with numbered(self._env, self._numbers if is_numbered else None), suppress_logging():
            return [self._resolve(cast("pending_xref", node), docname) for node in xrefs]

    def _resolve(self, node: pending_xref, docname: str) -> str:
        """What a link shows, as its domain says, or all that are asked where it may lead anywhere."""
        name, kind = node.get("refdomain"), node["reftype"]
        if name in self._env.domains:
            found = [self._in_domain(self._env.domains[name], kind, node, docname)]
        else:
            found = [one for domain in self._env.domains.values() for one in self._in_any(domain, node, docname)]
        return "".join(one.pformat() for one in found if one is not None)

    def _in_any(self, domain: Domain, node: pending_xref, docname: str) -> list[nodes.Node | None]:
        args = (self._env, docname, self._builder, node["reftarget"], node, cast("nodes.Element", node[0]))
        try:
            return [found for _, found in domain.resolve_any_xref(*args)]
        except NotImplementedError:  # as Sphinx does then
            return [self._in_domain(domain, role, node, docname) for role in domain.roles]

    def _in_domain(self, domain: Domain, kind: str, node: pending_xref, docname: str) -> nodes.Node | None:
        args = (self._env, docname, self._builder, kind, node["reftarget"], node, cast("nodes.Element", node[0]))
        try:
            return domain.resolve_xref(*args)
        except NoUri:
            return None


class _ByDocname:
    """A builder whose links have docnames for addresses; all else is that of the real one.

    Addresses of all builders are alike, or one that is used in turn with another would find all changed.  It is no
    copy: a builder may close its files when it is collected, and a copy would share them.
    """

    def __init__(self, builder: Builder) -> None:
        self._builder = builder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._builder, name)

    @property  # type: ignore[misc]  # nobody changes it
    def __class__(self) -> Any:
        """So that domains which ask for a kind of builder find it."""
        return type(self._builder)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        return to


def _document(docname: str, name: str) -> str:
    """The document that a link in another one may name."""
    return docname_join(docname, name.partition("#")[0].removesuffix(".md").removesuffix(".rst"))
