"""Views of links: what the links of a document or excerpt show of other documents, wherever they lead.

Sphinx does not write a document again when what its links show has changed elsewhere, but a listing shows it, too.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from docutils.nodes import make_id
from sphinx.addnodes import pending_xref
from sphinx.util import logging

from ..model.record import record
from ..model.references import ANY, DOCUMENT
from ..model.views import digest
from ..nodes import find_nodes
from ..render.covers import scaler
from ..source.collector import readable_images
from ..source.excerpt_storage import page_attributes, unpack
from ..source.excerpts import all_blocks_of, post_root
from ..source.references import reference_of
from ..sphinx_compat import NoUri, docname_join, heading_anchors, load_doctree, suppress_logging
from .numbering import coming_numbers
from .outputs import sorted_images

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.post import Post
    from ..model.references import Reference

__all__ = ["Digests", "LinkTarget", "LinkView", "LinkViews", "link_views", "objects_of"]

_Key: TypeAlias = tuple[str, str, str, str, str, bool]
"""The key of a reference."""
_Result = TypeVar("_Result")

_logger = logging.getLogger(__name__)

_STANDARD = ("std", "math", "citation", "index", "changeset")
"""The domains of Sphinx whose targets are looked up here."""
_LOOKED_UP = frozenset((ANY, DOCUMENT, "blog", *_STANDARD))
_BY_NAME = frozenset(("c", "cpp", "js", "py", "rst"))
"""The domains of Sphinx that resolve nothing but the name of an object, or the last parts of it."""


@record
class LinkTarget:
    """A place that a link may lead to."""

    docname: str
    anchor: str = ""
    text: str = ""
    """What the link displays of the target; empty if the author wrote the text."""
    numbers: tuple[str, ...] = ()
    """The numbers of the target, for links that display them."""


@record
class LinkView:
    """What a link displays of other documents."""

    domain: str
    type: str
    target: str
    anchor: str
    is_explicit: bool
    targets: tuple[LinkTarget, ...] = ()
    """The documents, labels and other names of Sphinx's own domains that the link may lead to."""
    objects: tuple[LinkTarget, ...] = ()
    """The objects of other domains that it may lead to, as far as their names tell."""
    candidates: tuple[str, ...] = ()
    """The posts among which a role of the blog cannot choose, for its warning."""
    resolved: tuple[str, ...] = ()
    """What other domains resolve it to."""


def link_views(_app: Sphinx, domain: BlogDomain, links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, views of its links) of each document with links; a source of fingerprints."""
    for docname in domain.records.references:
        if views := links.of_document(docname):
            yield docname, views


class LinkViews:
    """The views of the links of one build, made when they are asked for."""

    def __init__(self, app: Sphinx, domain: BlogDomain) -> None:
        """For the documents as they were read."""
        self._app, self._domain, self._env = app, domain, app.env
        self._tables = _Tables(app.env, domain)
        self._views: dict[_Key, LinkView] = {}
        self._of_posts: dict[tuple[str, bool], tuple[LinkView, ...]] = {}
        self._foreign = _Foreign(app)

    @property
    def depends_on_objects(self) -> bool:
        """Return whether a view depends on more than titles, labels and addresses of documents."""
        return self._tables.were_searched or self._foreign.was_asked

    def of_excerpt(self, post: Post) -> tuple[LinkView, ...]:
        """Return what the links in the excerpt of a post display."""
        return self._of_post(post, whole=False)

    def of_post(self, post: Post) -> tuple[LinkView, ...]:
        """Return what the links of a whole post display, or of its document if it has several posts."""
        return self._of_post(post, whole=True)

    def of_document(self, docname: str) -> tuple[LinkView, ...]:
        """Return what the links on the page of a document display: of a post all, of others those to the blog.

        A link that leads nowhere has no view, so that a page without any link to the blog has no fingerprint.
        """
        views = [self._view(found) for found in self._domain.references_of(docname)]
        if docname not in self._domain.posts:
            return tuple(view for view in views if any(map(self._is_in_blog, view.targets)) or view.candidates)
        return tuple(view for view in views if view.targets or view.objects or view.candidates)

    def _is_in_blog(self, target: LinkTarget) -> bool:
        return target.docname in self._domain.posts or target.docname in self._domain.pages

    def _of_post(self, post: Post, *, whole: bool) -> tuple[LinkView, ...]:
        key = (post.docname if whole else post.key, whole)
        if key not in self._of_posts:
            domain = self._domain
            references = domain.references_of(post.docname) if whole else domain.references_in_excerpt(post)
            views = {found.key: self._view(found) for found in references}
            if unresolved := {found for found, view in views.items() if self._foreign.resolves(view)}:
                resolved = self._foreign.resolved(self._nodes(post, whole=whole), post.docname, unresolved)
                for found, texts in resolved.items():
                    views[found] = replace(views[found], objects=(), resolved=tuple(texts))
            self._of_posts[key] = tuple(views.values())
        return self._of_posts[key]

    def _nodes(self, post: Post, *, whole: bool) -> list[nodes.Element]:
        """Return the nodes of a post, which contain what domains keep there to resolve a reference."""
        excerpts = self._domain.records.excerpts[post.docname]
        if not whole:
            return unpack(excerpts[post.anchor])
        return [
            load_doctree(self._app, post.docname),
            *(node for packed in excerpts.values() for node in unpack(packed)),
        ]

    def _view(self, reference: Reference) -> LinkView:
        key = reference.key
        if key not in self._views:
            view = LinkView(
                domain=reference.domain,
                type=reference.type,
                target=reference.target,
                anchor=reference.anchor,
                is_explicit=reference.is_explicit,
                targets=tuple(dict.fromkeys(self._tables.targets(reference))),
                candidates=self._candidates(reference),
            )
            if view.domain not in _LOOKED_UP or (view.domain == ANY and not view.targets):
                view = replace(view, objects=tuple(self._tables.objects(reference)))
            self._views[key] = view
        return self._views[key]

    def _candidates(self, reference: Reference) -> tuple[str, ...]:
        if reference.domain != self._domain.name:
            return ()
        return self._domain.object_index.ambiguous_names(reference.type, reference.target, reference.docname)


class _Tables:
    """The targets that documents define, as the domains have stored them when all documents are read."""

    def __init__(self, env: BuildEnvironment, domain: BlogDomain) -> None:
        self._env, self._domain = env, domain
        self._std: Any = env.domains["std"]
        self._places: dict[str, list[tuple[str, str, str]]] | None = None
        self._objects: dict[str, list[LinkTarget]] | None = None
        self._numbers: tuple[Any, Any] | None = None
        self.were_searched = False
        """Whether objects of other domains or numbers were looked up."""

    def targets(self, reference: Reference) -> Iterable[LinkTarget]:
        """Return all that a reference may lead to."""
        find = {
            ANY: self._any,
            DOCUMENT: self._file,
            "blog": self._named,
            "std": self._standard,
            "math": self._equation,
            "citation": self._citation,
        }.get(reference.domain)
        return find(reference) if find is not None else ()

    def _file(self, reference: Reference) -> Iterable[LinkTarget]:
        return self._document(reference.target, reference.anchor, reference)

    def _any(self, reference: Reference) -> Iterable[LinkTarget]:
        """What every domain may resolve: a label, the path of a document, or a name."""
        name, _, anchor = reference.target.partition("#")
        bare = name.removesuffix(".md").removesuffix(".rst")
        yield from self._label(reference)
        # MyST resolves a path without a suffix, and this extension that of a generated page.
        yield from self._document(docname_join(reference.docname, bare), anchor, reference)
        for kind in self._domain.object_types:
            yield from self._named(reference, kind)
        yield from self._term(reference)
        yield from self._equation(reference)
        yield from self._citation(reference)

    def _standard(self, reference: Reference) -> Iterable[LinkTarget]:
        if reference.type == "doc":
            return self._document(docname_join(reference.docname, reference.target), "", reference)
        if reference.type == "numref":
            return self._numbered(reference)
        if reference.type in ("ref", "keyword"):
            return self._label(reference)
        return self._term(reference)

    def _named(self, reference: Reference, kind: str = "") -> Iterable[LinkTarget]:
        found = self._domain.target(kind or reference.type, reference.target, reference.docname)
        if found is not None:
            yield _target(reference, *found)

    def _document(self, docname: str, anchor: str, reference: Reference) -> Iterable[LinkTarget]:
        title = self._env.titles.get(docname)
        if title is None:
            return
        if not anchor:
            yield _target(reference, docname, "", title.astext())
            return
        slugs = heading_anchors(self._env, docname)
        sections = [(entry[1], entry[2]) for slug, entry in slugs.items() if anchor in (slug, entry[1])]
        sections += [(place, text) for name, place, text in self._labels_in(docname) if anchor in (name, place)]
        for place, text in sections or [("", "")]:  # with its document, for which the link is made all the same
            yield _target(reference, docname, place, text)

    def _labels_in(self, docname: str) -> list[tuple[str, str, str]]:
        """Return (name, id, title) of the labels of a document."""
        if self._places is None:
            self._places = {}
            for name, (document, place, text) in self._std.labels.items():
                self._places.setdefault(document, []).append((name, place, text))
            for name, (document, place) in self._std.anonlabels.items():
                self._places.setdefault(document, []).append((name, place, ""))
        return self._places.get(docname, [])

    def _label(self, reference: Reference) -> Iterable[LinkTarget]:
        name = reference.target.lower()
        if found := self._std.labels.get(name):
            yield _target(reference, found[0], found[1], str(found[2]))
        if found := self._std.anonlabels.get(name):
            yield _target(reference, found[0], found[1], "")
        if (labelled := self._domain.label_target(name)) is not None:
            yield _target(reference, *labelled)

    def _numbered(self, reference: Reference) -> Iterable[LinkTarget]:
        name = reference.target
        if (labelled := self._domain.label_target(name)) is not None:
            yield _target(reference, *labelled)
        docname, anchor = self._std.anonlabels.get(name, ("", ""))
        if docname:
            text = str(self._std.labels.get(name, ("", "", ""))[2])  # the author may ask for it in a text of theirs
            yield LinkTarget(docname=docname, anchor=anchor, text=text, numbers=self._number(docname, anchor))

    def _number(self, docname: str, anchor: str) -> tuple[str, ...]:
        """Return the numbers of a place, with their kinds."""
        if not self._env.config.numfig:
            return ()
        self.were_searched = True
        if self._numbers is None:
            self._numbers = coming_numbers(self._env)
        sections, figures = self._numbers
        kinds = {"section": sections.get(docname, {}), **figures.get(docname, {})}
        names = (
            anchor,
            f"#{anchor}",
            "",
        )  # of a figure, of a section, of a section that has the number of its document
        found = [f"{kind} {name} {ids[name]}" for kind, ids in sorted(kinds.items()) for name in names if name in ids]
        # A figure may have several labels, and its number stands at the first.
        return tuple(found) or tuple(f"{kind} {ids}" for kind, ids in sorted(kinds.items()))

    def _equation(self, reference: Reference) -> Iterable[LinkTarget]:
        found: tuple[str, int] | None = self._env.domains["math"].data["objects"].get(reference.target)
        if found is not None:
            docname, number = found
            anchor = make_id(f"equation-{reference.target}")
            numbers = (f"equation {number}", *self._number(docname, anchor))
            yield LinkTarget(docname=docname, anchor=anchor, numbers=numbers)

    def _term(self, reference: Reference) -> Iterable[LinkTarget]:
        """What the standard domain defines besides documents and labels."""
        names = dict.fromkeys((reference.target, reference.target.lower()))  # terms in lower case
        for kind in self._std.object_types:
            for found in filter(None, (self._std.objects.get((kind, name)) for name in names)):
                yield LinkTarget(docname=found[0], anchor=found[1])
        if reference.type == "option":
            option = reference.target.split()[-1:]
            for (program, name), (docname, anchor) in sorted(
                self._std.progoptions.items(), key=lambda found: (str(found[0][0]), found[0][1])
            ):
                if [name] == option:
                    yield LinkTarget(docname=docname, anchor=anchor, text=str(program))

    def _citation(self, reference: Reference) -> Iterable[LinkTarget]:
        found = self._env.domains["citation"].data.get("citations", {}).get(reference.target)
        if found is not None:
            yield LinkTarget(docname=found[0], anchor=found[1])

    def objects(self, reference: Reference) -> Iterable[LinkTarget]:
        """Return what other domains define under the last part of a name: the rest may depend on where the link is."""
        self.were_searched = True
        if self._objects is None:
            self._objects = {}
            for domain in _other_domains(self._env):
                for name, _, kind, docname, anchor, _ in objects_of(domain):
                    target = LinkTarget(docname=docname, anchor=anchor, text=f"{domain.name}:{kind} {name}")
                    self._objects.setdefault(_last_part(name), []).append(target)
        return self._objects.get(_last_part(reference.target), ())


def _other_domains(env: BuildEnvironment) -> list[Domain]:
    return [domain for domain in env.domains.values() if domain.name not in ("blog", *_STANDARD)]


def _target(reference: Reference, docname: str, anchor: str, text: str) -> LinkTarget:
    return LinkTarget(docname=docname, anchor=anchor, text="" if reference.is_explicit else text)


def _last_part(name: str) -> str:
    """Return the last part of the name of an object, however its language puts names together."""
    return name.partition("(")[0].replace("::", ".").rpartition(".")[2].lstrip("~!")


class _Foreign:
    """References that are resolved by other domains, before Sphinx itself asks them.

    A domain may fail that early, or for a reference that Sphinx never asks it for.  That must not stop the build: if
    the reference is broken, Sphinx meets the error when it writes the post.  It is assumed then that the link displays
    something of all objects of the domain, so that a change of any of them makes the page stale.
    """

    def __init__(self, app: Sphinx) -> None:
        self._env = app.env
        self._builder = cast("Builder", _ByDocname(app.builder))
        self._unknown = [domain for domain in _other_domains(app.env) if domain.name not in _BY_NAME]
        """The domains of which nothing is known; they are asked for any name."""
        self.was_asked = False

    def resolves(self, view: LinkView) -> bool:
        """Return whether only another domain can tell what a link displays."""
        if view.domain == ANY:
            return not view.targets and bool(view.objects or self._unknown)
        return view.domain not in _LOOKED_UP

    def resolved(self, roots: Iterable[nodes.Node], docname: str, keys: Container[_Key]) -> dict[_Key, list[str]]:
        """Return what those of the references below some nodes display whose keys are given."""
        self.was_asked = True
        found: dict[_Key, list[str]] = {}
        for node in (node for root in roots for node in find_nodes(root, pending_xref)):
            if (key := reference_of(node, docname).key) in keys:
                with suppress_logging():
                    texts = self._resolve(cast("pending_xref", node), docname)
                found.setdefault(key, []).extend(text for text in texts if text not in found[key])
        return found

    def _resolve(self, node: pending_xref, docname: str) -> list[str]:
        """Return what a link displays as its domain resolves it, or all domains if it may lead anywhere."""
        name, kind = node.get("refdomain"), node["reftype"]
        if name in self._env.domains:
            return self._in_domain(self._env.domains[name], kind, node, docname)
        return [text for domain in _other_domains(self._env) for text in self._in_any(domain, node, docname)]

    def _in_any(self, domain: Domain, node: pending_xref, docname: str) -> list[str]:
        args = (self._env, docname, self._builder, node["reftarget"], node, cast("nodes.Element", node[0]))
        try:
            found = _guarded(lambda: domain.resolve_any_xref(*args), domain)
        except NotImplementedError:  # as Sphinx does then
            return [text for role in domain.roles for text in self._in_domain(domain, role, node, docname)]
        return _all_of(domain) if found is None else [one.pformat() for _, one in found if one is not None]

    def _in_domain(self, domain: Domain, kind: str, node: pending_xref, docname: str) -> list[str]:
        args = (self._env, docname, self._builder, kind, node["reftarget"], node, cast("nodes.Element", node[0]))
        found = _guarded(lambda: [domain.resolve_xref(*args)], domain)
        return _all_of(domain) if found is None else [one.pformat() for one in found if one is not None]


def _guarded(ask: Callable[[], list[_Result]], domain: Domain) -> list[_Result] | None:
    """Return the answer of another domain; None if it fails."""
    try:
        return ask()
    except NoUri:
        return []
    except NotImplementedError:
        raise
    except Exception:  # the code of another extension, called before Sphinx calls it
        _logger.debug("blog: the domain '%s' cannot resolve a reference yet", domain.name, exc_info=True)
        return None


def objects_of(domain: Domain) -> list[tuple[str, str, str, str, str, int]]:
    """Return the objects of another domain; none if it fails."""
    return _guarded(lambda: list(domain.get_objects()), domain) or []


def _all_of(domain: Domain) -> list[str]:
    """Return all objects of a domain, in place of the one that it does not resolve."""
    return sorted(f"{name} {docname} {anchor}" for name, _, _, docname, anchor, _ in objects_of(domain))


class _ByDocname:
    """A builder whose links have docnames for addresses; everything else is that of the real one.

    The addresses of all builders are equal, or one that is used in turn with another would find all changed.  It is no
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


class Digests:
    """The digests of what is displayed without being part of a view: nodes, links in them, files.

    Only fingerprints need them, so the views of a page that is written have none.
    """

    def __init__(self, domain: BlogDomain, links: LinkViews) -> None:
        """Look up the digests for the posts of a domain."""
        self._domain, self._links, self._scaler = domain, links, scaler()
        self._names: dict[str, list[str]] = {}
        """The names in the output of the images of a document, where those are not their own."""
        for path, docnames, name in sorted_images(domain.env):
            for docname in docnames if name != posixpath.basename(path) else ():
                self._names.setdefault(docname, []).append(name)

    def excerpt(self, post: Post, *, is_whole: bool) -> str:
        """Return the digest of the nodes of an excerpt, of what its links show, and of the names of its images."""
        nodes = self._whole(post) if is_whole else post.digest
        links = self._links.of_post(post) if is_whole else self._links.of_excerpt(post)
        return digest([nodes, links, self._names.get(post.docname, [])])

    def _whole(self, post: Post) -> str:
        """Return the digest of a whole post, made when first asked for: hardly any site shows whole posts."""
        bodies: dict[str, str] = self._domain.records.body_digests.setdefault(post.docname, {})
        if post.anchor not in bodies:
            doctree = load_doctree(self._domain.app, post.docname)
            blocks = all_blocks_of(post_root(doctree, post.anchor), post.others)
            there = readable_images(self._domain.env, blocks)
            attributes = sorted(page_attributes(doctree).items())
            bodies[post.anchor] = digest(["".join(node.pformat() for node in blocks), repr(there), *attributes])
        return bodies[post.anchor]

    def cover(self, post: Post) -> str:
        """Return the digest of a cover: of the file, its name in the output, and what resizes it."""
        return digest([post.image_digest, self._names.get(post.docname), self._scaler if post.image_digest else ""])

    def picture(self, path: str) -> str:
        """Return the digest of the picture of a term: of the file, and its name in the output."""
        images = self._domain.env.images
        return digest([images[path][1] if path in images else "", self._domain.term_data.images.get(path)])
