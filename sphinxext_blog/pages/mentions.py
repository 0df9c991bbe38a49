"""Mentions: what the references of posts refer to, and which posts refer to a target.

References are resolved once, when all documents are read, and stored with the environment.  A build whose inputs are
equal to those of the last one does not resolve them again.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..diagnostics import Subtype, location_in_conf, suggestion_for, warn
from ..domain import blog_domain, per_build
from ..model.listing import MentionList
from ..model.mentions import MentionIndex, MentionTarget
from ..model.references import ANY, INVENTORY, Reference
from ..model.slugs import distinct_slugs, label_key, slugify
from ..model.views import Link, Run
from ..nodes import find_nodes
from ..sphinx_compat import inventories_of, inventory_object, suppress_logging
from .link_views import DomainResolver, objects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.code_names import CodeName
    from ..model.post import Post
    from ..model.shared_mentions import SharedPost
    from .link_views import LinkViews

__all__ = ["Mentions", "index_mentions", "link_to_object", "mentions_of", "warn_unknown_domains", "warn_unknown_names"]

_PLACES = ("doc", "label")
"""The object types of documents and of places in them, which no domain describes."""
_PYTHON_TYPES = (
    "function", "class", "method", "module", "attribute", "property", "data", "exception", "decorator", "classmethod",
    "staticmethod", "type",
)  # fmt: skip
_ROLES_OF_PLACES = ("doc", "ref", "numref", "keyword")
"""The roles of the standard domain whose targets are looked up by name; its other names may depend on the document."""


def warn_unknown_domains(app: Sphinx) -> None:
    """Warn about names in ``blog_mentions`` that are not domains (event: builder-inited)."""
    domains = app.env.domains
    names = sorted(domain.name for domain in domains.values() if domain.name != "blog")
    for name in blog_domain(app.env).options.mentions:
        if name not in names:
            expected = f"Expected one of {', '.join(names)}.{suggestion_for(name, names)}"
            message = f"blog_mentions: '{name}' is not a domain. {expected}"
            location = location_in_conf(app.config, "blog_mentions", name)
            warn(Subtype.CONFIG, f"{message} The entry is ignored.", location=location)


# -- resolving ---------------------------------------------------------------------------------------------------------


def index_mentions(domain: BlogDomain, links: LinkViews) -> MentionIndex:
    """Return the targets of the references in posts."""
    finder = _TargetFinder(domain, links)
    numbers: dict[MentionTarget, int] = {}
    posts: dict[str, dict[int, None]] = {}
    with suppress_logging():  # Sphinx warns when it resolves the references itself
        for docname in sorted(domain.posts) if domain.options.backlinks or domain.indexes_objects else ():
            for target, anchors in finder.targets_in(docname):
                for anchor in anchors:
                    key = f"{docname}#{anchor}" if anchor else docname
                    posts.setdefault(key, {})[numbers.setdefault(target, len(numbers))] = None
        shared: dict[int, tuple[SharedPost, ...]] = {}
        for target, entries in finder.shared_targets():
            number = numbers.setdefault(target, len(numbers))
            shared[number] = (*shared.get(number, ()), *entries)
        named: dict[tuple[str, str, str], int] = {}
        for docname, block in _lists_by_name(domain):
            found = finder.target(_reference_of(block, docname))
            number = numbers.setdefault(found, len(numbers)) if found is not None else -1
            named[docname, block.role, block.name] = number
    return MentionIndex(
        targets=tuple(numbers),
        posts=tuple((key, tuple(indices)) for key, indices in sorted(posts.items())),
        shared=tuple(sorted(shared.items())),
        named=tuple((*key, number) for key, number in sorted(named.items())),
    )


def _lists_by_name(domain: BlogDomain) -> Iterator[tuple[str, MentionList]]:
    """Yield (docname, directive) of each directive that names an object."""
    for docname, blocks in sorted(domain.listings.items()):
        yield from ((docname, block) for block in blocks if isinstance(block, MentionList) and block.name)


def _reference_of(block: MentionList, docname: str) -> Reference:
    """Return a reference to the object that a directive names."""
    domain, _, role = block.role.partition(":")
    return Reference(domain=domain, type=role or "any", target=block.name, docname=docname)


def warn_unknown_names(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about directives that name no object (event: env-check-consistency)."""
    domain = blog_domain(env)
    unknown = {(docname, role, name) for docname, role, name, number in domain.records.mentions.named if number < 0}
    for docname, block in _lists_by_name(domain) if unknown else ():
        if (docname, block.role, block.name) in unknown:
            role = f" for the role '{block.role}'" if block.role else ""
            message = f"mentions: no object named '{block.name}'{role}. The list is empty."
            warn(Subtype.MENTION, message, location=(docname, block.line or None))


class _Place(NamedTuple):
    """A place in a document."""

    docname: str
    anchor: str


class _TargetFinder:
    """Finds the targets of references: places that this site documents, and objects in the inventories of others."""

    def __init__(self, domain: BlogDomain, links: LinkViews) -> None:
        self._domain, self._env, self._links = domain, domain.env, links
        self._finds_objects = domain.indexes_objects
        self._resolver = DomainResolver(domain.app)
        self._targets: dict[tuple[object, ...], MentionTarget | None] = {}
        self._code_targets: dict[CodeName, MentionTarget | None] = {}

    def targets_in(self, docname: str) -> Iterator[tuple[MentionTarget, tuple[str, ...]]]:
        """Yield (target, anchors of the posts) of each reference and name in the code of the posts of a document."""
        for reference in self._domain.references_of(docname):
            if reference.posts and (target := self.target(reference)) is not None:
                yield target, reference.posts
        for name in self._domain.code_names_of(docname) if self._finds_objects else ():
            if (target := self._in_code(name)) is not None:
                yield target, name.posts

    def shared_targets(self) -> Iterator[tuple[MentionTarget, list[SharedPost]]]:
        """Yield (target, posts) of each object of this site that posts of another site mention."""
        for site in self._domain.shared_sites if self._finds_objects else ():
            for key, indices in site.objects:
                if (target := self._by_key.get(key)) is not None:
                    yield target, [site.posts[index] for index in indices]

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str, str], MentionTarget]:
        return {target.object_key: target for target in self._objects.values()}

    def _in_code(self, name: CodeName) -> MentionTarget | None:
        """Return the Python object that a name in code stands for; None if it is not documented."""
        if name not in self._code_targets:
            targets = (self._python_object(candidate) for candidate in name.candidates())
            self._code_targets[name] = next(filter(None, targets), None)
        return self._code_targets[name]

    def _python_object(self, name: str) -> MentionTarget | None:
        place = self._python_names.get(name)
        if place is not None:
            return self._objects.get(place)
        return _find_in(sorted(inventories_of(self._env)), self._env, "py", _PYTHON_TYPES, name)

    @cached_property
    def _python_names(self) -> Mapping[str, tuple[str, str]]:
        """The places of all Python objects by name, including other names of an object."""
        return {name: (docname, anchor) for name, _, _, docname, anchor, _ in objects_of(self._env.domains["py"])}

    def target(self, reference: Reference) -> MentionTarget | None:
        """Return the target of a reference in a post; without objects, only targets in posts."""
        is_relative = reference.domain in (ANY, "doc", "blog", "std")
        key = (*reference.key[:5], reference.context) if is_relative else (*reference.key[:4], reference.context)
        if key not in self._targets:
            self._targets[key] = self._find(reference)
        return self._targets[key]

    def _find(self, reference: Reference) -> MentionTarget | None:
        if reference.domain == INVENTORY:
            return self._in_inventory(reference) if self._finds_objects else None
        if dict(reference.context).get("intersphinx"):
            return self._in_inventories(reference)
        view = self._links.of_reference(reference)
        if not self._finds_objects and not any(
            target.docname in self._domain.posts for target in (*view.targets, *view.objects)
        ):
            return None
        place = None
        if view.targets and (reference.domain != "std" or reference.type in _ROLES_OF_PLACES):
            place = _Place(view.targets[0].docname, view.targets[0].anchor)
        elif reference.domain != "blog":
            place = self._resolve(reference)
        if place is None:
            return self._in_inventories(reference) if self._finds_objects else None
        if place.docname not in self._env.found_docs:
            return None
        return self._objects.get(place) or MentionTarget(docname=place.docname, anchor=place.anchor)

    def _resolve(self, reference: Reference) -> _Place | None:
        """Return the place to which domains resolve a reference."""
        node = _node_of(reference)
        for resolved in self._resolver.nodes_of(node, reference.docname):
            for link in find_nodes(resolved, nodes.reference):
                if "refid" in link:
                    return _Place(reference.docname, str(link["refid"]))
                docname, _, anchor = str(link.get("refuri", "")).partition("#")
                return _Place(docname, anchor)
        return None

    @cached_property
    def _objects(self) -> Mapping[tuple[str, str], MentionTarget]:
        """The objects of all domains by place; of several names of an object, the one that the search prefers."""
        names: dict[tuple[str, str], tuple[tuple[object, ...], MentionTarget]] = {}
        for domain in self._env.domains.values():
            if domain.name == "blog" or not self._finds_objects:
                continue
            for name, _, kind, docname, anchor, priority in objects_of(domain):
                if domain.name == "std" and kind in _PLACES:
                    continue
                order = (priority < 0, domain.name, kind, name)
                target = MentionTarget(docname=docname, anchor=anchor, domain=domain.name, type=kind, name=name)
                place = (docname, anchor)
                if place not in names or order < names[place][0]:
                    names[place] = order, target
        return {place: target for place, (_, target) in names.items()}

    # -- inventories --------------------------------------------------------------------------------------------------

    def _in_inventories(self, reference: Reference) -> MentionTarget | None:
        """Return the object of another project; None if no inventory has it."""
        inventories = inventories_of(self._env)
        if not inventories or not self._finds_objects:
            return None
        prefix, colon, rest = reference.target.partition(":")
        only = str(dict(reference.context).get("inventory") or "")
        if colon and prefix in inventories and not only:
            only, name = prefix, rest
        else:
            name = reference.target
        for domain in self._domains_of(reference):
            types = _types_of(domain, reference.type)
            for candidate in dict.fromkeys((name, *_full_names(domain, reference))):
                target = _find_in([only] if only else sorted(inventories), self._env, domain.name, types, candidate)
                if target is not None:
                    return target
        return None

    def _in_inventory(self, reference: Reference) -> MentionTarget | None:
        """Return the object to which MyST resolved a link, if its inventory still contains it."""
        domain, _, kind = reference.type.partition(":")
        if domain == "blog" or (domain == "std" and kind in _PLACES):
            return None
        return _find_in([str(dict(reference.context)["inventory"])], self._env, domain, [kind], reference.target)

    def _domains_of(self, reference: Reference) -> list[Domain]:
        domains = self._env.domains
        if reference.domain in domains:
            return [domains[reference.domain]]
        return [domain for domain in domains.values() if domain.name != "blog"] if reference.domain == ANY else []


def _node_of(reference: Reference) -> pending_xref:
    """Return a node with all that was recorded of a reference."""
    text = nodes.literal(reference.target, reference.target)
    node = pending_xref("", text, reftarget=reference.target, reftype=reference.type, refdoc=reference.docname)
    node.attributes |= dict(reference.context)
    node["refdomain"], node["refexplicit"] = reference.domain, reference.is_explicit
    return node


def _types_of(domain: Domain, role: str) -> list[str]:
    """Return the types of the objects that a role refers to, as inventories name them; no places in documents."""
    types = domain.object_types if role in ("any", "myst") else (domain.objtypes_for_role(role) or ())
    names = [name for name in types if not (domain.name == "std" and name in _PLACES)]
    if domain.name == "py" and {"attribute", "method"} & set(names):  # a property may have been either
        names = [*names, *({"attribute", "method", "property"} - set(names))]
    return sorted(names)


def _full_names(domain: Domain, reference: Reference) -> Iterator[str]:
    """Yield other names of a target: with the current module, and terms in lower case."""
    for name in ("module", "class"):
        if prefix := dict(reference.context).get(f"{domain.name}:{name}"):
            yield f"{prefix}.{reference.target}"
    if domain.name == "std":
        yield reference.target.lower()


def _find_in(
    inventories: Iterable[str], env: BuildEnvironment, domain: str, types: Iterable[str], name: str
) -> MentionTarget | None:
    for inventory in inventories:
        for kind in types:
            found = inventory_object(env, inventory, f"{domain}:{kind}", name)
            if found is not None:
                project, url = found
                return MentionTarget(project=project or inventory, domain=domain, type=kind, name=name, url=url)
    return None


# -- looking up --------------------------------------------------------------------------------------------------------


@per_build
def mentions_of(domain: BlogDomain) -> Mentions:
    """Return the listed posts that refer to a target, in this build."""
    return Mentions(domain)


class Mentions:
    """The listed posts that refer to a target, and those of other sites."""

    def __init__(self, domain: BlogDomain) -> None:
        """Look up the posts of the catalog in the stored index."""
        self._domain = domain
        index = domain.records.mentions
        indices = dict(index.posts)
        self._targets = index.targets
        self._named = {(docname, role, name): number for docname, role, name, number in index.named}
        self._posts: dict[MentionTarget, list[Post]] = {}
        """The posts that refer to each target, newest first."""
        self._shared = {index.targets[number]: posts for number, posts in index.shared}
        """The posts of other sites that mention each object of this one."""
        self._in_documents: dict[str, list[tuple[Post, MentionTarget]]] = defaultdict(list)
        """The posts that refer to each document of this site, newest first, with the target."""
        self._of_posts: dict[str, list[int]] = {}
        """The indices of the objects that each post mentions, in the order of the index."""
        for post in domain.catalog.listed:
            if not post.mentions:
                continue
            for number in indices.get(post.key, ()):
                target = index.targets[number]
                self._posts.setdefault(target, []).append(post)
                if target.docname:
                    self._in_documents[target.docname].append((post, target))
        listed = {number for number, target in enumerate(index.targets) if self._is_listed(target)}
        for key, numbers in index.posts:
            self._of_posts[key] = [number for number in numbers if number in listed]

    @cached_property
    def objects(self) -> Mapping[MentionTarget, list[Post | SharedPost]]:
        """The posts that mention each object, newest first."""
        targets = dict.fromkeys(filter(self._is_listed, (*self._posts, *self._shared)))
        return {target: self.posts_about(target) for target in targets}

    def _is_listed(self, target: MentionTarget) -> bool:
        """Return whether a target is an object of a domain that the site selects; without a selection, of any."""
        domains = self._domain.options.mentions
        return target.is_object and (target.domain in domains or not domains)

    def backlinks(self, post: Post) -> tuple[Post, ...]:
        """Return the posts that link to a post, newest first."""
        if not post.mentions:
            return ()
        sources = (
            source
            for source, target in self._in_documents.get(post.docname, ())
            if source.key != post.key and self._contains(post, target.anchor)
        )
        return tuple({source.key: source for source in sources}.values())

    def _contains(self, post: Post, anchor: str) -> bool:
        """Return whether a post contains an anchor of its document; a whole document contains the rest."""
        if post.anchor:
            return anchor == post.anchor or anchor in post.named
        return not any(self._contains(other, anchor) for other in self._sections(post.docname))

    def _sections(self, docname: str) -> Iterator[Post]:
        return (post for post in self._domain.posts.get(docname, ()) if post.anchor)

    def of_list(self, block: MentionList, docname: str) -> list[Post | SharedPost]:
        """Return the posts of a directive, newest first."""
        target = self.named(block, docname)
        if target is not None:
            return self.posts_about(target, docname)
        if block.name:
            return []
        shared = [post for target, posts in self._shared.items() if target.docname == docname for post in posts]
        return _newest_first([post for post, _ in self.in_document(docname)], shared)

    def own_posts_about(self, target: MentionTarget) -> list[Post]:
        """Return the posts of this site that mention a target, newest first."""
        return self._posts.get(target, [])

    def mentions_objects(self, post: Post) -> bool:
        """Return whether a post mentions an object that is displayed."""
        return post.mentions and bool(self._of_posts.get(post.key))

    def named(self, block: MentionList, docname: str) -> MentionTarget | None:
        """Return the target that a directive names; None if it names none."""
        number = self._named.get((docname, block.role, block.name), -1)
        return self._targets[number] if number >= 0 else None

    def objects_in(self, post: Post) -> list[tuple[str, Link]]:
        """Return (project, link to the object) of the objects that a post mentions, this project first, by name."""
        numbers = self._of_posts.get(post.key, ()) if post.mentions else ()
        return [self._entries[number] for number in sorted(numbers, key=self._ranks.__getitem__)]

    @cached_property
    def _entries(self) -> list[tuple[str, Link]]:
        """The project of each target, and a link to it; most objects are in several posts."""
        return [(target.project, link_to_object(target)) for target in self._targets]

    @cached_property
    def _ranks(self) -> dict[int, int]:
        """The position of each target in the order of projects and names, by its index."""
        order = sorted(range(len(self._targets)), key=lambda number: _by_project_and_name(self._targets[number]))
        return {number: rank for rank, number in enumerate(order)}

    def posts_about(self, target: MentionTarget, docname: str = "") -> list[Post | SharedPost]:
        """Return the posts that mention a target, newest first, except posts in the document that displays them."""
        posts = [post for post in self._posts.get(target, ()) if post.docname != docname]
        return _newest_first(posts, self._shared.get(target, ()))

    def project_slug(self, target: MentionTarget) -> str:
        """Return the slug of the project of an object; empty if its objects have no page."""
        return self.project_slugs.get(target.project or self._domain.env.config.project, "")

    def in_document(self, docname: str) -> list[tuple[Post, MentionTarget]]:
        """Return the posts that mention a document or anything in it, newest first, each with the target."""
        return [(post, target) for post, target in self._in_documents.get(docname, ()) if post.docname != docname]

    @cached_property
    def described(self) -> Mapping[str, Mapping[str, MentionTarget]]:
        """The targets with a description that displays mentions, by document and anchor."""
        domains = set(self._domain.options.mentions)
        described: dict[str, dict[str, MentionTarget]] = {}
        mentioned = ((docname, target) for docname in self._in_documents for _, target in self.in_document(docname))
        for docname, target in (*mentioned, *((target.docname, target) for target in self._shared)) if domains else ():
            # Labels and modules have no description.
            if target.anchor and target.domain in domains and target.type != "module":
                described.setdefault(docname, {})[target.anchor] = target
        return {docname: dict(sorted(targets.items())) for docname, targets in sorted(described.items())}

    @cached_property
    def projects(self) -> Mapping[str, list[MentionTarget]]:
        """The objects that posts mention by the name of their project, this one first, and then by name."""
        own = self._domain.env.config.project
        projects: dict[str, list[MentionTarget]] = {}
        for target in sorted(self.objects, key=_by_project_and_name):
            projects.setdefault(target.project or own, []).append(target)
        return projects

    @cached_property
    def project_slugs(self) -> Mapping[str, str]:
        """The slug of the page of each project by its name, in order."""
        slugs = distinct_slugs(self.projects, reserved=("index", "page"), slug_of=_slug_of)[0]
        return {name: slugs[name] for name in self.projects}


def _newest_first(posts: Iterable[Post], shared: Iterable[SharedPost]) -> list[Post | SharedPost]:
    """Return posts, which are sorted, with those of other sites: newest first, each once, undated posts last."""
    own: dict[str, Post | SharedPost] = {post.key: post for post in posts}
    others: dict[str, Post | SharedPost] = {post.url: post for post in shared}
    if not others:
        return list(own.values())
    undated = [post for post in (*own.values(), *others.values()) if post.date is None]
    dated = [(post.date, post) for post in (*own.values(), *others.values()) if post.date is not None]
    return [post for _, post in sorted(dated, key=itemgetter(0), reverse=True)] + undated


def link_to_object(target: MentionTarget) -> Link:
    """Return a link to the description of an object, whose name is code unless it is a term."""
    markup = () if target.type == "term" else (Run(kind="literal", parts=(Run(kind="text", text=target.name),)),)
    if target.docname:
        return Link(text=target.name, docname=target.docname, anchor=target.anchor, markup=markup)
    return Link(text=target.name, url=target.url, markup=markup)


def _slug_of(name: str) -> str:
    """Return the slug of a project, which may have no visible name."""
    return slugify(name) if label_key(name) else "project"


def _by_project_and_name(target: MentionTarget) -> tuple[bool, str, str, tuple[str, ...]]:
    return bool(target.project), target.project.casefold(), target.project, _by_name(target)


def _by_name(target: MentionTarget) -> tuple[str, ...]:
    return target.name.casefold(), target.name, target.domain, target.type, target.docname, target.anchor
