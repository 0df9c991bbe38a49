"""Views of links: the data of other documents that the links of a document or excerpt display.

Sphinx does not rewrite a document when the target of one of its links changes.  For a link in an excerpt or on the page
of a post, this extension does.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from docutils.nodes import make_id
from sphinx.addnodes import pending_xref
from sphinx.util import logging

from ..domain import blog_domain
from ..model.record import record
from ..model.references import ANY, DOCUMENT, INVENTORY
from ..model.views import digest
from ..nodes import find_nodes
from ..render.covers import scaler
from ..source.collector import readable_images
from ..source.excerpt_storage import page_attributes, unpack
from ..source.excerpts import all_blocks_of, post_root
from ..source.references import reference_of
from ..sphinx_compat import NoUri, docname_join, heading_anchors, load_doctree, suppress_logging
from .numbering import computed_numbers
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
    from ..model.references import Reference, ReferenceKey

__all__ = ["Digests", "DomainResolver", "LinkTarget", "LinkView", "LinkViews", "link_views", "objects_of"]

_Result = TypeVar("_Result")

_logger = logging.getLogger(__name__)

_STANDARD = ("std", "math", "citation", "index", "changeset")
"""The domains of Sphinx whose targets are looked up here."""
_LOOKED_UP = frozenset((ANY, DOCUMENT, INVENTORY, "blog", *_STANDARD))
_BY_NAME = frozenset(("c", "cpp", "js", "py", "rst"))
"""The domains of Sphinx that resolve only the name of an object, or the last parts of it."""


@record
class LinkTarget:
    """A possible target of a link."""

    docname: str
    anchor: str = ""
    text: str = ""
    """The text of the target that the link displays; empty if the author wrote a text."""
    numbers: tuple[str, ...] = ()
    """The numbers of the target, for links that display them."""


@record
class LinkView:
    """The data of other documents that a link displays."""

    domain: str
    type: str
    target: str
    anchor: str
    is_explicit: bool
    targets: tuple[LinkTarget, ...] = ()
    """The documents, labels and other names of Sphinx's own domains that the link may lead to."""
    objects: tuple[LinkTarget, ...] = ()
    """The objects of other domains that it may lead to, by their names."""
    candidates: tuple[str, ...] = ()
    """The posts that an ambiguous role of the blog matches, for its warning."""
    resolved: tuple[str, ...] = ()
    """The nodes that other domains resolve it to, as text."""


def link_views(_app: Sphinx, domain: BlogDomain, links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, views of its links) of each document with links, as a source of fingerprints."""
    if home := domain.home_digest():  # any document may have a link to a post of another version
        yield from ((docname, home) for docname in domain.env.found_docs)
    for docname in domain.records.references:
        if views := links.of_document(docname):
            yield docname, views


class LinkViews:
    """The views of the links of one build, made on demand."""

    def __init__(self, app: Sphinx, domain: BlogDomain, *, has_numbers: bool = True) -> None:
        """Make no view yet; all documents must have been read.

        :param has_numbers: whether views contain the numbers of targets, which require the generated pages as well.
        """
        self._app, self._domain, self._env = app, domain, app.env
        self._tables = _Tables(app.env, domain, has_numbers=has_numbers and app.config.numfig)
        self._views: dict[ReferenceKey, LinkView] = {}
        self._of_posts: dict[tuple[str, bool], tuple[LinkView, ...]] = {}
        self._resolver = DomainResolver(app)

    @property
    def depends_on_objects(self) -> bool:
        """Return whether a view depends on more than titles, labels and URLs of documents."""
        return self._tables.is_searched or self._resolver.is_used

    def of_reference(self, reference: Reference) -> LinkView:
        """Return the view of a link, as far as names determine it."""
        return self._view(reference)

    def of_excerpt(self, post: Post) -> tuple[LinkView, ...]:
        """Return the views of the links in the excerpt of a post."""
        return self._of_post(post, is_whole=False)

    def of_post(self, post: Post) -> tuple[LinkView, ...]:
        """Return the views of the links of a whole post, or of its document if it has several posts."""
        return self._of_post(post, is_whole=True)

    def of_document(self, docname: str) -> tuple[LinkView, ...]:
        """Return the views of the links of a document: all links if it is a post, else only those to the blog.

        Broken links are excluded, so that a page without a link to the blog has no fingerprint.
        """
        views = [self._view(reference) for reference in self._domain.references_of(docname)]
        if docname not in self._domain.posts:
            return tuple(view for view in views if any(map(self._is_in_blog, view.targets)) or view.candidates)
        return tuple(view for view in views if view.targets or view.objects or view.candidates)

    def _is_in_blog(self, target: LinkTarget) -> bool:
        domain = self._domain
        return any(target.docname in documents for documents in (domain.posts, domain.pages, domain.records.overrides))

    def _of_post(self, post: Post, *, is_whole: bool) -> tuple[LinkView, ...]:
        key = (post.docname if is_whole else post.key, is_whole)
        if key not in self._of_posts:
            domain = self._domain
            references = domain.references_of(post.docname) if is_whole else domain.references_in_excerpt(post)
            views = {reference.key: self._view(reference) for reference in references}
            if unresolved := {reference_key for reference_key, view in views.items() if self._resolver.resolves(view)}:
                resolved = self._resolver.resolved(self._nodes(post, is_whole=is_whole), post.docname, unresolved)
                for reference_key, texts in resolved.items():
                    views[reference_key] = replace(views[reference_key], objects=(), resolved=tuple(texts))
            self._of_posts[key] = tuple(views.values())
        return self._of_posts[key]

    def _nodes(self, post: Post, *, is_whole: bool) -> list[nodes.Element]:
        """Return the nodes of a post, with the attributes by which domains resolve references."""
        excerpts = self._domain.records.excerpts[post.docname]
        if not is_whole:
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
    """The targets that documents define, as the domains store them when all documents are read."""

    def __init__(self, env: BuildEnvironment, domain: BlogDomain, *, has_numbers: bool) -> None:
        self._env, self._domain, self._has_numbers = env, domain, has_numbers
        self._std: Any = env.domains["std"]
        self._labels_by_docname: dict[str, list[tuple[str, str, str]]] | None = None
        self._objects: dict[str, list[LinkTarget]] | None = None
        self._numbers: tuple[Any, Any] | None = None
        self.is_searched = False
        """Whether objects of other domains or numbers were looked up."""

    def targets(self, reference: Reference) -> Iterable[LinkTarget]:
        """Return all that a reference may lead to."""
        find = {
            ANY: self._any,
            DOCUMENT: self._file,
            "blog": self._object,
            "std": self._standard,
            "math": self._equation,
            "citation": self._citation,
        }.get(reference.domain)
        return find(reference) if find is not None else ()

    def _file(self, reference: Reference) -> Iterable[LinkTarget]:
        return self._document(reference.target, reference.anchor, reference)

    def _any(self, reference: Reference) -> Iterable[LinkTarget]:
        """Yield the targets that any domain may resolve: a label, the path of a document, or a name."""
        name, _, anchor = reference.target.partition("#")
        bare = name.removesuffix(".md").removesuffix(".rst")
        yield from self._label(reference)
        # MyST resolves a path without a suffix, and this extension that of a generated page.
        yield from self._document(docname_join(reference.docname, bare), anchor, reference)
        for kind in self._domain.object_types:
            yield from self._object(reference, kind)
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

    def _object(self, reference: Reference, kind: str = "") -> Iterable[LinkTarget]:
        target = self._domain.target(kind or reference.type, reference.target, reference.docname)
        if target is not None:
            yield _target(reference, *target)

    def _document(self, docname: str, anchor: str, reference: Reference) -> Iterable[LinkTarget]:
        title = self._env.titles.get(docname)
        if title is None:
            return
        if not anchor:
            yield _target(reference, docname, "", title.astext())
            return
        slugs = heading_anchors(self._env, docname)
        sections = [(entry[1], entry[2]) for slug, entry in slugs.items() if anchor in (slug, entry[1])]
        sections += [
            (target_id, text) for name, target_id, text in self._labels_in(docname) if anchor in (name, target_id)
        ]
        for target_id, text in sections or [("", "")]:  # an unknown anchor leads to the document
            yield _target(reference, docname, target_id, text)

    def _labels_in(self, docname: str) -> list[tuple[str, str, str]]:
        """Return (name, id, title) of the labels of a document."""
        if self._labels_by_docname is None:
            self._labels_by_docname = {}
            for name, (document, target_id, text) in self._std.labels.items():
                self._labels_by_docname.setdefault(document, []).append((name, target_id, text))
            for name, (document, target_id) in self._std.anonlabels.items():
                self._labels_by_docname.setdefault(document, []).append((name, target_id, ""))
        return self._labels_by_docname.get(docname, [])

    def _label(self, reference: Reference) -> Iterable[LinkTarget]:
        name = reference.target.lower()
        if label := self._std.labels.get(name):
            yield _target(reference, label[0], label[1], str(label[2]))
        if label := self._std.anonlabels.get(name):
            yield _target(reference, label[0], label[1], "")
        if (target := self._domain.label_target(name)) is not None:
            yield _target(reference, *target)

    def _numbered(self, reference: Reference) -> Iterable[LinkTarget]:
        name = reference.target
        if (target := self._domain.label_target(name)) is not None:
            yield _target(reference, *target)
        docname, anchor = self._std.anonlabels.get(name, ("", ""))
        if docname:
            text = str(self._std.labels.get(name, ("", "", ""))[2])  # a text by the author may contain {name}
            yield LinkTarget(docname=docname, anchor=anchor, text=text, numbers=self._number(docname, anchor))

    def _number(self, docname: str, anchor: str) -> tuple[str, ...]:
        """Return the numbers of a target, with their kinds."""
        if not self._has_numbers:
            return ()
        self.is_searched = True
        if self._numbers is None:
            self._numbers = computed_numbers(self._env)
        sections, figures = self._numbers
        kinds = {"section": sections.get(docname, {}), **figures.get(docname, {})}
        names = (anchor, f"#{anchor}", "")  # a figure, a section, a section that has the number of its document
        numbers = [f"{kind} {name} {ids[name]}" for kind, ids in sorted(kinds.items()) for name in names if name in ids]
        # A figure may have several labels; its number is stored at the first.
        return tuple(numbers) or tuple(f"{kind} {ids}" for kind, ids in sorted(kinds.items()))

    def _equation(self, reference: Reference) -> Iterable[LinkTarget]:
        equation: tuple[str, int] | None = self._env.domains["math"].data["objects"].get(reference.target)
        if equation is not None:
            docname, number = equation
            anchor = make_id(f"equation-{reference.target}")
            numbers = (f"equation {number}", *self._number(docname, anchor))
            yield LinkTarget(docname=docname, anchor=anchor, numbers=numbers)

    def _term(self, reference: Reference) -> Iterable[LinkTarget]:
        """Yield the targets that the standard domain defines besides documents and labels."""
        names = dict.fromkeys((reference.target, reference.target.lower()))  # the domain stores terms in lower case
        for kind in self._std.object_types:
            for docname, anchor in filter(None, (self._std.objects.get((kind, name)) for name in names)):
                yield LinkTarget(docname=docname, anchor=anchor)
        if reference.type == "option":
            option = reference.target.split()[-1:]
            for (program, name), (docname, anchor) in sorted(
                self._std.progoptions.items(), key=lambda item: (str(item[0][0]), item[0][1])
            ):
                if [name] == option:
                    yield LinkTarget(docname=docname, anchor=anchor, text=str(program))

    def _citation(self, reference: Reference) -> Iterable[LinkTarget]:
        citation = self._env.domains["citation"].data.get("citations", {}).get(reference.target)
        if citation is not None:
            yield LinkTarget(docname=citation[0], anchor=citation[1])

    def objects(self, reference: Reference) -> Iterable[LinkTarget]:
        """Return the objects of other domains with the same base name; the rest may depend on the document."""
        self.is_searched = True
        if self._objects is None:
            self._objects = {}
            for domain in _other_domains(self._env):
                for name, _, kind, docname, anchor, _ in objects_of(domain):
                    target = LinkTarget(docname=docname, anchor=anchor, text=f"{domain.name}:{kind} {name}")
                    self._objects.setdefault(_base_name(name), []).append(target)
        return self._objects.get(_base_name(reference.target), ())


def _other_domains(env: BuildEnvironment) -> list[Domain]:
    return [domain for domain in env.domains.values() if domain.name not in ("blog", *_STANDARD)]


def _target(reference: Reference, docname: str, anchor: str, text: str) -> LinkTarget:
    return LinkTarget(docname=docname, anchor=anchor, text="" if reference.is_explicit else text)


def _base_name(name: str) -> str:
    """Return the last part of the name of an object, in any language that a domain supports."""
    return name.partition("(")[0].replace("::", ".").rpartition(".")[2].lstrip("~!")


class DomainResolver:
    """Resolves references by other domains, before Sphinx itself does.

    A domain may fail that early, or for a reference that Sphinx never passes to it.  Such an error must not stop the
    build; if the reference is broken, Sphinx raises it when it writes the post.  In this case, the link depends on all
    objects of the domain, so that a change of any of them makes the page stale.
    """

    def __init__(self, app: Sphinx) -> None:
        self._env = app.env
        self._builder = cast("Builder", _ByDocname(app.builder))
        self._unknown = [domain for domain in _other_domains(app.env) if domain.name not in _BY_NAME]
        """The domains whose matching of names is unknown; any name may be theirs."""
        self.is_used = False

    def resolves(self, view: LinkView) -> bool:
        """Return whether only another domain can determine what a link displays."""
        if view.domain == ANY:
            return not view.targets and bool(view.objects or self._unknown)
        return view.domain not in _LOOKED_UP

    def resolved(
        self, roots: Iterable[nodes.Node], docname: str, keys: Container[ReferenceKey]
    ) -> dict[ReferenceKey, list[str]]:
        """Return the texts of references below some nodes, by key; only for the given keys."""
        self.is_used = True
        resolved: dict[ReferenceKey, list[str]] = {}
        for node in (node for root in roots for node in find_nodes(root, pending_xref)):
            if (key := reference_of(node, docname).key) in keys:
                with suppress_logging():
                    texts = self._resolve(cast("pending_xref", node), docname)
                resolved.setdefault(key, []).extend(text for text in texts if text not in resolved[key])
        return resolved

    def nodes_of(self, node: pending_xref, docname: str) -> list[nodes.Node]:
        """Return the nodes that the domain of a link resolves it to; for ``any``, those of all domains."""
        return [new for _, new_nodes in self._results(node, docname) for new in new_nodes or ()]

    def _resolve(self, node: pending_xref, docname: str) -> list[str]:
        """Return the same nodes as text."""
        texts: list[str] = []
        for domain, new_nodes in self._results(node, docname):
            texts += _all_objects(domain) if new_nodes is None else [new.pformat() for new in new_nodes]
            if domain.name == "cite":  # sphinxcontrib-bibtex completes its data later
                texts.append(blog_domain(self._env).build.bibliography)
        return texts

    def _results(self, node: pending_xref, docname: str) -> list[tuple[Domain, list[nodes.Node] | None]]:
        """Return the results of each domain that may resolve a link; None for a domain that fails."""
        name, kind = node.get("refdomain"), node["reftype"]
        if name in self._env.domains:
            return [self._in_domain(self._env.domains[name], kind, node, docname)]
        return [result for domain in _other_domains(self._env) for result in self._in_any(domain, node, docname)]

    def _in_any(self, domain: Domain, node: pending_xref, docname: str) -> list[tuple[Domain, list[nodes.Node] | None]]:
        args = (self._env, docname, self._builder, node["reftarget"], node, cast("nodes.Element", node[0]))
        try:
            results = _call_domain(lambda: domain.resolve_any_xref(*args), domain)
        except NotImplementedError:  # Sphinx tries each role of such a domain
            return [self._in_domain(domain, role, node, docname) for role in domain.roles]
        return [(domain, results if results is None else [new for _, new in results if new is not None])]

    def _in_domain(
        self, domain: Domain, kind: str, node: pending_xref, docname: str
    ) -> tuple[Domain, list[nodes.Node] | None]:
        args = (self._env, docname, self._builder, kind, node["reftarget"], node, cast("nodes.Element", node[0]))
        results = _call_domain(lambda: [domain.resolve_xref(*args)], domain)
        return domain, results if results is None else [new for new in results if new is not None]


def _call_domain(call: Callable[[], list[_Result]], domain: Domain) -> list[_Result] | None:
    """Return the results of another domain; None if it fails."""
    try:
        return call()
    except NoUri:
        return []
    except NotImplementedError:
        raise
    except Exception:  # the code of another extension, called before Sphinx calls it
        _logger.debug("blog: the domain '%s' cannot resolve a reference yet", domain.name, exc_info=True)
        return None


def objects_of(domain: Domain) -> list[tuple[str, str, str, str, str, int]]:
    """Return the objects of another domain; none if it fails."""
    return _call_domain(lambda: list(domain.get_objects()), domain) or []


def _all_objects(domain: Domain) -> list[str]:
    """Return all objects of a domain, as a substitute for the one that it fails to resolve."""
    return sorted(f"{name} {docname} {anchor}" for name, _, _, docname, anchor, _ in objects_of(domain))


class _ByDocname:
    """A builder whose URLs are docnames; all other attributes are those of the wrapped builder.

    The URLs must not depend on the builder, or every page would be stale after a build with another one.  It is not a
    copy of the builder: a builder may close its files when it is garbage-collected, and a copy would share them.
    """

    def __init__(self, builder: Builder) -> None:
        self._builder = builder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._builder, name)

    @property  # type: ignore[misc]  # it is never assigned
    def __class__(self) -> Any:
        """Return the class of the wrapped builder, since domains check it with ``isinstance``."""
        return type(self._builder)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        return to


class Digests:
    """The digests of displayed content that is not part of a view: nodes, links in them, files.

    Only fingerprints need them, so the views of a page that is written contain none.
    """

    def __init__(self, domain: BlogDomain, links: LinkViews) -> None:
        """Look up the digests for the posts of a domain."""
        self._domain, self._links, self._scaler = domain, links, scaler()
        self._names: dict[str, list[str]] = {}
        """The names of the images of a document in the output, where they differ from the file names."""
        for path, docnames, name in sorted_images(domain.env):
            for docname in docnames if name != posixpath.basename(path) else ():
                self._names.setdefault(docname, []).append(name)

    def excerpt(self, post: Post, *, is_whole: bool) -> str:
        """Return the digest of the nodes of an excerpt, of the views of its links, and of the names of its images."""
        nodes = self._whole_post_digest(post) if is_whole else post.digest
        links = self._links.of_post(post) if is_whole else self._links.of_excerpt(post)
        return digest([nodes, links, self._names.get(post.docname, [])])

    def _whole_post_digest(self, post: Post) -> str:
        """Return the digest of a whole post, computed on demand: few sites display whole posts."""
        bodies: dict[str, str] = self._domain.records.body_digests.setdefault(post.docname, {})
        if post.anchor not in bodies:
            doctree = load_doctree(self._domain.app, post.docname)
            blocks = all_blocks_of(post_root(doctree, post.anchor), post.others)
            images = readable_images(self._domain.env, blocks)
            attributes = sorted(page_attributes(doctree).items())
            bodies[post.anchor] = digest(["".join(node.pformat() for node in blocks), repr(images), *attributes])
        return bodies[post.anchor]

    def cover(self, post: Post) -> str:
        """Return the digest of a cover: of the file, its name in the output, and the program that resizes it."""
        return digest([post.image_digest, self._names.get(post.docname), self._scaler if post.image_digest else ""])

    def name(self, path: str) -> str:
        """Return the name of an image in the output, for one that is displayed in a fixed size."""
        images = self._domain.env.images
        return str(images[path][1]) if path in images else ""

    def picture(self, path: str) -> str:
        """Return the digest of the picture of a term: of the file, and its name in the output."""
        images = self._domain.env.images
        return digest([images[path][1] if path in images else "", self._domain.term_data.images.get(path)])
