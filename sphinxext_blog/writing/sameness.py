"""Sameness: whether the documents that were read say of themselves what they said before.

Nearly every edit changes a text and nothing that other pages show of it; then what each page shows of others need not
be signed again.  In doubt it is: whatever :mod:`.signing` looks at has to be compared here, or to count as a doubt.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.post import Measure
from ..source.link_titles import markup_of_title
from .images import sorted_images
from .link_views import objects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["note_what_is_said", "says_the_same"]


def note_what_is_said(domain: BlogDomain, docnames: Iterable[str]) -> None:
    """Remember, before reading, what documents say that are about to be read again."""
    domain.build.said_before = _said(domain, set(docnames))


def says_the_same(domain: BlogDomain) -> bool:
    """Whether the documents that were read, no other ones than expected, say what they said before."""
    before = domain.build.said_before
    return before is not None and before == _said(domain, set(domain.build.being_read))


def _said(domain: BlogDomain, docnames: set[str]) -> tuple[object, ...] | None:
    """What documents give others to show, with what all share; None where it has to be looked at closely."""
    env, data = domain.env, domain.records
    for docname in docnames:
        closely = (
            docname in domain.withheld,  # drafts come and go
            data.removed_sections.get(docname),  # so do sections
            docname in env.toctree_includes,  # it makes the navigation
            data.body_digests.get(docname),  # listings show all of it
            data.unresolved_texts.get(docname),  # its texts show titles of others
            data.has_resolved_links and env.config.numfig,  # excerpts may show numbers, which all documents share
            docname not in env.titles,
        )
        if any(closely):
            return None
    std = env.domains["std"]
    labels = {(name, *found) for table in (std.labels, std.anonlabels) for name, found in table.items()}
    by_docname = {
        docname: (
            [_shown(domain, post) for post in domain.posts.get(docname, ())],
            domain.blocks.get(docname),
            data.references.get(docname),
            data.tagged_pages.get(docname),
            data.figures.get(docname),
            markup_of_title(env, docname),
            env.metadata[docname].get("myst_slugs"),
        )
        for docname in docnames
    }
    return (
        by_docname,
        {label for label in labels if label[1] in docnames},
        sorted((*map(str, name), *found) for name, found in std.objects.items() if found[0] in docnames),
        sorted((*map(str, name), *found) for name, found in std.progoptions.items() if found[0] in docnames),
        sorted((name, *found[:2]) for name, found in _citations(env).items() if found[0] in docnames),
        list(_objects(domain, docnames)) if data.has_resolved_links else None,
        sorted(found for found in env.domains["math"].data["objects"].items() if found[1][0] in docnames),
        [(path, sorted(found), name) for path, found, name in sorted_images(env)],
        dict(domain.pages),
        dict(data.overrides),
    )


def _citations(env: BuildEnvironment) -> dict[str, tuple[str, str, int]]:
    found: dict[str, tuple[str, str, int]] = env.domains["citation"].data.get("citations", {})
    return found


def _objects(domain: BlogDomain, docnames: set[str]) -> Iterator[tuple[object, ...]]:
    """What documents define by name."""
    for other in domain.env.domains.values():
        if other.name != domain.name:
            yield from ((other.name, *found) for found in objects_of(other) if found[3] in docnames)


def _shown(domain: BlogDomain, post: Post) -> Post:
    """A post without the number of its words where no one sees it: it changes at nearly every edit."""
    if domain.options.show_word_count:
        return post
    return replace(post, measure=Measure(words=0, characters=0, minutes=post.measure.minutes))
