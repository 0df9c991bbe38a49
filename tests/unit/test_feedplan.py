"""Which feeds there are: names and posts, without a file."""

from __future__ import annotations

from hypothesis import given

from sphinxext_blog.model.catalog import build_catalog
from sphinxext_blog.model.feeds import FORMATS, FeedLayout, PlannedFeed, feed_posts, plan_feeds
from sphinxext_blog.model.page_plan import Layout, PageKind, is_page_name, plan_pages
from sphinxext_blog.model.post import PostStatus
from tests.unit.records import NOW, catalog_of, post, post_lists

_ALL = FeedLayout(formats=tuple(FORMATS), terms=("tag", "author"))


def _by_file(*feeds: PlannedFeed) -> dict[str, tuple[str, ...]]:
    return {feed.file: feed.posts for feed in feeds}


def test_feeds_are_beside_their_pages() -> None:
    """One of each format for the blog, and for each term of the kinds that are asked for."""
    catalog = catalog_of(post("a", 1, tag=("C++",), category=("News",)), post("b", 2, tag=("C++",)))
    assert _by_file(*plan_feeds(catalog, _ALL)) == {
        "blog/atom.xml": ("a", "b"),
        "blog/rss.xml": ("a", "b"),
        "blog/feed.json": ("a", "b"),
        "blog/tag/cplusplus/atom.xml": ("a", "b"),
        "blog/tag/cplusplus/rss.xml": ("a", "b"),
        "blog/tag/cplusplus/feed.json": ("a", "b"),
    }


def test_a_feed_knows_its_page() -> None:
    """By the name that the plan of pages has for it."""
    catalog = catalog_of(post("a", tag=("Python",)))
    home, term = plan_feeds(catalog, FeedLayout(path="", formats=("rss",), terms=("tag",)))
    assert (home.file, home.page, home.format) == ("rss.xml", "index", "rss")
    assert (term.file, term.page, term.label) == ("tag/python/rss.xml", "tag/python", "Python")
    pages = plan_pages(catalog, Layout(path=""), documents=(), paginated={}).generated
    assert {home.page, term.page} <= pages.keys()


def test_a_feed_has_so_many_posts() -> None:
    """The newest; all of them where there is no limit."""
    catalog = catalog_of(*(post(f"p{n:02}", n + 1) for n in range(30)))
    (feed,) = plan_feeds(catalog, FeedLayout(formats=("atom",)))
    assert feed.posts == tuple(f"p{n:02}" for n in range(20))
    (feed,) = plan_feeds(catalog, FeedLayout(formats=("atom",), length=None))
    assert len(feed.posts) == 30


def test_there_is_no_feed_without_posts() -> None:
    """Nor of a term that has none for readers; nor without a format."""
    assert plan_feeds(catalog_of(), _ALL) == ()
    assert plan_feeds(catalog_of(post("a", tag=("x",))), FeedLayout(terms=("tag",))) == ()
    preview = catalog_of(post("a", tag=("x",), draft=True), post("b"), preview=True)
    assert {feed.page for feed in plan_feeds(preview, _ALL)} == {"blog/index"}


@given(post_lists)
def test_feeds_show_what_is_published(posts: list[object]) -> None:
    """Also in a preview: whoever reads a feed is no author."""
    catalogs = [build_catalog(posts, (), now=NOW, preview=preview) for preview in (False, True)]  # type: ignore[arg-type]
    shown = [[found.key for found in feed_posts(catalog)] for catalog in catalogs]
    assert shown[0] == shown[1]
    assert all(catalogs[0].statuses[key] is PostStatus.PUBLISHED for key in shown[0])
    for feed in plan_feeds(catalogs[0], _ALL):
        assert feed.posts
        assert set(feed.posts) <= set(shown[0])
    files = [feed.file for feed in plan_feeds(catalogs[0], _ALL)]
    assert len(files) == len(set(files))


def test_the_feeds_have_a_page() -> None:
    """As soon as there is one, and only then."""
    for posts, layout, there in (
        ([post("a")], Layout(feeds=True), True),
        ([post("a")], Layout(), False),
        ([post("a", draft=True)], Layout(feeds=True, preview=True), False),
    ):
        pages = plan_pages(catalog_of(*posts, preview=layout.preview), layout, documents=(), paginated={}).generated
        assert ("blog/subscribe" in pages) is there
        assert (PageKind.SUBSCRIBE in {page.kind for page in pages.values()}) is there
    assert is_page_name("blog/subscribe", Layout())
