"""Labels: what ABlog lets ``ref`` name, where no document has that label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..builders import Linker
from ..core.plan import join
from ..domain import blog_domain
from ..wording import translated
from .spelling import ablog_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..naming import Names, Target

__all__ = ["labels_of", "resolve_label"]

_PLURALS = {
    "tag": "blog-tags",
    "category": "blog-categories",
    "author": "blog-authors",
    "location": "blog-locations",
    "language": "blog-languages",
}
_FEED = "blog-feed"
_TYPES = ("ref", "any", "myst", "numref")


def labels_of(names: Names) -> Mapping[str, Target]:
    """(docname, anchor, text) by label, in lower case: of pages, of terms and years, and of posts by their files."""
    found: dict[str, Target] = {}
    for label, name, text in _pages():
        docname = names.plan.docname_of(join(names.path, name))
        if docname is not None:
            found[label] = (docname, "", text)
    found.update(_terms(names))
    for post in sorted(names.catalog.built.values(), key=lambda post: post.docname):
        if not post.anchor:
            parts = [part for part in post.docname.split("/") if part != "index"]
            found[(parts[-1] if parts else "index").lower()] = (post.docname, "", post.title)
    return found


def _pages() -> Iterator[tuple[str, str, str]]:
    """(label, planned name, text) of each page of the blog that has a label of its own."""
    yield from ((label, "index", translated("Posts")) for label in ("blog-posts", "blog-post"))
    yield from ((label, "drafts", translated("Drafts and scheduled posts")) for label in ("blog-drafts", "blog-draft"))
    yield "blog-archives", "archive", translated("Archive")
    for (taxonomy, label), text in zip(
        _PLURALS.items(), ("Tags", "Categories", "Authors", "Locations", "Languages"), strict=True
    ):
        yield label, f"{taxonomy}/index", translated(text)


def _terms(names: Names) -> Iterator[tuple[str, Target]]:
    """Terms by their labels and by their names in the site's data, and years."""
    for taxonomy, terms in names.catalog.terms.items():
        aliases: dict[str, list[str]] = {}
        for name, key in names.catalog.vocabulary(taxonomy).names.items():
            aliases.setdefault(key, []).append(name)
        for term in terms:
            docname = names.plan.docname_of(join(names.path, taxonomy, term.slug))
            for name in (*aliases.get(term.key, ()), term.label) if docname is not None else ():
                yield f"{taxonomy}-{ablog_slug(name)}", (docname or "", "", term.label)
    for year in names.catalog.years:
        docname = names.plan.docname_of(join(names.path, str(year)))
        if docname is not None:
            yield f"archive-{year}", (docname, "", str(year))


def resolve_label(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Link a reference that leads nowhere else (event: missing-reference)."""
    if node.get("reftype") not in _TYPES:
        return None
    domain, name = blog_domain(env), str(node.get("reftarget", "")).lower()
    if name == _FEED and domain.has_feeds:
        return _to_feed(domain, node, contnode)
    found = domain.labelled(name)
    if found is None:
        return None
    docname, anchor, text = found
    content = contnode if node.get("refexplicit") else nodes.inline(text, text, classes=contnode["classes"])
    return Linker(app.builder, node.get("refdoc", "")).to(docname, content, anchor=anchor)


def _to_feed(domain: BlogDomain, node: pending_xref, contnode: nodes.Element) -> nodes.Element:
    text = domain.wording.feed(domain.options.title, "Atom")
    content = contnode if node.get("refexplicit") else nodes.inline(text, text)
    return nodes.reference("", "", content, refuri=domain.base + join(domain.options.path, "atom.xml"), internal=False)
