"""Views of listings: they change when, and only when, what is shown changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sphinxext_blog.config import BlogConfig
from sphinxext_blog.i18n import Messages
from sphinxext_blog.model.listing import Listing, TermList
from sphinxext_blog.model.listing_views import (
    Archive,
    ArchiveMonth,
    ArchiveYear,
    Compact,
    Entries,
    Line,
    PartClass,
    Subscribe,
    Table,
    TermLinks,
    TermTree,
    TextLines,
)  # fmt: skip
from sphinxext_blog.model.page_plan import PageKind, plan_pages
from sphinxext_blog.model.post import Measure, Post
from sphinxext_blog.model.selection import Query
from sphinxext_blog.model.terms import TermInfo, vocabulary_of
from sphinxext_blog.model.views import Link, digest, links_in
from sphinxext_blog.pages.listing_views import ViewMaker
from tests.unit.records import NOW, catalog_of, days_ago, post

POST = post("a", 3, tag=("NLP",), image="cover.png")


class _Digests:
    """What is no part of the records."""

    def excerpt(self, found: Post, *, is_whole: bool) -> str:
        return f"{found.digest} {is_whole}"

    def cover(self, found: Post) -> str:
        return found.image_digest

    def picture(self, path: str) -> str:
        return path


def maker(*posts: Post, options: dict[str, Any] | None = None, **ways: Any) -> ViewMaker:
    """What makes views of posts."""
    config = BlogConfig()
    for name, value in (options or {}).items():
        object.__setattr__(config, name, value)
    catalog = catalog_of(*posts, **ways)
    pages = plan_pages(catalog, config.layout(), documents=(), paginated={})
    digests: Any = _Digests()
    return ViewMaker(catalog, pages, config, Messages("en", config), listings={}, subscribe=_none, digests=digests)


def _none() -> Subscribe:
    return Subscribe(feeds=())


def _listing(*posts: Post, style: str = "list", excerpt: str = "", **options: Any) -> object:
    shape = Listing(query=Query(), style=style, excerpt=excerpt)
    return maker(*posts, options=options).block(shape, "list")


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"docname": "b"},
        {"anchor": "section"},
        {"external_link": "https://example.org"},
        {"date": days_ago(4)},
        {"pinned": True},
        {"terms": (("tag", ("NLP", "Go")),)},
        {"terms": (("category", ("NLP",)),)},
        {"measure": Measure(minutes=5)},
        {"image": "other.png"},
        {"image_alt": "What it shows"},
        {"image_digest": "another file of that name"},
        {"updated": NOW},
        {"digest": "another excerpt"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_entry_changes_with_what_it_shows(change: dict[str, Any]) -> None:
    """Title, address, date, state, terms, reading time, cover, excerpt."""
    assert digest(_listing(replace(POST, **change))) != digest(_listing(POST))


@pytest.mark.parametrize(
    "change",
    [
        {"text": "other"},
        {"summary": "other"},
        {"comments": False},
        {"related": False},
        {"aliases": ("old",)},
        {"canonical": "https://example.org"},
        {"line": 7},
        {"measure": Measure(words=3)},
        {"updated": days_ago(3)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_entry_does_not_change_with_what_it_does_not_show(change: dict[str, Any]) -> None:
    """Else pages would be written without need."""
    assert _listing(replace(POST, **change)) == _listing(POST)


def test_the_number_of_words_is_part_of_an_entry_that_shows_it() -> None:
    other = replace(POST, measure=Measure(words=3))
    assert _listing(other, show_word_count=True) != _listing(POST, show_word_count=True)


@pytest.mark.parametrize(
    ("excerpt", "change", "is_shown"),
    [
        ("text", {"text": "other"}, True),
        ("text", {"text_cut": True}, True),
        ("text", {"digest": "other"}, False),
        ("none", {"text": "other", "digest": "other"}, False),
        ("full", {"digest": "other"}, True),
    ],
)
def test_an_entry_changes_with_the_excerpt_that_it_shows(
    excerpt: str, change: dict[str, Any], *, is_shown: bool
) -> None:
    changed = _listing(replace(POST, **change), excerpt=excerpt) != _listing(POST, excerpt=excerpt)
    assert changed is is_shown


def test_an_entry_changes_with_the_spelling_of_its_terms() -> None:
    """A label that other posts decide is shown here as well."""

    def first(*others: Post) -> object:
        shape = Listing(query=Query(paths=("a",)))
        return maker(POST, *others).block(shape, "list")

    assert first(*(post(name, 9, tag=("nlp",)) for name in "xyz")) != first()
    assert first(post("x", 9, tag=("Go",))) == first()


@pytest.mark.parametrize(
    ("style", "change", "is_shown"),
    [
        ("compact", {"title": "Other"}, True),
        ("compact", {"date": days_ago(4)}, True),
        ("compact", {"terms": (("tag", ("Go",)),)}, True),
        ("compact", {"terms": (("tag", ("NLP",)), ("category", ("Go",)))}, False),
        ("compact", {"pinned": True}, True),
        ("compact", {"image": "x.png", "updated": NOW, "digest": "other", "measure": Measure(minutes=9)}, False),
        ("table", {"title": "Other"}, True),
        ("table", {"pinned": True}, True),
        ("table", {"terms": (("category", ("Go",)),)}, True),
        ("table", {"terms": (("author", ("Go",)),)}, True),
        ("table", {"terms": (("series", ("Go",)), ("tag", ("NLP",)))}, False),
        ("table", {"measure": Measure(minutes=9)}, True),
        ("table", {"image": "x.png", "summary": "other"}, False),
        ("timeline", {"title": "Other"}, True),
        ("timeline", {"pinned": True}, True),
        ("timeline", {"date": days_ago(4)}, True),
        ("timeline", {"summary": "other"}, True),
        ("timeline", {"image": "x.png", "measure": Measure(minutes=9), "terms": ()}, False),
        ("full", {"image": "x.png"}, False),
        ("cards", {"image": "x.png"}, True),
    ],
)
def test_a_style_changes_with_what_it_shows(style: str, change: dict[str, Any], *, is_shown: bool) -> None:
    """And with nothing else."""
    assert (_listing(replace(POST, **change), style=style) != _listing(POST, style=style)) is is_shown


def test_a_draft_has_a_badge() -> None:
    draft = replace(POST, draft=True)
    [view] = maker(draft, preview=True).block(Listing(query=Query()), "list")
    assert isinstance(view, Entries)
    assert view.entries[0].badges == ("draft",)


def test_an_entry_is_made_once_for_all_listings_that_show_it_alike() -> None:
    """So its digest is, too."""
    found = maker(POST)
    [one], [other] = (found.block(Listing(query=Query(paths=(path,))), "list") for path in ("a", "*"))
    assert isinstance(one, Entries)
    assert isinstance(other, Entries)
    assert one.entries[0] is other.entries[0]


def test_links_name_documents_and_never_urls() -> None:
    [view] = maker(replace(POST, anchor="part")).block(Listing(query=Query(), style="compact"), "list")
    assert isinstance(view, Compact)
    assert links_in(view) == {("a", "part"), ("blog/tag/nlp", "")}
    [line] = view.groups[0].lines
    assert line.title == Link(text="A", docname="a", anchor="part")


def test_a_table_has_the_columns_that_are_filled() -> None:
    [view] = maker(POST, post("b", None, draft=True), preview=True).block(Listing(query=Query(), style="table"), "x")
    assert isinstance(view, Table)
    assert view.columns == ("date", "title", "tag")


def test_a_profile_displays_the_term_data() -> None:
    """All of it on the page of the term; an entry shows the label alone."""
    makers = []
    for science in (TermInfo(), TermInfo(bio="B"), TermInfo(description="D"), TermInfo(image="i.png")):
        declared = {"Physics": TermInfo(), "Optics": replace(science, parent="Physics")}
        vocabularies = {"category": vocabulary_of(declared)[0]}
        makers.append(maker(post("a", category=("optics",)), vocabularies=vocabularies))
    pages = []
    for found in makers:
        [page] = [p for p in found._plan.pages() if p.kind is PageKind.TERM and p.slug == "optics"]
        pages.append(found.page(page, page.docname))
    assert len({digest(page) for page in pages}) == len(pages)
    listings = {digest(found.block(Listing(query=Query()), "list")) for found in makers}
    assert len(listings) == 1


def test_terms_below_others_are_in_their_branch() -> None:
    vocabularies = {"tag": vocabulary_of({"All": TermInfo(), "B": TermInfo(parent="All")})[0]}
    posts = post("a", tag=("B",)), post("b", tag=("C",))
    [view] = maker(*posts, vocabularies=vocabularies).block(TermList(taxonomy="tag"), "list")
    assert isinstance(view, TermTree)
    assert [(term.link.text, [below.link.text for below in term.below]) for term in view.terms] == [
        ("All", ["B"]),
        ("C", []),
    ]


def _year(*posts_of_months: int, page: str = "") -> ArchiveYear:
    """A year with months of so many posts; the first month has a page if one is given."""
    line = Line(title=Link("A post", "a"))
    months = tuple(
        ArchiveMonth(title=Link(f"Month {at}", "" if at else page), anchor=f"m{at}", posts=(line,) * count)
        for at, count in enumerate(posts_of_months)
    )
    return ArchiveYear(title=Link("2026"), anchor="y", months=months)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((_year(2, 2),), True),
        ((_year(3, 1), _year(2)), True),
        ((_year(1, 2),), False),
        ((_year(1), _year(1, 1)), False),
        ((_year(1, page="blog/2026-01"),), True),
    ],
)
def test_months_of_an_archive_have_headings_if_they_have_pages_or_many_posts(
    years: tuple[ArchiveYear, ...], expected: bool
) -> None:
    assert Archive(years=years).shows_months is expected


def test_parts_have_their_css_classes() -> None:
    lines = TextLines(
        pieces=(),
        lines=(),
        classes=(PartClass(part="title", css_class="big"), PartClass(part="more", css_class="small")),
    )
    assert [lines.classes_of(part) for part in ("title", "more", "excerpt")] == [["big"], ["small"], []]
    assert TermLinks(taxonomy="tag", links=()).css_class == "blog-tag"
