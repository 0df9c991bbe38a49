"""The names of ABlog: slugs, labels, and the order of pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import normalize

from docutils import nodes

from ..builders import Linker
from ..domain import blog_domain
from ..i18n import translated
from ..model.page_plan import join
from ..model.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.post import Post
    from ..object_index import ObjectIndex, Target

__all__ = [
    "ablog_slug",
    "babel_pattern",
    "docname_patterns",
    "labels_of",
    "old_paths",
    "read_by_format",
    "resolve_label",
    "sort_undated_first",
]

_FIELDS = {
    "a": "EEE", "A": "EEEE", "d": "dd", "-d": "d", "e": "d", "b": "MMM", "h": "MMM", "B": "MMMM", "m": "MM", "-m": "M",
    "y": "yy", "Y": "yyyy", "j": "DDD", "-j": "D", "F": "yyyy-MM-dd", "D": "MM/dd/yy", "x": "MM/dd/yy",
}  # fmt: skip
"""The fields in Babel's patterns of the directives of ``strftime`` for days."""
_DIRECTIVE = re.compile(r"%(-?[A-Za-z%])")
_DEFAULT_PATTERN = "dd MMMM yyyy"
_MAX_BYTES = 200
"""Bytes; some file systems do not support longer names."""


def ablog_slug(label: str) -> str:
    """Return the slug of a term in ABlog, or that of the package if it is empty or too long for a file name."""
    bare = re.sub(r"[^\w\s-]", "", normalize("NFKD", label)).strip().lower()
    slug = re.sub(r"[-\s]+", "-", bare)
    return slug if slug.strip("-_") and len(slug.encode()) <= _MAX_BYTES else slugify(label)


def babel_pattern(form: str) -> str:
    """Return a format of ``strftime`` as a pattern of Babel without times; a default pattern for an empty format."""
    pieces = _DIRECTIVE.split(form)  # alternates text and directives
    parts = [
        _FIELDS.get(piece, "%" if piece == "%" else "") if index % 2 else _quote(piece)
        for index, piece in enumerate(pieces)
    ]
    fields = [part for index, part in enumerate(parts) if index % 2 and part not in ("", "%")]
    return "".join(parts).strip() if fields else _DEFAULT_PATTERN


def _quote(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'" if re.search(r"[A-Za-z]", text) else doubled


def read_by_format(text: str, form: str) -> datetime | None:
    """Return the date in a text by a format of ``strptime``; None if the text has another format."""
    try:
        return datetime.strptime(text.strip(), form)  # noqa: DTZ007 - the caller sets the zone
    except ValueError:
        return None


def docname_patterns(globs: tuple[str, ...]) -> tuple[str, ...]:
    """Return globs of files as patterns of docnames, in which ``**/`` also matches no folder."""
    patterns: list[str] = []
    for pattern in globs:
        patterns += [pattern, pattern.replace("**/", "")] if "**/" in pattern else [pattern]
    return tuple(dict.fromkeys(patterns))


def old_paths(name: str) -> tuple[str, ...]:
    """Return the paths of a page, one for each HTML builder, because a host may use either."""
    bare = name.strip().strip("/")
    if not bare or bare == "index" or bare.endswith("/index"):
        return (bare.removesuffix("index"),) if bare.endswith("/index") else ()
    return bare, f"{bare}.html"


_LATEST = datetime.max.replace(tzinfo=UTC)


def sort_undated_first(posts: list[Post]) -> list[Post]:
    """Return posts by date, undated ones first, then the newest; ties by title in descending order, then by docname."""
    ordered = sorted(posts, key=lambda post: (post.docname, post.anchor))
    ordered.sort(key=lambda post: (post.date or _LATEST, post.title), reverse=True)
    return ordered


_PLURALS = {
    "tag": "blog-tags",
    "category": "blog-categories",
    "author": "blog-authors",
    "location": "blog-locations",
    "language": "blog-languages",
}
_FEED = "blog-feed"
_TYPES = ("ref", "any", "myst", "numref")


def labels_of(names: ObjectIndex) -> Mapping[str, Target]:
    """Return (docname, anchor, text) of pages, terms, years, and posts (by file name), by label in lower case."""
    targets: dict[str, Target] = {}
    for label, name, text in _pages():
        docname = names.plan.docname_of(join(names.path, name))
        if docname is not None:
            targets[label] = (docname, "", text)
    targets.update(_terms(names))
    for post in sorted(names.catalog.built.values(), key=lambda post: post.docname):
        if not post.anchor:
            parts = [part for part in post.docname.split("/") if part != "index"]
            targets[(parts[-1] if parts else "index").lower()] = (post.docname, "", post.title)
    return targets


def _pages() -> Iterator[tuple[str, str, str]]:
    """Yield (label, planned name, text) of each page of the blog with a label."""
    yield from ((label, "index", translated("Posts")) for label in ("blog-posts", "blog-post"))
    yield from ((label, "drafts", translated("Drafts and scheduled posts")) for label in ("blog-drafts", "blog-draft"))
    yield "blog-archives", "archive", translated("Archive")
    for (taxonomy, label), text in zip(
        _PLURALS.items(), ("Tags", "Categories", "Authors", "Locations", "Languages"), strict=True
    ):
        yield label, f"{taxonomy}/index", translated(text)


def _terms(names: ObjectIndex) -> Iterator[tuple[str, Target]]:
    """Yield (label, target) of terms, by label and by name in the term data, and of years."""
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
    """Resolve a reference to a label of ABlog (event: missing-reference)."""
    if node.get("reftype") not in _TYPES:
        return None
    domain, name = blog_domain(env), str(node.get("reftarget", "")).lower()
    if name == _FEED and domain.has_feeds:
        return _link_to_feed(domain, node, contnode)
    target = domain.label_target(name)
    if target is None:
        return None
    docname, anchor, text = target
    content = contnode if node.get("refexplicit") else nodes.inline(text, text, classes=contnode["classes"])
    return Linker(app.builder, node.get("refdoc", "")).to(docname, content, anchor=anchor)


def _link_to_feed(domain: BlogDomain, node: pending_xref, contnode: nodes.Element) -> nodes.Element:
    text = domain.messages.feed(domain.options.title, "Atom")
    content = contnode if node.get("refexplicit") else nodes.inline(text, text)
    return nodes.reference("", "", content, refuri=domain.base + join(domain.options.path, "atom.xml"), internal=False)
