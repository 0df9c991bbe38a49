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
    "old_addresses",
    "read_by_format",
    "resolve_label",
    "undated_first",
]

_FIELDS = {
    "a": "EEE", "A": "EEEE", "d": "dd", "-d": "d", "e": "d", "b": "MMM", "h": "MMM", "B": "MMMM", "m": "MM", "-m": "M",
    "y": "yy", "Y": "yyyy", "j": "DDD", "-j": "D", "F": "yyyy-MM-dd", "D": "MM/dd/yy", "x": "MM/dd/yy",
}  # fmt: skip
"""The directives of ``strftime`` that tell of a day, as fields of Babel's patterns."""
_DIRECTIVE = re.compile(r"%(-?[A-Za-z%])")
_USUAL = "dd MMMM yyyy"
_LONGEST = 200
"""Bytes; what is longer is no name of a file on every machine."""


def ablog_slug(label: str) -> str:
    """The name that ABlog gives the page of a term; ours where that is none, or too long for a file."""
    bare = re.sub(r"[^\w\s-]", "", normalize("NFKD", label)).strip().lower()
    slug = re.sub(r"[-\s]+", "-", bare)
    return slug if slug.strip("-_") and len(slug.encode()) <= _LONGEST else slugify(label)


def babel_pattern(form: str) -> str:
    """A form of ``strftime`` as a pattern of Babel; the time of day is left out, and the usual form is for no form."""
    pieces = _DIRECTIVE.split(form)  # text and directives in turn
    found = [
        _FIELDS.get(piece, "%" if piece == "%" else "") if place % 2 else _quoted(piece)
        for place, piece in enumerate(pieces)
    ]
    fields = [piece for place, piece in enumerate(found) if place % 2 and piece not in ("", "%")]
    return "".join(found).strip() if fields else _USUAL


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'" if re.search(r"[A-Za-z]", text) else doubled


def read_by_format(text: str, form: str) -> datetime | None:
    """The date in a text of a form of ``strptime``; None for a text of another form."""
    try:
        return datetime.strptime(text.strip(), form)  # noqa: DTZ007 - the caller knows the zone
    except ValueError:
        return None


def docname_patterns(globs: tuple[str, ...]) -> tuple[str, ...]:
    """Globs of files as patterns of docnames: ``**/`` is also no folder at all."""
    found: list[str] = []
    for pattern in globs:
        found += [pattern, pattern.replace("**/", "")] if "**/" in pattern else [pattern]
    return tuple(dict.fromkeys(found))


def old_addresses(name: str) -> tuple[str, ...]:
    """The addresses of a page with a name: that of each builder, for a host may answer with either."""
    bare = name.strip().strip("/")
    if not bare or bare == "index" or bare.endswith("/index"):
        return (bare.removesuffix("index"),) if bare.endswith("/index") else ()
    return bare, f"{bare}.html"


_NEVER = datetime.max.replace(tzinfo=UTC)


def undated_first(posts: list[Post]) -> list[Post]:
    """Posts by date, newest first, undated ones before; those of one moment by title, descending; ties by docname."""
    ordered = sorted(posts, key=lambda post: (post.docname, post.anchor))
    ordered.sort(key=lambda post: (post.date or _NEVER, post.title), reverse=True)
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


def _terms(names: ObjectIndex) -> Iterator[tuple[str, Target]]:
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
    found = domain.label_target(name)
    if found is None:
        return None
    docname, anchor, text = found
    content = contnode if node.get("refexplicit") else nodes.inline(text, text, classes=contnode["classes"])
    return Linker(app.builder, node.get("refdoc", "")).to(docname, content, anchor=anchor)


def _to_feed(domain: BlogDomain, node: pending_xref, contnode: nodes.Element) -> nodes.Element:
    text = domain.wording.feed(domain.options.title, "Atom")
    content = contnode if node.get("refexplicit") else nodes.inline(text, text)
    return nodes.reference("", "", content, refuri=domain.base + join(domain.options.path, "atom.xml"), internal=False)
