"""Validity: which posts are outdated, apply to other versions of a project, or are superseded by another post.

Names of successors, and of the documents that posts come from, are resolved when all documents are read, like those
of roles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain import per_build
from ..model.catalog import outdated_at
from ..model.listing_views import VersionBadge
from ..model.urls import whole_url
from ..model.views import Link
from ..object_index import POST
from ..sphinx_compat import clean_astext, docname_join
from ..versions import includes, project_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = [
    "excluded_versions",
    "is_outdated",
    "original_link",
    "original_problems",
    "outdated_reasons",
    "successor_problems",
    "successors",
    "version_badges",
]

_SUFFIXES = (".md", ".rst", ".ipynb")


def is_outdated(domain: BlogDomain, post: Post) -> bool:
    """Return whether a post may be outdated because of its age."""
    moment = outdated_at(post, domain.options.outdated_duration)
    return moment is not None and moment <= domain.now


def outdated_reasons(domain: BlogDomain, post: Post) -> tuple[str, ...]:
    """Return why a post may be outdated, as texts for its author."""
    return tuple(_reasons(domain, post))


def _reasons(domain: BlogDomain, post: Post) -> Iterator[str]:
    if (successor := successors(domain).get(post.key)) is not None:
        yield f"superseded by {successor.key}"
    for badge, version in excluded_versions(post, domain.options.current_versions):
        yield f"for {badge.text}, current version {version}"
    moment = outdated_at(post, domain.options.outdated_duration)
    if moment is not None and moment <= domain.now:
        yield f"outdated since {moment.date().isoformat()}"


# -- versions ----------------------------------------------------------------------------------------------------------


def version_badges(post: Post, current: Mapping[str, str]) -> tuple[VersionBadge, ...]:
    """Return the versions to which a post applies.

    :param current: the current versions, by the keys of projects.
    """
    return tuple(badge for badge, _ in _versions(post, current))


def excluded_versions(post: Post, current: Mapping[str, str]) -> Iterator[tuple[VersionBadge, str]]:
    """Yield (versions of a project to which a post applies, the current version) if that is not among them."""
    return ((badge, version) for badge, version in _versions(post, current) if not badge.is_current)


def _versions(post: Post, current: Mapping[str, str]) -> Iterator[tuple[VersionBadge, str]]:
    """Yield the versions to which a post applies, and the current version of the project; empty if unknown."""
    for project, specifier in post.applies_to:
        version = current.get(project_key(project), "")
        fits = not version or includes(specifier, version)
        yield VersionBadge(text=f"{project} {specifier}", is_current=fits), version


# -- successors --------------------------------------------------------------------------------------------------------


def successors(domain: BlogDomain) -> Mapping[str, Post]:
    """Return the post that supersedes each superseded post, by key."""
    return _resolved(domain)[0]


def successor_problems(domain: BlogDomain) -> tuple[tuple[Post, str], ...]:
    """Return the posts with an invalid successor, and the problem, in the order of their keys."""
    return _resolved(domain)[1]


@per_build
def _resolved(domain: BlogDomain) -> tuple[dict[str, Post], tuple[tuple[Post, str], ...]]:
    built = domain.catalog.built
    successors_by_key: dict[str, Post] = {}
    problems: list[tuple[Post, str]] = []
    for post in sorted((post for post in built.values() if post.superseded_by), key=lambda post: post.key):
        successor = _successor(domain, post)
        if isinstance(successor, str):
            problems.append((post, successor))
        else:
            successors_by_key[post.key] = successor
    cyclic = {key: chain for key in successors_by_key if (chain := _cycle(successors_by_key, key))}
    for key, chain in cyclic.items():
        del successors_by_key[key]
        problems.append((built[key], f"posts supersede each other ({' → '.join(chain)})"))
    return successors_by_key, tuple(sorted(problems, key=lambda problem: problem[0].key))


def _successor(domain: BlogDomain, post: Post) -> Post | str:
    """Return the post that supersedes another one, or the problem with its name."""
    name = post.superseded_by
    bare = _without_suffix(name)
    target = domain.object_index.target(POST, bare, post.docname)
    if target is not None:
        docname, anchor, _ = target
        successor = domain.catalog.built[f"{docname}#{anchor}" if anchor else docname]
        return successor if successor.key != post.key else f"'{name}' is the post itself"
    if ambiguous := domain.object_index.ambiguous_names(POST, bare, post.docname):
        return f"{len(ambiguous)} posts named '{name}'. Expected a whole docname"
    if not domain.unpublished.keys().isdisjoint((bare, docname_join(post.docname, bare))):
        return f"'{name}' is not published"
    return f"no post named '{name}'"


def original_link(domain: BlogDomain, post: Post) -> Link | None:
    """Return the link to where a post comes from, or its title; None if there is neither."""
    original = post.original
    if original is None or not original.document:
        title, url = (original.title, original.url) if original is not None else ("", "")
        return Link(text=title or url, url=whole_url("", url)) if title or url else None
    name = _without_suffix(original.document)
    target = domain.object_index.target(POST, name, post.docname)
    docname, anchor, title = target or (docname_join(post.docname, name), "", "")
    if target is None and (docname not in domain.env.titles or docname in domain.unpublished):
        return Link(text=original.title) if original.title else None
    title = title or clean_astext(domain.env.titles[docname])
    return Link(text=original.title or title, docname=docname, anchor=anchor)


def original_problems(domain: BlogDomain) -> Iterator[tuple[Post, str]]:
    """Yield (post, name) of each post with an original that is neither a URL nor a document."""
    originals = ((post, post.original) for post in domain.catalog.built.values() if post.original is not None)
    named = [(post, original.document) for post, original in originals if original.document]
    for post, name in sorted(named, key=lambda pair: pair[0].key):
        link = original_link(domain, post)
        if link is None or not link.docname:
            yield post, name


def _without_suffix(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)


def _cycle(successors_by_key: Mapping[str, Post], key: str) -> list[str]:
    """Return the keys from a post over its successors back to it; empty if they do not lead back."""
    chain = [key]
    while (following := successors_by_key.get(chain[-1])) is not None:
        chain.append(following.key)
        if following.key == key:
            return chain
        if following.key in chain[:-1]:  # another cycle
            break
    return []
