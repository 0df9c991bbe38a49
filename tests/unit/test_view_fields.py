"""Every field of a view is displayed: a change of it changes the output and the fingerprint together."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest
from jinja2 import Environment, FileSystemLoader

from sphinxext_blog.config.components import COMPONENTS as NAMES
from sphinxext_blog.feeds import writer
from sphinxext_blog.feeds.writer import feed_of
from sphinxext_blog.model.feed_formats import feed_document
from sphinxext_blog.model.feeds import AnnouncedFeed, AnnouncedFeeds, CategoryView, FeedEntryView, FeedView
from sphinxext_blog.model.listing_views import ProfileLink, VersionBadge
from sphinxext_blog.model.page_views import (
    ArticleView,
    BylineView,
    CommentsView,
    CoverView,
    HeadView,
    ImageView,
    NavigationView,
    NoticeView,
    OriginalView,
    PageLink,
    PageView,
    PersonView,
    PostComponents,
    PostingView,
    PrevNextView,
    RecentPost,
    RecentPosts,
    RelatedView,
    SeriesBoxView,
    SeriesPartView,
    ShareView,
    SidebarCount,
    SidebarProfile,
    SidebarTerm,
    SidebarTerms,
    SidebarYear,
    SidebarYears,
    SiteView,
    TermGroup,
)
from sphinxext_blog.model.post import Measure
from sphinxext_blog.model.services import License
from sphinxext_blog.model.views import Link, digest
from sphinxext_blog.render.components import plain_components, template_values
from sphinxext_blog.render.head import DocumentText, head_of
from sphinxext_blog.render.navigation import _Relations
from sphinxext_blog.render.sidebars import sidebar_values
from sphinxext_blog.render.templates import TEMPLATES
from tests.unit.mutations import AnyContext, link, mutations

if TYPE_CHECKING:
    from collections.abc import Callable

DATE = datetime(2026, 1, 11, 8, tzinfo=UTC)
LATER = datetime(2026, 2, 1, tzinfo=UTC)
BASE = "https://example.org/"


def _image(name: str) -> ImageView:
    return ImageView(path=f"posts/{name}.png", file=f"{name}.png", alt=f"About {name}")


def _page(name: str) -> PageLink:
    return PageLink(page=link(name), markup=name)


def _person(name: str, *, image: bool) -> PersonView:
    return PersonView(name=name, page=link(name), image=_image(name) if image else None)


COMPONENTS = PostComponents(
    key="post",
    byline=BylineView(
        original=OriginalView(kind="repost", source=link("Elsewhere"), author="Bo"),
        date=DATE,
        updated=LATER,
        avatars=(_image("mei"),),
        groups=(
            TermGroup(taxonomy="author", terms=(link("Mei"),)),
            TermGroup(taxonomy="genre", terms=(link("Essay"),)),
        ),
        tags=(link("NLP"), link("C")),
        measure=Measure(words=500, characters=20, minutes=3),
        versions=(VersionBadge(text="numpy <2"),),
    ),
    cover=CoverView(image=_image("cover"), digest="d"),
    notices=(
        NoticeView(kind="scheduled", timestamp=DATE),
        NoticeView(kind="updated", timestamp=LATER),
        NoticeView(kind="outdated", timestamp=LATER),
        NoticeView(kind="superseded", successor=link("New")),
        NoticeView(kind="other-version", version="numpy <2", current="2.4"),
    ),
    series=(
        SeriesBoxView(
            series=link("Series"),
            number=2,
            total=3,
            parts=(
                SeriesPartView(number=1, post=link("One")),
                SeriesPartView(number=2, post=Link(text="Two", url="https://two.example")),
            ),
            previous=link("One"),
            next=link("Three"),
        ),
    ),
    prev_next=PrevNextView(newer=link("Newer"), older=link("Older")),
    related=(RelatedView(post=link("Related"), date=DATE),),
    license=License(text="CC0", url="https://cc0.example"),
    share=ShareView(
        post=link("Shared"),
        base=BASE,
        canonical="",
        services=(("", "Mine", "https://share.example/?u={url}&t={title}"),),
    ),
    comments=CommentsView(
        post=link("Discussed"),
        base=BASE,
        canonical="",
        language="en",
        options={"provider": "disqus", "shortname": "example", "url": "https://isso.example"},
    ),
)
_ISSO = {"provider": "isso", "url": "https://isso.example", "shortname": "a"}
ISSO = CommentsView(post=link("Discussed"), base=BASE, canonical="", language="en", options=_ISSO)
SITE = SiteView(name="Project", language="en", base=BASE, canonical_base="https://main.example.org/", home=link("Blog"))
POSTING = PostingView(post=Link(text="Title", docname="doc-title"), published=DATE)
ARTICLE = ArticleView(
    key="doc-title",
    posting=POSTING,
    description="Described.",
    image=_image("cover"),
    modified=LATER,
    expires=LATER,
    authors=(_person("Mei", image=False),),
    sections=("Notes",),
    tags=("NLP",),
    minutes=3,
    languages=("de",),
    see_also=(link("Part"),),
)
CRUMBS = (link("Home"), link("Above"))
PERSON = PersonView(
    name="Mei",
    page=link("Mei"),
    description="Writes.",
    image=_image("mei"),
    profiles=(("github", "https://gh.example"),),
)
HEADS = (
    HeadView(site=SITE, articles=(ARTICLE,), crumbs=CRUMBS),
    HeadView(site=SITE, articles=(replace(ARTICLE, description="", summary="Short."),), crumbs=CRUMBS),
    HeadView(
        site=SITE,
        page=PageView(page=link("Blog"), description="All.", image=_image("home"), postings=(POSTING,)),
        crumbs=CRUMBS,
    ),
    HeadView(site=SITE, page=PageView(page=link("Mei"), person=PERSON), crumbs=CRUMBS),
)
SIDEBARS = (
    RecentPosts(posts=(RecentPost(post=link("New"), date=DATE),), more=link("Home"), date_format="yyyy-MM-dd"),
    SidebarTerms(taxonomy="genre", terms=(SidebarTerm(term=link("NLP"), count=3, size=2),), more=link("All")),
    SidebarYears(years=(SidebarYear(year=2026, count=4, page=link("2026")),), more=link("Archive")),
    SidebarProfile(
        author=link("Mei"),
        motto="Writes.",
        image=_image("mei"),
        digest="d",
        counts=(SidebarCount(name="genre", count=3, page=link("Genres")),),
        profiles=(ProfileLink(name="github", link=Link(text="GitHub", url="https://gh.example")),),
    ),
)
ENTRY = FeedEntryView(
    key="doc-title",
    post=link("Title"),
    external_link="https://elsewhere.example/",
    published=DATE,
    updated=LATER,
    authors=(PersonView(name="Mei", url="https://mei.example", image=_image("mei")),),
    categories=(CategoryView(label="NLP", index=link("Tags")),),
    summary="Short.",
    image=_image("cover"),
    language="de",
    content="abc",
    images=(("a.png", "a1.png"),),
)
FEED = FeedView(
    file="blog/atom.xml",
    format="atom",
    content="full",
    base=BASE,
    page=link("Blog"),
    title="Feed",
    subtitle="Of posts",
    language="en",
    icon="icon.png",
    author="Ada",
    patterns=(("title", "{{ title }}!"),),
    entries=(ENTRY, replace(ENTRY, authors=())),
)

_NOT_DISPLAYED = ("PostComponents.key", "CoverView.digest", "SidebarProfile.digest")
"""Fields that only name what the view is of, or stand for a file."""


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)


_TEMPLATES = _environment()


def _components(view: PostComponents) -> str:
    """The HTML of all components, and their plain form."""
    context = cast("Any", AnyContext(show_word_count=True))
    shown = []
    for name in NAMES:
        values = template_values(view, name, context, shows_prev_next=True)
        shown.append(_TEMPLATES.get_template(f"blog/{name}.html").render(values) if values is not None else "")
    plain = plain_components(view, context, NAMES)
    return "\n".join([*shown, *(node.pformat() for node in plain)])


def _head(view: HeadView) -> str:
    if view.site is None or not (view.page or any(not found.posting.post.anchor for found in view.articles)):
        return "not a head"
    head = head_of(view, view.site, cast("Any", AnyContext()), DocumentText(words={"doc-title": 7}))
    return json.dumps([head.tags, head.structured, head.url, view.is_hidden])


def _sidebar(view: Any) -> str:
    return repr(sidebar_values(view, cast("Any", AnyContext())))


def _feed(view: FeedView) -> str:
    """The feed in all formats: none has a place for everything."""
    context = cast("Any", AnyContext())

    def finish(_entry: object, made: Any) -> Any:
        return replace(made, title=f"{made.title}{view.patterns}")

    def text(entry: FeedEntryView) -> str:
        return f"<p>{view.content} {entry.key} {entry.content} {entry.images}</p>"

    feed = feed_of(view, context, text, finish)
    return view.format + "".join(feed_document(feed, name).decode() for name in ("atom", "rss", "json"))


def _navigation(view: NavigationView) -> str:
    links = _Relations(cast("Any", AnyContext()), {})
    values: dict[str, Any] = {}
    links.link_pages(view, values, is_root=True)
    if view.is_post:
        links.link_posts(view, values)
    return json.dumps([values, [parent.docname for parent in view.parents]])


def _announced(view: AnnouncedFeeds) -> str:
    words = AnyContext().messages
    return "".join(writer._link(view.base, feed, words) for feed in view.feeds)


ANNOUNCED = AnnouncedFeeds(base=BASE, feeds=(AnnouncedFeed(file="blog/atom.xml", title="Blog", format="atom"),))


VIEWS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (COMPONENTS, _components),
    (replace(COMPONENTS, comments=ISSO), _components),
    *((view, _head) for view in HEADS),
    *((view, _sidebar) for view in SIDEBARS),
    (FEED, _feed),
    (ANNOUNCED, _announced),
    (NavigationView(parents=(link("Blog"),), previous_page=_page("a"), next_page=_page("b")), _navigation),
    (NavigationView(is_post=True, next_post=_page("a"), previous_post=_page("b")), _navigation),
)
TYPES = (
    AnnouncedFeed, AnnouncedFeeds, ArticleView, BylineView, CategoryView, CommentsView, CoverView, FeedEntryView,
    FeedView, HeadView, ImageView, NavigationView, NoticeView, OriginalView, PageLink, PageView, PersonView,
    PostComponents, PostingView, PrevNextView, RecentPost, RecentPosts, RelatedView, SeriesBoxView, SeriesPartView,
    ShareView, SidebarCount, SidebarProfile, SidebarTerm, SidebarTerms, SidebarYear, SidebarYears, SiteView, TermGroup,
    VersionBadge,
)  # fmt: skip


@pytest.fixture(scope="module")
def displayed() -> set[str]:
    """The fields whose change is seen in the output of a view."""
    found = set()
    for view, render in VIEWS:
        usual = render(view)
        found |= {name for where, other in mutations(view) if render(other) != usual for name in where}
    return found


@pytest.mark.parametrize("name", [f"{kind.__name__}.{field.name}" for kind in TYPES for field in fields(kind)])
def test_every_field_is_displayed(name: str, displayed: set[str]) -> None:
    """By a template, by the plain form, in a head or a feed."""
    assert (name in displayed) is (name not in _NOT_DISPLAYED)


@pytest.mark.parametrize("view", [view for view, _ in VIEWS], ids=lambda view: type(view).__name__)
def test_every_change_is_in_the_fingerprint(view: Any) -> None:
    """And no two changes are the same."""
    changed = list(mutations(view))
    assert len({digest(other) for _, other in changed} | {digest(view)}) == len(changed) + 1
