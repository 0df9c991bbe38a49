"""Listings: the post-transform that replaces their placeholders when a page is written.

It makes the views of each listing.  On HTML pages, it inserts one node, whose visitor renders the views by templates in
the process that writes the page.  That node contains excerpts with markup as nodes, so that other extensions find their
math, images and code.  In other formats, a listing consists of plain nodes.

It runs after all other post-transforms: excerpts are resolved in their posts, and generated links need no resolving.
"""

from __future__ import annotations

from dataclasses import fields
from operator import itemgetter
from typing import TYPE_CHECKING, TypeGuard

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..builders import extracts_messages, is_book, uses_html_visitors, writes_html, writes_page_per_document
from ..domain import blog_domain
from ..model.html import complete_excerpt
from ..model.listing_views import (
    Archive,
    Cards,
    Compact,
    Empty,
    Entries,
    HomeLinks,
    MentionedObjects,
    Mentions,
    Overline,
    Pager,
    Profile,
    Subscribe,
    Subtitle,
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
from ..nodes import IMAGE_SIZE, documents_in, find_nodes, listed_excerpt, listing, listing_placeholder
from ..pages.listing_views import view_maker
from ..pages.mentions import mentions_of
from .context import HtmlContext, with_direction
from .covers import CoverMaker
from .excerpt import apply_page_attributes, attempt, excerpt_nodes, renumber, text_nodes
from .plain import PlainForm
from .templates import compile_for_workers, register_cards, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..domain import BlogDomain
    from ..model.listing_views import Card, ListingView, TextLine
    from .context import CoverFile

__all__ = ["TEMPLATES", "FillListings", "register_listings", "render_view"]

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
    Overline: "overline",
    Subtitle: "subtitle",
    Profile: "term_profile",
    TaggedPages: "tagged_pages",
    Pager: "pager",
    HomeLinks: "home_links",
    Subscribe: "subscribe",
    Mentions: "mentions",
    MentionedObjects: "mentioned_objects",
}
"""The template of each kind of view, in the folder ``blog``."""
_INCLUDED_TEMPLATES = {"list": ("entry", "entry_meta"), "cards": ("card", "entry_meta")}


def register_listings(app: Sphinx) -> None:
    """Register the transform, and the nodes for HTML; documents in other formats do not contain them."""
    app.add_post_transform(FillListings)
    app.add_node(listing, html=(_visit_listing, None))
    app.add_node(listed_excerpt, html=(_add_nothing, _add_nothing))


class FillListings(SphinxPostTransform):
    """Replaces the placeholders of listings; an override gets the listing of its page below the text of the author."""

    default_priority = 950

    def run(self, **_kwargs: object) -> None:
        """Replace the placeholders in the document that is being written, unless it is only an excerpt."""
        if "part" in self.document:
            return
        domain = blog_domain(self.env)
        docname = self.env.docname
        described = mentions_of(domain).described
        if (
            not domain.shows_posts(docname)
            and docname not in described
            and writes_page_per_document(domain.app.builder)
        ):
            return
        self._add_to_overrides(domain)
        renderer = _ListingRenderer(domain, docname)
        for node in find_nodes(self.document, listing_placeholder):
            new_nodes = renderer.nodes_for(node) if not extracts_messages(domain.app.builder) else []
            renumber(new_nodes, self._id_scope(node))
            node.parent.replace(node, _raise_overline(domain, new_nodes, node.parent))
        if described and not extracts_messages(domain.app.builder):
            for name, root in documents_in(self.document, docname):
                _add_mentions(renderer, root, name)
        apply_page_attributes(domain.app, self.document, docname)

    def _id_scope(self, node: nodes.Element) -> nodes.Element:
        """Return the root below which ids must be unique; LaTeX and Texinfo distinguish the ids of merged documents.

        When Sphinx merges documents, it inserts each below a separate node.
        """
        if writes_html(blog_domain(self.env).app.builder):
            return self.document
        while node.parent is not None and not isinstance(node, addnodes.start_of_file):
            node = node.parent
        return node

    def _add_to_overrides(self, domain: BlogDomain) -> None:
        overrides = domain.records.overrides
        if not overrides:
            return
        for docname, root in documents_in(self.document, self.env.docname):
            if docname in overrides and not domain.has_own_listing(docname):
                section = next((child for child in root.children if isinstance(child, nodes.section)), root)
                section.append(listing_placeholder(page=docname))


def _add_mentions(renderer: _ListingRenderer, root: nodes.Element, docname: str) -> None:
    """Add the posts that mention an object to the end of its description, below a document."""
    views = renderer.mentions_in(docname)
    for description in find_nodes(root, addnodes.desc, nodes.definition_list_item) if views else ():
        names = [name for part in description.children if _names_object(part) for name in part["ids"]]
        matching = [views[name] for name in (*description["ids"], *names) if name in views]
        content = description.children[-1] if matching else None
        if isinstance(content, (addnodes.desc_content, nodes.definition)):
            content.extend(renderer.nodes_of_views((_merged(matching),)))


def _merged(views: Sequence[Mentions]) -> Mentions:
    """Return one list for the objects of one description, such as a function with two names."""
    if len(views) == 1:
        return views[0]
    lines = {line: None for view in views for line in view.posts}
    undated = [line for line in lines if line.date is None]
    dated = [(line.date, line) for line in lines if line.date is not None]
    posts = [line for _, line in sorted(dated, key=itemgetter(0), reverse=True)] + undated
    more = next((view.more for view in views if view.more is not None), None)
    return Mentions(posts=tuple(posts), heading=views[0].heading, more=more)


def _names_object(node: nodes.Node) -> TypeGuard[nodes.Element]:
    """Return whether a node is the signature of a description, or a term."""
    return isinstance(node, (addnodes.desc_signature, nodes.term))


def _mark_page_number(domain: BlogDomain, docname: str, section: nodes.Element) -> None:
    """Give the number in the title of a further page a class, so that a style sheet can hide it."""
    page, title = domain.plan.page(docname), section.next_node(nodes.title)
    heading = domain.messages.heading(page) if page is not None else ""
    if page is None or title is None or page.number == 1 or not title.astext().startswith(heading):
        return
    number = title.astext().removeprefix(heading)
    title.children = []
    title += [nodes.Text(heading), nodes.inline(number, number, classes=["blog-page-number"])]


def _raise_overline(domain: BlogDomain, new_nodes: list[nodes.Element], section: nodes.Element) -> list[nodes.Element]:
    """Move the words above the title of an HTML page there, and return the other nodes."""
    if not new_nodes or not isinstance(new_nodes[0], listing) or not isinstance(section, nodes.section):
        return new_nodes
    views = new_nodes[0]["views"]
    if any(isinstance(view, (Overline, Subtitle)) for view in views):
        _mark_page_number(domain, new_nodes[0]["docname"], section)
    overlines = [view for view in views if isinstance(view, Overline)]
    if overlines:
        node = listing(views=tuple(overlines), docname=new_nodes[0]["docname"], covers={}, anchors=[])
        section.parent.insert(section.parent.index(section), node)
        new_nodes[0]["views"] = tuple(view for view in views if view not in overlines)
    return new_nodes


class _ListingRenderer:
    """Makes the nodes of the listings of one document."""

    def __init__(self, domain: BlogDomain, docname: str) -> None:
        self._domain, self._docname, self._app = domain, docname, domain.app
        builder = domain.app.builder
        self._is_page = uses_html_visitors(self._app) and writes_page_per_document(builder) and not is_book(builder)
        self._is_first = True
        """Whether the next listing is the first of the document."""

    def nodes_for(self, node: nodes.Element) -> list[nodes.Element]:
        """Return the nodes for a placeholder."""
        maker = view_maker(self._domain)
        if "page" in node:
            page = self._domain.plan.page(node["page"])
            views = maker.page(page, self._docname) if page is not None else ()
        else:
            views = maker.block(node["block"], self._docname)
        return self.nodes_of_views(views)

    def mentions_in(self, docname: str) -> dict[str, Mentions]:
        """Return the posts that mention the objects that a document describes, by anchor."""
        return view_maker(self._domain).described(docname)

    def nodes_of_views(self, views: Sequence[ListingView]) -> list[nodes.Element]:
        """Return the nodes that display views."""
        return self._html_nodes(views) if self._is_page else self._plain_nodes(views)

    def _html_nodes(self, views: Sequence[ListingView]) -> list[nodes.Element]:
        """Return the node that renders views on an HTML page; nothing without views."""
        if not views:
            return []
        node = listing(views=views, docname=self._docname, covers={}, anchors=[])
        for view in views:
            if isinstance(view, Archive):  # ids of a node are made unique on the page
                for year in view.years:
                    node["ids"] += [year.anchor, *(month.anchor for month in year.months)]
                node["anchors"] = [*node["ids"]]
            if isinstance(view, MentionedObjects):
                node["ids"] += [item.anchor for item in view.objects]
                node["anchors"] = [*node["ids"]]
            for entry, body, cover in self._entries_of(view):
                if body:
                    classes = [] if isinstance(view, TextLines) else ["no-search"]
                    node += listed_excerpt("", *body, post=entry.key, classes=classes)
                if cover is not None:
                    node["covers"][entry.key] = cover
            self._register_pictures(view)
            compile_for_workers(self._app, *_templates_of(view))
            if isinstance(view, (Cards, TermCards)):
                register_cards(self._app, self._docname)
        node += [nodes.Text(text) for text in self._searchable_texts(views)]
        return [node]

    def _plain_nodes(self, views: Sequence[ListingView]) -> list[nodes.Element]:
        excerpts: dict[str, list[nodes.Element]] = {}
        covers: dict[str, CoverFile] = {}
        for view in views:
            for entry, body, cover in self._entries_of(view):
                excerpts[entry.key] = body
                if cover is not None:
                    covers[entry.key] = cover
        form = PlainForm(self._domain, self._docname, views, excerpts=excerpts, covers=covers)
        return [node for view in views for node in form.nodes_of(view)]

    def _entries_of(self, view: ListingView) -> Iterator[tuple[Card | TextLine, list[nodes.Element], CoverFile | None]]:
        """Yield each entry of a listing with the nodes of its excerpt, and its cover."""
        if isinstance(view, TextLines):
            yield from ((line, self._excerpt(line), None) for line in view.lines)
        elif isinstance(view, (Entries, Cards)):
            is_cards = isinstance(view, Cards)
            covers = CoverMaker(self._domain, self._docname, "cards" if is_cards else "list", is_leading=self._is_first)
            for entry in view.entries:
                body = self._excerpt(entry)
                cover = covers.file(entry, body)
                if is_cards and cover is not None and entry.cover is not None:  # display it only once
                    body = [node for node in body if not _is_only_image(node, entry.cover.path)]
                yield entry, body, cover
        if isinstance(view, (Entries, Cards, Compact, Table, Timeline, TextLines)):
            self._is_first = False

    def _excerpt(self, entry: Card | TextLine) -> list[nodes.Element]:
        """Return the nodes of an excerpt with markup; empty for a plain excerpt."""
        if entry.excerpt is None or isinstance(entry.excerpt, str):
            return []
        post = self._domain.catalog.built[entry.key]
        prefix = f"blog-{self._docname}-{entry.key}".replace("/", "-").replace("#", "-")
        return excerpt_nodes(self._app, post, self._docname, prefix, whole=entry.excerpt.is_whole)

    def _register_pictures(self, view: ListingView) -> None:
        """Register the pictures of terms for copying by the builder."""
        pictures = [card.picture for card in view.terms] if isinstance(view, TermCards) else []
        if isinstance(view, Profile) and view.about is not None:
            pictures.append(view.about.picture)
        if isinstance(view, Entries):
            pictures += [picture for entry in view.entries for picture in entry.avatars]
        for picture in pictures:
            if picture is not None and picture.path in self._app.env.images:
                self._app.builder.images[picture.path] = self._app.env.images[picture.path][1]

    def _searchable_texts(self, views: Sequence[ListingView]) -> Iterator[str]:
        """Yield the texts of the page that are in the search index; those of posts are excluded."""
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
    return [f"blog/{template}.html" for template in (name, *_INCLUDED_TEMPLATES.get(name, ()))]


def _texts_for_search(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.Element) and "no-search" not in node["classes"]:
        for child in node.children:
            yield from _texts_for_search(child)


def _is_only_image(node: nodes.Element, uri: str) -> bool:
    """Return whether a node contains only the image with a URI, and optionally a caption."""
    images = list(node.findall(nodes.image))
    has_image = len(images) == 1 and uri in images[0].get("candidates", {}).values()
    texts = (text for text in node.findall(nodes.Text) if not isinstance(text.parent, nodes.caption))
    return has_image and next(texts, None) is None


def _visit_listing(translator: HTML5Translator, node: nodes.Element) -> None:
    """Render the views of a listing by their templates."""
    domain = blog_domain(translator.builder.env)
    excerpts: dict[str, str] = {}
    for child in node.children:
        if isinstance(child, nodes.Element):
            # The images of the first post may be visible without scrolling.
            html = _render_excerpt(translator, child)
            excerpts[child["post"]] = complete_excerpt(html, _image_sizes(child), is_lazy=bool(excerpts))
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
    html = "".join(render_view(domain.app, context, view) for view in node["views"])
    if all(isinstance(view, Overline) for view in node["views"]):  # the title is the next element
        attribute = ' dir="rtl"' if domain.messages.is_right_to_left else ""
        translator.body.append(html.replace("<p", f"<p{attribute}", 1))
    else:
        translator.body.append(with_direction(html, domain.messages))
    raise nodes.SkipNode


def _image_sizes(excerpt: nodes.Element) -> dict[str, tuple[int, int]]:
    """Return the sizes of the image files in an excerpt, by URL; the translator has set the URLs."""
    images = (image for image in find_nodes(excerpt, nodes.image) if IMAGE_SIZE in image)
    return {image["uri"]: image[IMAGE_SIZE] for image in images}


def render_view(app: Sphinx, context: HtmlContext, view: ListingView) -> str:
    """Return a view as HTML, rendered by its template; the template variables are the fields of the view."""
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    if isinstance(view, Compact):
        values["tags_of"] = view.tags_of
    if isinstance(view, TextLines):
        values["classes_of"] = view.classes_of
    if isinstance(view, Archive):
        values["shows_months"] = view.shows_months
    text = render(app, _templates_of(view)[0], context.functions() | values).rstrip()
    return f"{text}\n" if text else ""


def _render_excerpt(translator: HTML5Translator, excerpt: nodes.Element) -> str:
    """Return the HTML of an excerpt; that of its text if a visitor of another extension fails."""
    post = blog_domain(translator.builder.env).catalog.built[excerpt["post"]]
    state = vars(translator).copy()
    lengths = {name: len(value) for name, value in state.items() if isinstance(value, list)}
    html = attempt(post, lambda: _render_children(translator, excerpt))
    if html is not None:
        return html
    vars(translator).update(state)
    for name, length in lengths.items():
        del state[name][length:]
    excerpt.children = []
    excerpt += text_nodes(post)
    return _render_children(translator, excerpt)


def _render_children(translator: HTML5Translator, node: nodes.Element) -> str:
    """Return the HTML that the translator makes of the children of a node."""
    start = len(translator.body)
    for child in node.children:
        child.walkabout(translator)
    text = "".join(translator.body[start:])
    del translator.body[start:]
    return text


def _add_nothing(_translator: HTML5Translator, _node: nodes.Element) -> None:
    """Add no element around an excerpt; the template of its entry adds one."""
