"""The plain form: views as nodes, for all formats except HTML pages.

In books, PDF, man pages and plain text, a listing consists of titles with links, dates, terms and excerpts; cards are
list entries.
"""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatchmethod
from itertools import chain
from typing import TYPE_CHECKING

from docutils import nodes

from ..builders import checks_links, is_ebook, is_latex, writes_html
from ..i18n import SEPARATOR
from ..model.listing_views import (
    Archive,
    ArchiveMonth,
    ArchiveYear,
    Cards,
    Compact,
    Empty,
    Entries,
    Entry,
    HomeLinks,
    Line,
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
from ..model.taxonomy import class_of
from ..model.tex import readable_math
from ..nodes import cover, current, navigation, timestamp
from .context import RenderContext, is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from ..domain import BlogDomain
    from ..model.listing_views import (
        About,
        Card,
        Cover,
        FeedLink,
        ListingView,
        MentionLine,
        Picture,
        Piece,
        Point,
        Row,
        TermBranch,
        TermCount,
        TermLinks,
        TextLine,
    )
    from ..model.views import Link, Run
    from .context import CoverFile

__all__ = ["PlainForm"]

_WIDTHS = {"date": 13, "title": 37, "author": 13, "category": 13, "tag": 13, "minutes": 11}
"""The relative widths of table columns, for formats that do not compute them."""
_MIN_YEARS = 4
"""The minimum number of years for which an archive has links to its years."""


class PlainForm(RenderContext):
    """Makes nodes from the views of one document.

    :param excerpts: the excerpts with markup, by the keys of their posts.
    :param covers: the covers to display, by the keys of their posts.
    """

    def __init__(
        self,
        domain: BlogDomain,
        docname: str,
        views: Sequence[ListingView],
        *,
        excerpts: Mapping[str, Sequence[nodes.Element]],
        covers: Mapping[str, CoverFile],
    ) -> None:
        """Provide data for the views of a document."""
        super().__init__(domain, docname, views)
        self._excerpts, self._covers = excerpts, covers
        builder = domain.app.builder
        self._is_html, self._is_latex = writes_html(builder), is_latex(builder)
        self._checks_links = checks_links(builder)

    @singledispatchmethod
    def nodes_of(self, view: ListingView) -> list[nodes.Element]:
        """Return the nodes of a view."""
        raise NotImplementedError(type(view).__name__)

    # -- posts --------------------------------------------------------------------------------------------------------

    @nodes_of.register(Entries)
    @nodes_of.register(Cards)
    def _entries(self, view: Entries | Cards) -> list[nodes.Element]:
        expand = view.expand if isinstance(view, Entries) else ""
        return [self._entry(entry, expand) for entry in view.entries]

    def _entry(self, entry: Card, expand: str) -> nodes.Element:
        title = _heading(2, "blog-entry-title", *_numbering(entry.number), self._title_link(entry.title))
        node = nodes.container("", title, self._meta(entry), classes=["blog-entry", "no-search"])
        if entry.cover is not None and entry.key in self._covers:
            picture = self._cover(entry.cover, self._covers[entry.key])
            node += nodes.container("", picture, classes=["blog-entry-cover"])
        if body := self._excerpt(entry):
            node += nodes.container("", *body, classes=["blog-excerpt"])
        if entry.tags:
            node += nodes.paragraph("", "", *self._terms(entry.tags, "tag"), classes=["blog-tags"])
        if isinstance(entry, Entry) and entry.is_cut:
            node += self._read_more(entry.title, expand or self.word("read more"))
        return node

    def _meta(self, entry: Card) -> nodes.paragraph:
        """Return the line below a title: badges, dates, terms, reading time."""
        parts: list[Sequence[nodes.Node]] = [self._date(entry.date)]
        avatars: list[nodes.Node] = []
        if isinstance(entry, Entry):
            if entry.updated is not None:
                parts.append([_time(entry.updated, self.updated(entry.updated), "blog-date", "blog-updated")])
            if self._is_html:
                avatars = list(chain.from_iterable((_avatar(item), nodes.Text(" ")) for item in entry.avatars))
        parts += [[nodes.inline("", "", *self._group(group), classes=[group.css_class])] for group in entry.terms]
        if length := self.length(entry.measure):
            parts.append([_inline(length, "blog-reading-time")])
        badges = chain.from_iterable((badge, nodes.Text(" ")) for badge in self._badges(entry))
        return nodes.paragraph("", "", *avatars, *badges, *_join(parts, SEPARATOR), classes=["blog-meta"])

    def _excerpt(self, entry: Card | TextLine) -> Sequence[nodes.Element]:
        if entry.excerpt is None:
            return []
        text = entry.excerpt
        return [nodes.paragraph(text, text)] if isinstance(text, str) else self._excerpts.get(entry.key, [])

    def _cover(self, image: Cover, file: CoverFile) -> cover:
        candidates = {"?" if is_elsewhere(image.path) else "*": image.path}
        node = cover(uri=image.path, alt=image.alt, candidates=candidates, classes=["blog-cover"])
        node["size"], node["copies"], node["hints"] = file
        if self._is_latex:
            node["width"] = "60%"
        return node

    def _read_more(self, title: Link, text: str, classes: Iterable[str] = ()) -> list[nodes.Element]:
        """Return the link to the whole post; empty if the post is not in the output."""
        link = self._link(title, text=text)
        if not isinstance(link, nodes.reference):
            return []
        link["reftitle"] = self.joined(text, title.text)
        return [nodes.paragraph("", "", link, classes=["blog-read-more", *classes])]

    @nodes_of.register(Overline)
    @nodes_of.register(Subtitle)
    def _heading_line(self, view: Overline | Subtitle) -> list[nodes.Element]:
        name = "blog-overline" if isinstance(view, Overline) else "blog-subtitle"
        return [nodes.paragraph(view.text, view.text, classes=[name])]

    @nodes_of.register
    def _compact(self, view: Compact) -> list[nodes.Element]:
        result: list[nodes.Element] = []
        for group in view.groups:
            if len(view.groups) > 1:
                result.append(_heading(2, "blog-year", nodes.Text(self.group_label(group))))
            displayed = (replace(line, tags=view.tags_of(line)) for line in group.lines)
            lines = [nodes.paragraph("", "", *self._line(line)) for line in displayed]
            entries = _list(lines, "blog-compact", "no-search")
            result.append(entries if group.first_number is None else _numbered(entries, group.first_number))
        return result

    def _line(self, line: Line | Point) -> list[nodes.Node]:
        return self._dated_line(line, self._date(line.date))

    def _archive_line(self, line: Line) -> list[nodes.Node]:
        date = [_time(line.date, self.short_date(line.date), "blog-date")] if line.date is not None else []
        return self._dated_line(line, date)

    def _dated_line(self, line: Line | Point, date: Sequence[nodes.Node]) -> list[nodes.Node]:
        parts = [date, self._title(line)]
        if isinstance(line, Line) and line.tags:
            parts.append([nodes.inline("", "", *self._terms(line.tags, "tag"), classes=["blog-tags"])])
        return _join(parts, " ")

    @nodes_of.register
    def _timeline(self, view: Timeline) -> list[nodes.Element]:
        node = nodes.container(classes=["blog-timeline", "no-search"])
        for year in view.years:
            node += _heading(2, "blog-year", nodes.Text(self.group_label(year)))
            for month in year.months:
                if month.month is not None:
                    node += _heading(3, "blog-month", nodes.Text(self.month_name(month.month)))
                points = nodes.bullet_list(bullet="*", classes=["blog-points"])
                for point in month.points:
                    item = nodes.list_item("", nodes.paragraph("", "", *self._line(point), classes=["blog-point"]))
                    if point.text:
                        item += nodes.paragraph(point.text, point.text, classes=["blog-point-text"])
                    points += item
                node += points
        return [node]

    @nodes_of.register
    def _table(self, view: Table) -> list[nodes.Element]:
        headings = {name: self.taxonomy(name) for name in ("author", "category", "tag")}
        headings |= {"date": self.word("date"), "title": self.word("title"), "minutes": self.word("reading time")}
        head = {name: [nodes.Text(headings[name])] for name in view.columns}
        rows = [self._cells(row) for row in view.rows]
        widths = [_WIDTHS[name] for name in view.columns]
        classes = [[f"blog-cell-{name}" if row[name] else "blog-cell-empty" for name in view.columns] for row in rows]
        table = _table(
            widths,
            [([head[name] for name in view.columns], [f"blog-cell-{name}" for name in view.columns])],
            [([row[name] for name in view.columns], named) for row, named in zip(rows, classes, strict=True)],
        )
        table["classes"].append("colwidths-auto")
        return [nodes.container("", table, classes=["blog-table", "no-search"])]

    def _cells(self, row: Row) -> dict[str, Sequence[nodes.Node]]:
        tags = nodes.inline("", "", *self._terms(row.tags, "tag"), classes=["blog-tags"])
        length = self.length(row.measure)
        return {
            "date": self._date(row.date),
            "title": self._title(row),
            "author": self._terms(row.authors, "author"),
            "category": self._terms(row.categories, "category"),
            "tag": [tags] if row.tags else [],
            "minutes": [_inline(length, "blog-reading-time")] if length else [],
        }

    @nodes_of.register
    def _text_lines(self, view: TextLines) -> list[nodes.Element]:
        result = nodes.bullet_list(bullet="*", classes=["blog-lines", *view.classes_of("list")])
        for line in view.lines:
            text = chain.from_iterable(self._piece(piece, line, view.date_format) for piece in view.pieces)
            item = nodes.list_item("", nodes.paragraph("", "", *text, classes=view.classes_of("title")))
            item["classes"] += view.classes_of("entry")
            if body := self._excerpt(line):
                item += nodes.container("", *body, classes=["blog-excerpt", *view.classes_of("excerpt")])
                item += self._read_more(line.title, view.expand, view.classes_of("more")) if view.expand else []
            result += item
        return [result]

    def _piece(self, piece: Piece, line: TextLine, date_format: str) -> Sequence[nodes.Node]:
        if piece.name == "title":
            return self._title(line)
        if piece.name == "date":
            return self._date(line.date, date_format)
        if piece.name:
            return next((self._group(group) for group in line.terms if group.taxonomy == piece.name), [])
        return [nodes.Text(piece.text)]

    @nodes_of.register
    def _empty(self, view: Empty) -> list[nodes.Element]:
        return [nodes.paragraph(view.text, view.text, classes=["blog-empty"])]

    # -- terms --------------------------------------------------------------------------------------------------------

    @nodes_of.register
    def _term_tree(self, view: TermTree) -> list[nodes.Element]:
        return [self._branches(view.terms)]

    def _branches(self, branches: Iterable[TermBranch]) -> nodes.bullet_list:
        result = nodes.bullet_list(bullet="*", classes=["blog-terms", "no-search"])
        for branch in branches:
            item = nodes.list_item("", nodes.paragraph("", "", *self._term_with_count(branch)))
            if branch.below:
                item += self._branches(branch.below)
            result += item
        return result

    @nodes_of.register
    def _term_cloud(self, view: TermCloud) -> list[nodes.Element]:
        links: list[Sequence[nodes.Node]] = []
        for term in view.terms:
            link = self._link(term.link, f"blog-size-{term.size}")
            if isinstance(link, nodes.reference):  # the size of the term, in words
                link["reftitle"] = self.counted(term.link.text, term.count)
            links.append([link])
        return [nodes.paragraph("", "", *_join(links, " "), classes=["blog-cloud", "no-search"])]

    @nodes_of.register
    def _term_table(self, view: TermTable) -> list[nodes.Element]:
        heading: list[Sequence[nodes.Node]] = [[nodes.Text(view.heading)], [nodes.Text(self.word("posts"))]]
        rows: list[_Cells] = [
            ([[self._link(term.link)], [nodes.Text(str(term.count))]], [""] * 2) for term in view.terms
        ]
        table = _table([80, 20], [(heading, [""] * 2)], rows)
        table["classes"] += ["blog-terms", "no-search"]
        return [table]

    @nodes_of.register
    def _term_bar(self, view: TermBar) -> list[nodes.Element]:
        home = self._link(view.home)
        parts: list[Sequence[nodes.Node]] = [[nodes.strong("", "", home) if view.is_home else home]]
        for term in view.terms:
            link = self._link(term.link)
            content: list[nodes.Node] = [nodes.strong("", "", link) if term.is_current else link]
            if term.count:
                content += [nodes.Text(" "), _inline(str(term.count), "blog-count")]
            parts.append([nodes.inline("", "", *content, classes=["blog-bar-item"])])
        if view.more is not None:
            parts.append([nodes.inline("", "", self._link(view.more), classes=["blog-bar-more"])])
        row = nodes.paragraph("", "", *_join(parts, " "), classes=["blog-bar"])
        return [navigation("", row, label=view.heading, classes=["no-search"])]

    @nodes_of.register
    def _term_cards(self, view: TermCards) -> list[nodes.Element]:
        result = nodes.bullet_list(bullet="*", classes=["blog-terms", "no-search"])
        for term in view.terms:
            item = nodes.list_item("", nodes.paragraph("", "", *self._term_with_count(term)))
            if term.picture is not None:
                item.insert(0, nodes.container("", _picture(term.picture), classes=["blog-about-image"]))
            item += [nodes.paragraph(text, text) for text in term.description]
            result += item
        return [result]

    def _term_with_count(self, term: TermCount) -> list[nodes.Node]:
        return [self._link(term.link), nodes.Text(" "), _inline(f"({term.count})", "blog-count")]

    # -- archive ------------------------------------------------------------------------------------------------------

    @nodes_of.register
    def _archive(self, view: Archive) -> list[nodes.Element]:
        result = self._years(view)
        for year in view.years:
            parts = self._archive_heading(2, year, year.count)
            lists = self._lists_of_months(year) if view.shows_months else self._list_of_year(year)
            parts += lists
            result.append(nodes.container("", *parts, classes=["blog-archive-year", "no-search"]))
        return result

    def _lists_of_months(self, year: ArchiveYear) -> list[nodes.Element]:
        parts: list[nodes.Element] = []
        for month in year.months:
            parts += self._archive_heading(3, month, len(month.posts))
            lines = [nodes.paragraph("", "", *self._archive_line(post)) for post in month.posts]
            parts.append(_list(lines, "blog-archive-posts"))
        return parts

    def _list_of_year(self, year: ArchiveYear) -> list[nodes.Element]:
        """Return the posts of a year in one list; links to a month lead to its first post."""
        result = _list((), "blog-archive-posts")
        for month in year.months:
            for index, post in enumerate(month.posts):
                line = nodes.paragraph("", "", *self._archive_line(post))
                if index == 0 and self._is_latex:
                    line.insert(0, nodes.target("", "", ids=[month.anchor]))
                elif index == 0:
                    line["ids"] = [month.anchor]
                result += nodes.list_item("", line)
        return [result]

    def _years(self, view: Archive) -> list[nodes.Element]:
        """Return links to the years below, if there are many and the output is HTML."""
        if len(view.years) < _MIN_YEARS or not self._is_html:
            return []
        links: list[Sequence[nodes.Node]] = []
        for year in view.years:
            label = year.title.text
            links.append([nodes.reference(label, label, refid=year.anchor, internal=True)])
        row = nodes.paragraph("", "", *_join(links, " "), classes=["blog-years"])
        return [navigation("", row, label=self.taxonomy("year"), classes=["no-search"])]

    def _archive_heading(self, level: int, period: ArchiveYear | ArchiveMonth, count: int) -> list[nodes.Element]:
        """Return a heading with an id; in LaTeX, a target precedes it, since a rubric has no label there."""
        number = _inline(f"({count})", "blog-count")
        heading = _heading(level, "blog-archive-heading", self._link(period.title), nodes.Text(" "), number)
        if self._is_latex:
            return [nodes.target("", "", ids=[period.anchor]), heading]
        heading["ids"] = [period.anchor]
        return [heading]

    # -- parts of generated pages -------------------------------------------------------------------------------------

    @nodes_of.register
    def _profile(self, view: Profile) -> list[nodes.Element]:
        result: list[nodes.Element] = []
        if view.trail:
            links: list[Sequence[nodes.Node]] = [[self._link(link)] for link in view.trail]
            result.append(nodes.paragraph("", "", *_join(links, " › "), classes=["blog-trail", "no-search"]))
        if view.about is not None:
            result.append(self._about(view.about))
        if view.below:
            below: list[Sequence[nodes.Node]] = [
                [nodes.inline("", "", *self._term_with_count(term), classes=["blog-bar-item"])] for term in view.below
            ]
            result.append(nodes.paragraph("", "", *_join(below, " "), classes=["blog-below", "no-search"]))
        return result

    def _about(self, about: About) -> nodes.container:
        content = nodes.container(classes=["blog-about-text"])
        content += [nodes.paragraph(text, text, classes=["blog-about-description"]) for text in about.description]
        content += [nodes.paragraph(text, text, classes=["blog-about-bio"]) for text in about.bio]
        if about.profiles:
            links: list[Sequence[nodes.Node]] = []
            for profile in about.profiles:
                link = self._link(profile.link, profile.css_class)
                link["rel"] = "me noopener"  # the profile is of the same person
                links.append([link])
            content += nodes.paragraph("", "", *_join(links, SEPARATOR), classes=["blog-profiles"])
        node = nodes.container("", content, classes=["blog-about"])
        if about.picture is not None:
            node.insert(0, nodes.container("", _picture(about.picture), classes=["blog-about-image"]))
        return node

    @nodes_of.register
    def _tagged_pages(self, view: TaggedPages) -> list[nodes.Element]:
        heading = _heading(2, "blog-pages-heading", nodes.Text(self.word("pages")))
        lines = [nodes.paragraph("", "", self._link(page)) for page in view.pages]
        return [heading, _list(lines, "blog-pages", "no-search")]

    @nodes_of.register
    def _pager(self, view: Pager) -> list[nodes.Element]:
        parts: list[Sequence[nodes.Node]] = []
        if view.newer is not None:
            parts.append([self._pager_link(view.newer, "blog-pager-newer", "prev")])
        for page in view.pages:
            if page is None:
                parts.append([_inline("…", "blog-pager-gap")])
            elif not page.docname:
                parts.append([current(page.text, page.text, classes=["blog-pager-current"])])
            else:
                parts.append([self._link(page, "blog-pager-number")])
        if view.older is not None:
            parts.append([self._pager_link(view.older, "blog-pager-older", "next")])
        line = nodes.paragraph("", "", *_join(parts, " "), classes=["blog-pager"])
        return [navigation("", line, label=self.word("pager"), classes=["no-search"])]

    def _pager_link(self, target: Link, css_class: str, rel: str) -> nodes.Element:
        link = self._link(target, css_class)
        if isinstance(link, nodes.reference):
            link["rel"] = rel
        return link

    @nodes_of.register
    def _home_links(self, view: HomeLinks) -> list[nodes.Element]:
        """Return links to the pages that the output contains."""
        links: list[Sequence[nodes.Node]] = [
            [nodes.inline("", "", self._link(item.link), classes=[item.css_class])]
            for item in view.links
            if self.url(item.link)
        ]
        row = nodes.paragraph("", "", *_join(links, SEPARATOR), classes=["blog-home-links", "no-search"])
        return [row] if links else []

    @nodes_of.register
    def _mentions(self, view: Mentions) -> list[nodes.Element]:
        heading = (
            [nodes.paragraph("", "", nodes.strong(view.heading, view.heading), classes=["blog-mentions-title"])]
            if view.heading
            else []
        )
        lines = [self._mention(line) for line in view.posts]
        if view.more is not None:
            lines.append(nodes.paragraph("", "", self._link(view.more)))
        return [nodes.container("", *heading, _list(lines, "simple"), classes=["blog-mentions", "no-search"])]

    def _mention(self, line: MentionLine) -> nodes.paragraph:
        site = [_inline(f"({line.site})", "blog-site")] if line.site else []
        return nodes.paragraph("", "", *_join([[self._title_link(line.post)], site, self._date(line.date)], " "))

    @nodes_of.register
    def _mentioned_objects(self, view: MentionedObjects) -> list[nodes.Element]:
        items: list[nodes.Element] = []
        for item in view.objects:
            term = nodes.term("", "", self._title_link(item.link), ids=[item.anchor])
            posts = _list([self._mention(line) for line in item.posts], "simple")
            items.append(nodes.definition_list_item("", term, nodes.definition("", posts)))
        return [nodes.definition_list("", *items, classes=["blog-objects", "no-search"])]

    @nodes_of.register
    def _subscribe(self, view: Subscribe) -> list[nodes.Element]:
        explanation = self.word("about feeds")
        result: list[nodes.Element] = [nodes.paragraph(explanation, explanation)]
        lines = []
        for feed in view.feeds:
            url = self.url(feed.link)
            literal = nodes.literal(url, url, classes=["blog-feed-address"])
            lines.append(nodes.paragraph("", "", self._feed(feed), nodes.Text(" "), literal))
        result.append(_list(lines, "blog-feeds"))
        for group in view.groups:
            result.append(_heading(2, "", nodes.Text(group.heading)))
            terms = [
                nodes.paragraph(
                    "", "", *_join([[nodes.Text(term.label)], *([self._feed(f)] for f in term.feeds)], SEPARATOR)
                )
                for term in group.terms
            ]
            result.append(_list(terms, "blog-feeds", "no-search"))
        return result

    def _feed(self, feed: FeedLink) -> nodes.Element:
        if self._checks_links:  # linkcheck may run before the feeds are published
            return _inline(feed.link.text)
        link = self._link(feed.link)
        link["reftitle"] = feed.title
        return link

    # -- pieces -------------------------------------------------------------------------------------------------------

    def _link(self, link: Link, css_class: str = "", *, text: str = "") -> nodes.Element:
        """Return a link; only its text if the output does not contain its document."""
        self._check_values(link)
        link_text, classes = text or link.text, css_class.split()
        if not link.docname and not link.url:
            return _inline(link_text, *classes)
        if not link.docname:
            return nodes.reference(link_text, link_text, refuri=link.url, internal=False, classes=classes)
        return self._linker.to(link.docname, link_text, anchor=link.anchor, classes=classes)

    def _title_link(self, link: Link) -> nodes.Element:
        """Return the link to a post with the markup of its title."""
        node = self._link(link)
        if link.markup:
            has_math = is_latex(self._builder) or (writes_html(self._builder) and not is_ebook(self._builder))
            node.children = []
            node.extend(_marked_up(link.markup, has_math=has_math))
        return node

    def _title(self, post: Line | Row | Point | TextLine) -> list[nodes.Node]:
        badges = ([badge] for badge in self._badges(post))
        number = _numbering(getattr(post, "number", None))
        return [*number, *_join([[self._title_link(post.title)], *badges], " ")]

    def _badges(self, post: Card | Line | Row | Point | TextLine) -> list[nodes.inline]:
        badges = [_inline(self.badge_label(name), "blog-badge", f"blog-badge-{name}") for name in post.badges]
        return badges + [_inline(version.text, "blog-badge", *version.css_class.split()) for version in post.versions]

    def _date(self, date: datetime | None, pattern: str = "") -> list[nodes.Node]:
        return [_time(date, self.date(date, pattern), "blog-date")] if date is not None else []

    def _group(self, group: TermLinks) -> list[nodes.Node]:
        return self._terms(group.links, group.taxonomy)

    def _terms(self, links: Iterable[Link], taxonomy: str) -> list[nodes.Node]:
        name = f"{class_of(taxonomy)}-name"
        separator = " " if taxonomy == "tag" else self.word("comma")
        return _join([[self._link(link, name)] for link in links], separator)


def _inline(text: str, *classes: str) -> nodes.inline:
    return nodes.inline(text, text, classes=list(classes))


def _time(date: datetime, text: str, *classes: str) -> timestamp:
    return timestamp(text, text, datetime=date.isoformat(), classes=list(classes))


def _join(parts: Iterable[Sequence[nodes.Node]], separator: str) -> list[nodes.Node]:
    """Return the nodes of all parts that are not empty, with a separator between them."""
    result: list[nodes.Node] = []
    for part in filter(None, parts):
        result += [nodes.Text(separator), *part] if result else part
    return result


def _heading(level: int, css_class: str, *content: nodes.Node) -> nodes.rubric:
    """Return a heading within a listing.

    It is a rubric, since a section would get a number and an entry in the table of contents of the page.
    """
    text = "".join(node.astext() for node in content)
    node = nodes.rubric(text, "", *content, classes=css_class.split())
    node["heading-level"] = level
    return node


def _list(lines: Iterable[nodes.Element], *classes: str) -> nodes.bullet_list:
    items = (nodes.list_item("", line) for line in lines)
    return nodes.bullet_list("", *items, bullet="*", classes=list(classes))


_NODES: dict[str, type[nodes.TextElement]] = {
    "emphasis": nodes.emphasis,
    "strong": nodes.strong,
    "literal": nodes.literal,
    "subscript": nodes.subscript,
    "superscript": nodes.superscript,
}


def _marked_up(runs: Iterable[Run], *, has_math: bool) -> Iterator[nodes.Node]:
    """Yield the nodes of a title with markup.

    :param has_math: whether the output displays math.
    """
    for run in runs:
        if run.kind == "math":
            yield nodes.math(run.text, run.text) if has_math else nodes.Text(readable_math(run.text))
        elif run.kind in _NODES:
            yield _NODES[run.kind]("", "", *_marked_up(run.parts, has_math=has_math))
        else:
            yield nodes.Text(run.text)


def _numbering(number: int | None) -> list[nodes.Node]:
    """Return the number of a part of a series; empty if there is none."""
    return [_inline(f"{number}.", "blog-number"), nodes.Text(" ")] if number is not None else []


def _numbered(entries: nodes.bullet_list, first: int) -> nodes.enumerated_list:
    """Return a list with numbers."""
    numbering = {"enumtype": "arabic", "start": first, "prefix": "", "suffix": "."}
    return nodes.enumerated_list("", *entries.children, classes=entries["classes"], **numbering)


_Cells = tuple["Sequence[Sequence[nodes.Node]]", "Sequence[str]"]
"""The contents of the cells of a row, and their classes."""


def _table(widths: Sequence[int], head: Iterable[_Cells], body: Iterable[_Cells]) -> nodes.table:
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
    group += nodes.thead("", *map(_row, head))
    group += nodes.tbody("", *map(_row, body))
    return nodes.table("", group)


def _row(cells: _Cells) -> nodes.row:
    entries = (
        nodes.entry("", nodes.paragraph("", "", *content), classes=name.split())
        for content, name in zip(*cells, strict=True)
    )
    return nodes.row("", *entries)


def _avatar(picture: Picture) -> nodes.image:
    """Return the small picture of an author."""
    image = _picture(picture)
    image["width"] = "1.5em"
    return image


def _picture(picture: Picture) -> nodes.image:
    """Return the small picture of a term; formats without images display the label of the term."""
    candidates = {"?" if ":" in picture.path else "*": picture.path}  # a URL, or a file that the builder copies
    classes = ["blog-picture", *(["blog-avatar"] if picture.is_portrait else []), "no-scaled-link"]
    return nodes.image(uri=picture.path, alt=picture.alt, candidates=candidates, width="6em", classes=classes)
