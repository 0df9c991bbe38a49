"""Listings: the places that were left for them are filled when a page is written.

A post-transform makes the views of each listing.  For pages of HTML it leaves one node, whose visitor lays out the
views by templates, in the process that writes the page.  Only excerpts with markup are nodes in it, so that whatever
looks for math, images or code finds them.  Other formats get the plain form, in nodes.

It runs after all other post-transforms: what excerpts refer to was resolved in their posts, and our own links need no
resolving.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..builders import extracts_messages, is_book, uses_html_visitors, writes_html, writes_page_per_document
from ..domain import blog_domain
from ..model.listing_views import (
    Archive,
    Cards,
    Compact,
    Empty,
    Entries,
    HomeLinks,
    Pager,
    Profile,
    Subscribe,
    Table,
    TaggedPages,
    TermBar,
    TermCards,
    TermCloud,
    TermTable,
    TermTree,
    TextLines,
    Timeline,
)
from ..nodes import documents_in, find_nodes, listed_excerpt, listing, listing_placeholder
from ..pages.listing_views import view_maker
from .context import HtmlContext
from .covers import CoverMaker
from .excerpt import excerpt_nodes, lend_attributes, renumber
from .plain import PlainForm
from .templates import compile_for_workers, note_cards, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..domain import BlogDomain
    from ..model.listing_views import Card, ListingView, TextLine
    from .context import CoverFile

__all__ = ["TEMPLATES", "FillListings", "register_listings", "rendered_view"]

TEMPLATES: dict[type, str] = {
    Entries: "list",
    Cards: "cards",
    Compact: "compact",
    Table: "table",
    Timeline: "timeline",
    TextLines: "lines",
    Empty: "empty",
    TermTree: "term_list",
    TermCloud: "term_cloud",
    TermTable: "term_table",
    TermBar: "term_bar",
    TermCards: "term_cards",
    Archive: "archive",
    Profile: "profile",
    TaggedPages: "tagged_pages",
    Pager: "pager",
    HomeLinks: "home_links",
    Subscribe: "subscribe",
}
"""The template of each kind of view, in the folder ``blog``."""
_INCLUDED = {"list": ("entry", "entry_meta"), "cards": ("card", "entry_meta")}


def register_listings(app: Sphinx) -> None:
    """Add the transform, and the nodes to HTML; no other format ever gets one."""
    app.add_post_transform(FillListings)
    app.add_node(listing, html=(_visit_listing, None))
    app.add_node(listed_excerpt, html=(_pass, _pass))


class FillListings(SphinxPostTransform):
    """Put a listing where one was asked for, and below an author's own text on a page that stands for one of ours."""

    default_priority = 950

    def run(self, **_kwargs: object) -> None:
        """Fill the document that is being written; a part of one has no listings."""
        if "part" in self.document:
            return
        domain = blog_domain(self.env)
        docname = self.env.docname
        if not domain.shows_posts(docname) and writes_page_per_document(domain.app.builder):
            return
        self._adopt(domain)
        filler = _Filler(domain, docname)
        for node in find_nodes(self.document, listing_placeholder):
            filled = filler.fill(node) if not extracts_messages(domain.app.builder) else []
            renumber(filled, self._file_of(node))
            node.parent.replace(node, filled)
        lend_attributes(domain.app, self.document, docname)

    def _file_of(self, node: nodes.Element) -> nodes.Element:
        """Where an id may be there once: LaTeX and Texinfo tell those of the documents that they merge apart.

        Sphinx leaves the nodes of a document that it puts into another one below the root of their own.
        """
        if writes_html(blog_domain(self.env).app.builder):
            return self.document
        while node.parent is not None and not isinstance(node, addnodes.start_of_file):
            node = node.parent
        return node

    def _adopt(self, domain: BlogDomain) -> None:
        adopted = domain.records.overrides
        if not adopted:
            return
        for docname, root in documents_in(self.document, self.env.docname):
            if docname in adopted and not domain.has_own_listing(docname):
                section = next((child for child in root.children if isinstance(child, nodes.section)), root)
                section.append(listing_placeholder(page=docname))


class _Filler:
    """Makes what stands in the places of the listings of one document."""

    def __init__(self, domain: BlogDomain, docname: str) -> None:
        self._domain, self._docname, self._app = domain, docname, domain.app
        builder = domain.app.builder
        self._is_page = uses_html_visitors(self._app) and writes_page_per_document(builder) and not is_book(builder)
        self._leading = True
        """Whether no listing was made yet."""

    def fill(self, node: nodes.Element) -> list[nodes.Element]:
        """Return the nodes for a placeholder."""
        maker = view_maker(self._domain)
        if "page" in node:
            page = self._domain.plan.page(node["page"])
            views = maker.page(page, self._docname) if page is not None else ()
        else:
            views = maker.block(node["block"], self._docname)
        return self._page(views) if self._is_page else self._plain(views)

    def _page(self, views: Sequence[ListingView]) -> list[nodes.Element]:
        """Return the one node that stands for views on a page of HTML."""
        if not views:
            return []
        found = listing(views=views, docname=self._docname, covers={}, anchors=[])
        for view in views:
            if isinstance(view, Archive):  # as ids of a node they are made unique on the page
                for year in view.years:
                    found["ids"] += [year.anchor, *(month.anchor for month in year.months)]
                found["anchors"] = [*found["ids"]]
            for entry, body, cover in self._bodies(view):
                if body:
                    hidden = [] if isinstance(view, TextLines) else ["no-search"]
                    found += listed_excerpt("", *body, post=entry.key, classes=hidden)
                if cover is not None:
                    found["covers"][entry.key] = cover
            self._note_pictures(view)
            compile_for_workers(self._app, *_templates_of(view))
            if isinstance(view, (Cards, TermCards)):
                note_cards(self._app, self._docname)
        found += [nodes.Text(text) for text in self._searched(views)]
        return [found]

    def _plain(self, views: Sequence[ListingView]) -> list[nodes.Element]:
        excerpts: dict[str, list[nodes.Element]] = {}
        covers: dict[str, CoverFile] = {}
        for view in views:
            for entry, body, cover in self._bodies(view):
                excerpts[entry.key] = body
                if cover is not None:
                    covers[entry.key] = cover
        form = PlainForm(self._domain, self._docname, views, excerpts=excerpts, covers=covers)
        return [node for view in views for node in form.nodes_of(view)]

    def _bodies(self, view: ListingView) -> Iterator[tuple[Card | TextLine, list[nodes.Element], CoverFile | None]]:
        """Yield each entry of a listing with the nodes of its excerpt, and the cover to show beside that."""
        if isinstance(view, TextLines):
            yield from ((line, self._excerpt(line), None) for line in view.lines)
        elif isinstance(view, (Entries, Cards)):
            is_cards = isinstance(view, Cards)
            covers = CoverMaker(self._domain, self._docname, "cards" if is_cards else "list", leading=self._leading)
            for entry in view.entries:
                body = self._excerpt(entry)
                cover = covers.file(entry, body)
                if is_cards and cover is not None and entry.cover is not None:  # which is seen once
                    body = [node for node in body if not _is_picture(node, entry.cover.path)]
                yield entry, body, cover
        if isinstance(view, (Entries, Cards, Compact, Table, Timeline, TextLines)):
            self._leading = False

    def _excerpt(self, entry: Card | TextLine) -> list[nodes.Element]:
        """Return the excerpt with markup, in nodes; nothing for one of plain text."""
        if entry.excerpt is None or isinstance(entry.excerpt, str):
            return []
        post = self._domain.catalog.built[entry.key]
        prefix = f"blog-{self._docname}-{entry.key}".replace("/", "-").replace("#", "-")
        return excerpt_nodes(self._app, post, self._docname, prefix, whole=entry.excerpt.is_whole)

    def _note_pictures(self, view: ListingView) -> None:
        """Have the builder copy the pictures of terms."""
        pictures = [card.picture for card in view.terms] if isinstance(view, TermCards) else []
        if isinstance(view, Profile) and view.about is not None:
            pictures.append(view.about.picture)
        for picture in pictures:
            if picture is not None and picture.path in self._app.env.images:
                self._app.builder.images[picture.path] = self._app.env.images[picture.path][1]

    def _searched(self, views: Sequence[ListingView]) -> Iterator[str]:
        """Yield the texts that the search of the site finds on the page itself, not in the posts that it lists."""
        form = PlainForm(self._domain, self._docname, views, excerpts={}, covers={})
        for view in views:
            if isinstance(view, Compact) and len(view.groups) > 1:
                yield from map(form.group_label, view.groups)
            elif isinstance(view, (Empty, Profile, Subscribe, TaggedPages, TextLines)):
                yield from (text for node in form.nodes_of(view) for text in _texts_for_search(node))
            if isinstance(view, TextLines) and any(line.excerpt for line in view.lines):
                yield view.expand


def _templates_of(view: ListingView) -> list[str]:
    """Return the names of the template of a view, and of those that it includes."""
    name = TEMPLATES[type(view)]
    return [f"blog/{found}.html" for found in (name, *_INCLUDED.get(name, ()))]


def _texts_for_search(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.Element) and "no-search" not in node["classes"]:
        for child in node.children:
            yield from _texts_for_search(child)


def _is_picture(node: nodes.Element, uri: str) -> bool:
    """Whether a block is nothing but the image with an address, maybe with its caption."""
    images = list(node.findall(nodes.image))
    is_it = len(images) == 1 and uri in images[0].get("candidates", {}).values()
    texts = (text for text in node.findall(nodes.Text) if not isinstance(text.parent, nodes.caption))
    return is_it and next(texts, None) is None


def _visit_listing(translator: HTML5Translator, node: nodes.Element) -> None:
    """Lay out the views of a listing by their templates."""
    domain = blog_domain(translator.builder.env)
    excerpts = {
        child["post"]: _rendered(translator, child) for child in node.children if isinstance(child, nodes.Element)
    }
    anchors = dict(zip(node["anchors"], node["ids"], strict=True))
    context = HtmlContext(
        domain,
        node["docname"],
        node["views"],
        translator=translator,
        excerpts=excerpts,
        covers=node["covers"],
        anchors=anchors,
    )
    translator.body += [rendered_view(domain.app, context, view) for view in node["views"]]
    raise nodes.SkipNode


def rendered_view(app: Sphinx, context: HtmlContext, view: ListingView) -> str:
    """Return a view as its template lays it out: the variables of the template are the fields of the view."""
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    if isinstance(view, TextLines):
        values["classes_of"] = view.classes_of
    text = render(app, _templates_of(view)[0], context.functions() | values).rstrip()
    return f"{text}\n" if text else ""


def _rendered(translator: HTML5Translator, node: nodes.Element) -> str:
    """Return the HTML that the translator makes of the children of a node."""
    start = len(translator.body)
    for child in node.children:
        child.walkabout(translator)
    text = "".join(translator.body[start:])
    del translator.body[start:]
    return text


def _pass(_translator: HTML5Translator, _node: nodes.Element) -> None:
    """Add nothing around an excerpt: the template of its entry does."""
