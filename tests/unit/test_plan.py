"""The plan of pages: a pure function of the posts, in which nothing is lost and nothing meets."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.page_plan import Layout, Page, PageKind, PagePlan, is_page_name, join, page_name, plan_pages
from sphinxext_blog.model.post import TaggedPage
from sphinxext_blog.model.selection import Query
from tests.unit.records import catalog_of, post, post_lists, tagged_pages

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinxext_blog.model.post import Post

BLOG = (post("a", 1, tag=("NLP",)), post("b", 2, tag=("nlp", "Go"), pinned=True), post("c", 400, category=("Systems",)))
LAYOUTS = st.builds(
    Layout,
    path=st.sampled_from(["blog", "", "news/blog", "tag", "Blog"]),
    page_size=st.integers(1, 5),
    term_page_size=st.integers(1, 5),
    archive=st.sampled_from([(), ("year",), ("month",), ("year", "month")]),
    preview=st.booleans(),
    flat=st.booleans(),
)
OWN = st.sets(
    st.sampled_from(
        [
            "index",
            "about",
            "blog",
            "blog/index",
            "blog/page/2",
            "blog/archive",
            "blog/tag",
            "blog/tag/nlp/index",
            "page/2",
        ]
    )
)


def _plan(
    *posts: Post,
    documents: Collection[str] = (),
    paginated: Mapping[str, tuple[Query, int] | None] | None = None,
    pages: Collection[TaggedPage] = (),
    **said: Any,
) -> PagePlan:
    layout = Layout(**said)
    catalog = catalog_of(*posts, pages=pages, preview=layout.preview)
    return plan_pages(catalog, layout, documents=documents, paginated=paginated or {})


def test_the_pages_of_a_small_blog() -> None:
    """Home, archive, years, and the taxonomies that are used, in the order of their names."""
    assert list(_plan(*BLOG).generated) == [
        "blog/2024",
        "blog/2026",
        "blog/archive",
        "blog/category/index",
        "blog/category/systems",
        "blog/index",
        "blog/tag/go",
        "blog/tag/index",
        "blog/tag/nlp",
    ]


def test_a_plan_gives_all_its_pages() -> None:
    """Generated and adopted ones."""
    found = _plan(*BLOG, documents=["blog/archive"])
    assert {page.docname for page in found.pages()} == {*found.generated, "blog/archive"}


def test_a_blog_without_posts_has_a_home() -> None:
    """And an archive, both empty: a link in a menu must not break when the last post goes."""
    empty = _plan()
    assert list(empty.generated) == ["blog/archive", "blog/index"]
    assert empty.generated["blog/index"] == Page(docname="blog/index", first="blog/index", kind=PageKind.HOME)


def test_the_home_is_paginated_with_the_pinned_first() -> None:
    """Every page knows its number, how many there are, and where they begin."""
    found = _plan(*BLOG, page_size=2).generated
    one, two = found["blog/index"], found["blog/page/2"]
    assert (one.posts, two.posts) == (("b", "a"), ("c",))
    assert [(page.number, page.total, page.first) for page in (one, two)] == [
        (1, 2, "blog/index"),
        (2, 2, "blog/index"),
    ]


def test_months_are_pages_when_asked_for() -> None:
    """Below their years, with two digits; without years when only months are asked for."""
    months = _plan(*BLOG, archive=("month",), term_page_size=1).generated
    assert [name for name in months if "/20" in name] == ["blog/2024/12", "blog/2026/01", "blog/2026/01/page/2"]
    january = months["blog/2026/01"]
    assert (january.kind, january.year, january.month, january.total) == (PageKind.MONTH, 2026, 1, 2)


def test_a_term_page_has_a_title() -> None:
    """Taxonomy, slug and label; its second page too."""
    page = _plan(*BLOG, term_page_size=1).generated["blog/tag/nlp/page/2"]
    assert (page.kind, page.taxonomy, page.slug, page.label) == (PageKind.TERM, "tag", "nlp", "NLP")
    assert (page.first, page.number, page.posts) == ("blog/tag/nlp", 2, ("b",))


def test_a_tag_of_ordinary_pages_only_has_a_page() -> None:
    """It shows no posts."""
    found = _plan(pages=[TaggedPage(docname="guide", title="Guide", tags=("x",))]).generated
    assert found["blog/tag/x"].posts == ()


def test_drafts_have_a_page_in_previews_only() -> None:
    """It shows what is not published, unlisted drafts as well, and not the rest."""
    hidden = (post("d", 1, draft=True), post("e", -3), post("f", None, unlisted=True))
    assert _plan(*BLOG, *hidden, preview=True).generated["blog/drafts"].posts == ("e", "d", "f")
    assert "blog/drafts" not in _plan(*BLOG, *hidden).generated


def test_the_blog_can_be_at_the_top_of_the_site() -> None:
    """Its home is then the author's own first page."""
    found = _plan(*BLOG, path="", page_size=1, documents={"index", "a"})
    assert found.overrides["index"].kind is PageKind.HOME
    assert {"archive", "page/2", "page/3", "tag/nlp"} <= set(found.generated)


@pytest.mark.parametrize("own", ["blog/index", "blog"])
def test_the_authors_page_wins(own: str) -> None:
    """Also under the other name of the same address; later pages go on being ours."""
    found = _plan(*BLOG, page_size=1, documents={own, "about"})
    assert list(found.overrides) == [own]
    assert "blog/index" not in found.generated
    assert "blog/page/2" in found.generated
    page = found.overrides[own]
    assert found.page(own) == page
    assert found.docname_of("blog/index") == own
    assert found.docname_of("blog/archive") == "blog/archive"
    assert found.docname_of("blog/tag/none") is None
    assert found.page("about") is None


def test_pages_of_a_flat_plan_are_beside_their_folders() -> None:
    """They are found by the names that they are planned under."""
    found = _plan(*BLOG, flat=True)
    assert list(found.generated) == [
        "blog", "blog/2024", "blog/2026", "blog/archive", "blog/category", "blog/category/systems", "blog/tag",
        "blog/tag/go", "blog/tag/nlp",
    ]  # fmt: skip
    assert found.generated["blog"].docname == "blog/index"
    assert [found.docname_of(f"{name}/index") for name in ("blog", "blog/tag", "blog/tag/go")] == [
        "blog",
        "blog/tag",
        None,
    ]
    assert list(_plan(path="", flat=True).generated) == ["archive", "index"]


@pytest.mark.parametrize(
    ("own", "folders", "adopted"),
    [("blog", True, True), ("blog/index", True, True), ("blog", False, True), ("blog/index", False, False)],
)
def test_an_own_page_beside_a_flat_plan(own: str, folders: bool, adopted: bool) -> None:
    """Where pages are files, ``blog`` and ``blog/index`` are two."""
    found = _plan(*BLOG, documents=[own], flat=True, folders=folders)
    assert (own in found.overrides) is adopted
    assert ("blog" in found.generated) is not adopted
    assert found.docname_of("blog/index") == (own if adopted else "blog")


def test_an_index_in_a_folder_overrides_a_term() -> None:
    """``blog/tag/nlp/index`` has the address of ``blog/tag/nlp``."""
    found = _plan(*BLOG, documents={"blog/tag/nlp/index"})
    assert found.docname_of("blog/tag/nlp") == "blog/tag/nlp/index"


def test_a_listing_of_the_authors_own_ends_ours() -> None:
    """Pages 2 and on of the home would continue a listing that is not there."""
    found = _plan(*BLOG, page_size=1, documents={"blog/index"}, paginated={"blog/index": None})
    assert not [name for name in found.generated if name.startswith("blog/page/")]
    assert _plan(*BLOG, page_size=1, paginated={"about": None}).generated["blog/page/2"].kind is PageKind.HOME


def test_a_paginated_listing_of_the_authors_own_has_its_own_pages() -> None:
    """They are named after their document, and on the home's place they take the names of the home's."""
    said = {"news": (Query(), 1), "blog/index": (Query(terms=(("tag", ("nlp",)),)), 1)}
    found = _plan(*BLOG, page_size=2, documents=said, paginated=said)
    more = {name: page.posts for name, page in found.generated.items() if page.kind is PageKind.MORE}
    assert more == {"blog/page/2": ("b",), "news/page/2": ("b",), "news/page/3": ("c",)}
    assert found.generated["news/page/3"].first == "news"


def test_a_second_page_of_the_author_is_preserved() -> None:
    """An author's document in the middle of a listing carries that part of it."""
    found = _plan(*BLOG, page_size=1, documents={"blog/page/2"})
    assert found.overrides["blog/page/2"].number == 2
    assert "blog/page/3" in found.generated


@pytest.mark.parametrize(
    ("first", "number", "name"),
    [
        ("blog/index", 1, "blog/index"),
        ("blog/index", 2, "blog/page/2"),
        ("index", 2, "page/2"),
        ("blog/tag/nlp", 3, "blog/tag/nlp/page/3"),
        ("blog/reindex", 2, "blog/reindex/page/2"),
    ],
)
def test_names_of_later_pages(first: str, number: int, name: str) -> None:
    """An index is followed by pages of its folder."""
    assert page_name(first, number) == name


def test_empty_parts_leave_no_slash() -> None:
    """The blog's folder may be the top of the site."""
    assert (join("", "tag", "x"), join("a", "", "b"), join("")) == ("tag/x", "a/b", "")


@pytest.mark.parametrize(
    ("docname", "path", "is_ours"),
    [
        ("blog", "blog", True),
        ("blog/index", "blog", True),
        ("blog/archive", "blog", True),
        ("blog/archive/index", "blog", True),
        ("blog/drafts", "blog", True),
        ("blog/page/2", "blog", True),
        ("blog/2026", "blog", True),
        ("blog/2026/01", "blog", True),
        ("blog/tag", "blog", True),
        ("blog/tag/nlp/page/2", "blog", True),
        ("blog/hello", "blog", False),
        ("blog/2026/01/hello", "blog", False),
        ("blog/archive/old", "blog", False),
        ("about", "blog", False),
        ("blogger/archive", "blog", False),
        ("index", "", True),
        ("tag/x", "", True),
        ("about", "", False),
        ("news/blog/author/mei", "news/blog", True),
        ("news/blog", "news/blog", True),
        ("news", "news/blog", False),
    ],
)
def test_which_names_pages_of_the_blog_may_have(docname: str, path: str, is_ours: bool) -> None:
    """Whatever posts there are; ordinary documents beside them are not meant."""
    assert is_page_name(docname, Layout(path=path)) is is_ours


@given(posts=post_lists, pages=tagged_pages, layout=LAYOUTS, own=OWN, data=st.data())
def test_a_plan_is_a_pure_function_of_the_posts(
    posts: list[Post], pages: list[TaggedPage], layout: Layout, own: set[str], data: st.DataObject
) -> None:
    """The order in which documents were read, and of the author's documents, is not seen in it."""
    said = {name: (Query(), 2) for name in sorted(own)[:2]}
    one = plan_pages(catalog_of(*posts, pages=pages, preview=layout.preview), layout, documents=own, paginated=said)
    shuffled = catalog_of(*data.draw(st.permutations(posts)), pages=pages, preview=layout.preview)
    other = plan_pages(
        shuffled, layout, documents=data.draw(st.permutations(sorted(own))), paginated=dict(reversed(said.items()))
    )
    assert other == one
    assert list(other.generated) == list(one.generated) == sorted(one.generated)


@given(posts=post_lists, layout=LAYOUTS, own=OWN)
def test_every_listed_post_is_on_one_page_of_the_home(posts: list[Post], layout: Layout, own: set[str]) -> None:
    """And on one page of the archive, of its year, and of each of its terms."""
    catalog = catalog_of(*posts, preview=layout.preview)
    found = plan_pages(catalog, layout, documents=own, paginated={})
    everything = [*found.generated.values(), *found.overrides.values()]

    def shown(kind: PageKind) -> Counter[str]:
        return Counter(chain.from_iterable(page.posts for page in everything if page.kind is kind))

    once = Counter(post.key for post in catalog.listed)
    assert shown(PageKind.HOME) == shown(PageKind.ARCHIVE) == once
    dated = Counter(post.key for post in catalog.listed if post.date is not None)
    assert shown(PageKind.YEAR) == (dated if "year" in layout.archive else Counter())
    assert shown(PageKind.MONTH) == (dated if "month" in layout.archive else Counter())
    filed = {post.key: sum(len(catalog.terms_for(post, kind)) for kind in catalog.terms) for post in catalog.listed}
    assert shown(PageKind.TERM) == +Counter(filed)


@given(posts=post_lists, pages=tagged_pages, layout=LAYOUTS, own=OWN)
def test_pages_of_a_collection_are_numbered_without_gaps(
    posts: list[Post], pages: list[TaggedPage], layout: Layout, own: set[str]
) -> None:
    """From 1 to the total that each of them names; only the last may be short."""
    found = plan_pages(catalog_of(*posts, pages=pages, preview=layout.preview), layout, documents=own, paginated={})
    collections: dict[str, list[Page]] = {}
    for page in (*found.generated.values(), *found.overrides.values()):
        collections.setdefault(page.first, []).append(page)
    for first, members in collections.items():
        members.sort(key=lambda page: page.number)
        assert [page.number for page in members] == list(range(1, len(members) + 1))
        assert {page.total for page in members} == {len(members)}
        assert [page.docname for page in members] == [page_name(first, page.number) for page in members]
        assert all(page.posts for page in members[1:])


@given(posts=post_lists, pages=tagged_pages, layout=LAYOUTS, own=OWN)
def test_no_two_pages_have_one_address(
    posts: list[Post], pages: list[TaggedPage], layout: Layout, own: set[str]
) -> None:
    """Neither by case, nor as a page and its folder, nor beside an author's document."""
    found = plan_pages(catalog_of(*posts, pages=pages, preview=layout.preview), layout, documents=own, paginated={})
    names = [name.removesuffix("index").rstrip("/").casefold() for name in found.generated]
    assert len(set(names)) == len(names)
    assert not own & found.generated.keys()
    assert {name.removesuffix("index").rstrip("/") for name in own}.isdisjoint(
        name.removesuffix("index").rstrip("/") for name in found.generated
    )
    assert found.overrides.keys() <= own
    assert all(is_page_name(name, layout) for name in found.generated)
