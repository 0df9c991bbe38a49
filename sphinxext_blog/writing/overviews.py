"""Overviews: terms with their counts, and the archive by year and month."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..links import Linker
from ..model.listing import YEAR
from ..model.page_plan import join
from ..model.terms import CLOUD_SIZES, cloud_sizes, most_used
from ..nodes import navigation, timestamp
from ..object_index import archive_anchor
from .termcards import term_cards

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ..domain import BlogDomain
    from ..model.listing import TermList
    from ..model.page_plan import Page
    from ..model.post import Post
    from ..model.terms import Term

__all__ = ["OverviewMaker"]

_MANY_YEARS = 4
"""From so many on, the archive has links to its years."""


class _Named(NamedTuple):
    """A term or year as it is shown."""

    label: str
    name: str
    """The docname of its page."""
    posts: int
    """How many it has."""
    term: Term | None = None
    """None for a year."""


class OverviewMaker:
    """Makes overviews for one page."""

    def __init__(self, domain: BlogDomain, docname: str) -> None:
        """Overviews for the page with a docname."""
        self._domain, self._docname, self._words = domain, docname, domain.wording
        self._linker = Linker(domain.app.builder, docname)

    def terms(self, shown: TermList) -> list[nodes.Node]:
        """The terms of a taxonomy, or the years, in a style."""
        named = self._named(shown)
        if not named:
            return []
        if shown.style == "table":
            return [self._table(named, self._words.taxonomy(shown.taxonomy))]
        if shown.style == "cards":
            return [term_cards([(found.term, self._link(found.label, found.name), found.posts) for found in named])]
        if shown.style == "list":
            return [self._list(named)]
        return [self._row(named, shown)]

    def _named(self, shown: TermList) -> list[_Named]:
        """Each term, in the order of the style."""
        path = self._domain.options.path
        catalog = self._domain.catalog
        if shown.taxonomy == YEAR:
            years = list(catalog.years.items())[: shown.limit]
            return [_Named(self._words.year(year), join(path, str(year)), len(posts)) for year, posts in years]
        terms = catalog.terms.get(shown.taxonomy, ())
        chosen = most_used(terms, shown.limit)
        if shown.style != "bar":
            chosen = tuple(term for term in terms if term in chosen) if shown.limit else terms
        return [_Named(term.label, join(path, shown.taxonomy, term.slug), term.count, term) for term in chosen]

    def _link(self, label: str, name: str, classes: Sequence[str] = ()) -> nodes.Node:
        docname = self._domain.plan.docname_of(name) or name
        return self._linker.to(docname, label, classes=classes)

    def _list(self, named: Sequence[_Named]) -> nodes.bullet_list:
        """Terms below others are in a list of their own, as long as those are shown, too."""
        keys = {found.term.key for found in named if found.term is not None}
        below: dict[str, list[_Named]] = {}
        for found in named:
            parent = found.term.parent if found.term is not None else ""
            below.setdefault(parent if parent in keys else "", []).append(found)
        return self._branch(below, "")

    def _branch(self, below: Mapping[str, Sequence[_Named]], above: str) -> nodes.bullet_list:
        result = nodes.bullet_list(bullet="*", classes=["blog-terms", "no-search"])
        for found in below[above]:
            number = nodes.inline(f"({found.posts})", f"({found.posts})", classes=["blog-count"])
            line = nodes.paragraph("", "", self._link(found.label, found.name), nodes.Text(" "), number)
            item = nodes.list_item("", line)
            if found.term is not None and found.term.key in below:
                item += self._branch(below, found.term.key)
            result += item
        return result

    def _row(self, named: Sequence[_Named], shown: TermList) -> nodes.paragraph:
        """All terms in a row: sized by their number of posts in a cloud, after a link to all posts in a bar."""
        row = nodes.paragraph(classes=[f"blog-{shown.style}", "no-search"])
        if shown.style == "bar":
            page = self._domain.plan.page(self._docname)
            is_home = page is not None and page.kind == "home"
            home = self._link(self._words.said("all"), join(self._domain.options.path, "index"))
            row += nodes.strong("", "", home) if is_home else home
        sizes = cloud_sizes([found.posts for found in named], CLOUD_SIZES)
        for (label, name, count, _), size in zip(named, sizes, strict=True):
            if row.children:
                row += nodes.Text(" ")
            if shown.style == "cloud":
                link = self._link(label, name, [f"blog-size-{size}"])
                if isinstance(link, nodes.reference):  # what the eye takes from its size, in words
                    link["reftitle"] = self._words.counted(label, count)
                row += link
            else:
                number = nodes.inline(str(count), str(count), classes=["blog-count"])
                row += nodes.inline("", "", self._link(label, name), nodes.Text(" "), number, classes=["blog-bar-item"])
        return row

    def _table(self, named: Iterable[_Named], heading: str) -> nodes.table:
        group = nodes.tgroup("", nodes.colspec(colwidth=80), nodes.colspec(colwidth=20), cols=2)
        count_heading = self._words.said("posts")
        group += nodes.thead("", _row(nodes.Text(heading), nodes.Text(count_heading)))
        group += nodes.tbody(
            "", *(_row(self._link(label, name), nodes.Text(str(count))) for label, name, count, _ in named)
        )
        return nodes.table("", group, classes=["blog-terms", "no-search"])

    def tagged_pages(self, page: Page) -> list[nodes.Node]:
        """The ordinary documents of a tag, under a heading of their own."""
        term = self._domain.catalog.term(page.taxonomy, page.label)
        if term is None or not term.pages:
            return []
        title = self._words.said("pages")
        heading = nodes.rubric(title, title, classes=["blog-pages-heading"])
        heading["heading-level"] = 2
        lines = nodes.bullet_list(bullet="*", classes=["blog-pages", "no-search"])
        for tagged in term.pages:
            lines += nodes.list_item("", nodes.paragraph("", "", self._link(tagged.title, tagged.docname)))
        return [heading, lines]

    def archive(self) -> list[nodes.Node]:
        """Every post by year and month, with counts."""
        months: dict[int, dict[int, tuple[Post, ...]]] = {}
        for (year, month), posts in self._domain.catalog.months.items():
            months.setdefault(year, {})[month] = posts
        if not months:
            text = self._words.said("no posts")
            return [nodes.paragraph(text, text, classes=["blog-empty"])]
        result = self._years(months)
        for year, found in months.items():
            count = sum(map(len, found.values()))
            name = join(self._domain.options.path, str(year))
            heading = self._heading(2, count, self._link_or_text(self._words.year(year), name), archive_anchor(year))
            parts: list[nodes.Node] = [*heading]
            for month, posts in found.items():
                text = self._words.month_name(month)
                target = join(name, f"{month:02}")
                parts += self._heading(3, len(posts), self._link_or_text(text, target), archive_anchor(year, month))
                parts.append(self._posts(posts))
            result.append(nodes.container("", *parts, classes=["blog-archive-year", "no-search"]))
        return result

    def _years(self, years: Collection[int]) -> list[nodes.Node]:
        """Links to the years below, on a page with many; in a book there is nothing to click."""
        if len(years) < _MANY_YEARS or self._domain.app.builder.format != "html":
            return []
        row = nodes.paragraph(classes=["blog-years"])
        for year in years:
            label = self._words.year(year)
            row += [nodes.reference(label, label, refid=archive_anchor(year), internal=True), nodes.Text(" ")]
        row.pop()
        return [navigation("", row, label=self._words.taxonomy(YEAR), classes=["no-search"])]

    def _link_or_text(self, label: str, name: str) -> nodes.Node:
        known = self._domain.plan.docname_of(name) not in (None, self._docname)
        return self._link(label, name) if known else nodes.inline(label, label)

    def _heading(self, level: int, count: int, content: nodes.Node, anchor: str) -> list[nodes.Node]:
        """A heading to which links lead; in LaTeX they lead to a target before it, for a rubric has no label there."""
        number = nodes.inline(f"({count})", f"({count})", classes=["blog-count"])
        heading = nodes.rubric("", "", content, nodes.Text(" "), number, classes=["blog-archive-heading"])
        heading["heading-level"] = level
        if self._domain.app.builder.format == "latex":
            return [nodes.target("", "", ids=[anchor]), heading]
        heading["ids"] = [anchor]
        return [heading]

    def _posts(self, posts: Iterable[Post]) -> nodes.bullet_list:
        lines = nodes.bullet_list(bullet="*", classes=["blog-archive-posts"])
        for post in posts:
            line = nodes.paragraph()
            if post.date is not None:
                day = self._words.date(post.date)
                line += [timestamp(day, day, datetime=post.date.isoformat(), classes=["blog-date"]), nodes.Text(" ")]
            line += self._linker.to(post.docname, post.title, anchor=post.anchor)
            state = self._domain.catalog.states[post.key]
            if badge := self._words.state(state):
                line += [nodes.Text(" "), nodes.inline(badge, badge, classes=["blog-badge", f"blog-badge-{state}"])]
            lines += nodes.list_item("", line)
        return lines


def _row(*cells: nodes.Node) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))
