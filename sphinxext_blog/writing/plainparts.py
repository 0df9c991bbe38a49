"""Plain parts: what stands around a post where no template is used: PDF, man page, text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..links import Linker
from ..model.page_plan import join
from ..model.post import update_shown
from ..nodes import timestamp
from .parts import in_byline, notices_of
from .relations import series_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..domain import BlogDomain
    from ..model.post import Post
    from ..model.terms import Term

__all__ = ["plain_parts"]


def plain_parts(domain: BlogDomain, post: Post, docname: str) -> list[nodes.Node]:
    """The byline, notices and places in series of a post, as nodes for a page."""
    options, linker = domain.options, Linker(domain.app.builder, docname)
    result: list[nodes.Node] = []
    if options.byline and "byline" not in options.manual:
        result += _byline(domain, post, linker)
    if options.notices and "notices" not in options.manual:
        for _, title, text in notices_of(domain, post):
            box = nodes.admonition("", nodes.title(title, title), classes=["blog-notice"])
            box += nodes.paragraph(text, text) if text else []
            result.append(box)
    if options.series_box and "series" not in options.manual:
        for term, place in series_of(domain, post):
            said = domain.wording.part(place.number, place.total)
            said = domain.wording.said("colon") + said
            line = nodes.paragraph("", "", _term(domain, term, linker), nodes.Text(said))
            result.append(line)
    return result


def _byline(domain: BlogDomain, post: Post, linker: Linker) -> list[nodes.paragraph]:
    words, options = domain.wording, domain.options
    comma = words.said("comma")
    parts: list[list[nodes.Node]] = []
    if post.date is not None:
        text = words.date(post.date)
        parts.append([timestamp(text, text, datetime=post.date.isoformat(), classes=["blog-date"])])
    if (updated := update_shown(post)) is not None:
        parts.append([nodes.Text(words.updated(updated))])
    for taxonomy in in_byline(name for name, _ in post.terms):
        terms = domain.catalog.terms_for(post, taxonomy)
        if taxonomy == "series" and options.series_box:
            terms = tuple(term for term in terms if len(term.posts) == 1)
        if terms:
            parts.append(_row([[_term(domain, term, linker)] for term in terms], comma))
    if minutes := words.length(post.measure):
        parts.append([nodes.Text(minutes)])
    lines = [nodes.paragraph("", "", *_row(parts, " · "), classes=["blog-meta"])] if parts else []
    if tags := domain.catalog.terms_for(post, "tag"):
        row = _row([[_term(domain, term, linker)] for term in tags], comma)
        name = words.taxonomy("tag") + words.said("colon")
        lines.append(nodes.paragraph("", "", nodes.Text(name), *row, classes=["blog-tags"]))
    return lines


def _term(domain: BlogDomain, term: Term, linker: Linker) -> nodes.Node:
    name = join(domain.options.path, term.taxonomy, term.slug)
    return linker.to(domain.plan.docname_of(name) or name, term.label)


def _row(parts: Iterable[list[nodes.Node]], separator: str) -> list[nodes.Node]:
    row: list[nodes.Node] = []
    for part in parts:
        row += [nodes.Text(separator), *part] if row else part
    return row
