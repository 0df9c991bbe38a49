"""The head of a page: what posts and generated pages say to search engines and previews of links."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..builders import has_page_urls
from ..domain import blog_domain
from ..model.head_data import (
    Article,
    Cover,
    Crumb,
    PageHead,
    Person,
    Site,
    Tag,
    article_tags,
    blog_data,
    breadcrumbs,
    language_of,
    page_tags,
    posting,
    profile,
    script_text,
    without,
)
from ..model.urls import whole_url
from .context import PageContext
from .head_views import views_of_heads
from .templates import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..model.head_views import ArticleView, HeadView, ImageView, PageView, PersonView, PostingView, SiteView
    from ..model.views import Link

__all__ = ["Head", "OwnText", "head_of", "note_covers", "post_url", "write_head"]

_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """What the document itself adds to its head; not part of the view, for Sphinx writes a document that changes."""

    description: str = ""
    """The one that the head has already, from the author."""
    words: Mapping[str, int] = field(default_factory=dict)
    """The number of words of each of its posts, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a page gets."""

    tags: tuple[Tag, ...]
    structured: list[dict[str, Any]]
    url: str
    """The canonical URL; empty if the site has no base URL."""


def head_of(view: HeadView, site: SiteView, context: PageContext, own: OwnText) -> Head:
    """Return the elements and structured data of a page."""
    return _Heads(site, context, own).head(view)


def post_url(view: PostingView, canonical_base: str, context: PageContext) -> str:
    """Return the canonical URL of a post; empty if there is none.

    That is what its author gives as the original, if it is a URL of the web, or its own.
    """
    original = whole_url(canonical_base, view.canonical) if view.canonical else ""
    return original if original.startswith(_WEB) else context.absolute_url(canonical_base, view.post)


class _Heads:
    """Makes the records of one page."""

    def __init__(self, site: SiteView, context: PageContext, own: OwnText) -> None:
        self._view, self._context, self._own = site, context, own
        url = context.absolute_url(site.canonical_base, site.home)
        self._site = Site(
            name=site.name,
            language=site.language,
            locale=context.words.territorial,
            blog=Crumb(name=site.home.text, url=url),
        )

    def head(self, view: HeadView) -> Head:
        articles = [self._article(found) for found in view.articles]
        structured = [posting(self._site, article) for article in articles]
        if view.page is None:
            whole = next(index for index, found in enumerate(view.articles) if not found.posting.post.anchor)
            article = articles[whole]
            tags, title, url = article_tags(self._site, article), article.title, article.url
        else:
            page = self._page(view.page)
            tags, title, url = page_tags(self._site, page), page.title, page.url
            structured += self._data_of_page(view.page, page)
        above = [Crumb(name=link.text, url=self._url(link)) for link in view.crumbs]
        trail = breadcrumbs([*above, Crumb(name=title, url=url)])
        return Head(tags=tags, structured=structured if trail is None else [*structured, trail], url=url)

    def _data_of_page(self, view: PageView, page: PageHead) -> list[dict[str, Any]]:
        if page.person is not None:
            return [profile(page, page.person)]
        if view.postings is None:
            return []
        return [blog_data(self._site, page, map(self._posting, view.postings))]

    def _posting(self, view: PostingView) -> Article:
        """Return a post as the data of the home page have it."""
        url = post_url(view, self._view.canonical_base, self._context)
        return Article(title=view.post.text, url=url, published=view.published)

    def _article(self, view: ArticleView) -> Article:
        own = "" if view.posting.post.anchor else self._own.description
        return Article(
            title=view.posting.post.text,
            url=post_url(view.posting, self._view.canonical_base, self._context),
            description=view.description or own or view.summary,
            cover=self._cover(view.image),
            published=view.posting.published,
            modified=view.modified,
            expires=view.expires,
            authors=tuple(map(self._person, view.authors)),
            sections=view.sections,
            tags=view.tags,
            words=self._own.words.get(view.key, 0),
            minutes=view.minutes,
            language=language_of(view.languages),
            see_also=tuple(url for link in view.see_also if (url := self._url(link))),
        )

    def _page(self, view: PageView) -> PageHead:
        return PageHead(
            title=view.page.text,
            url=self._url(view.page),
            description=self._own.description or view.description,
            cover=self._cover(view.image),
            person=self._person(view.person) if view.person is not None else None,
        )

    def _person(self, view: PersonView) -> Person:
        own = whole_url("", view.url) if view.url.startswith(_WEB) else ""
        return Person(
            name=view.name,
            url=own or (self._url(view.page) if view.page is not None else ""),
            description=view.description,
            image=self._image(view.image),
            profiles=view.profiles,
        )

    def _cover(self, view: ImageView | None) -> Cover | None:
        url = self._image(view)
        return Cover(url=url, alt=view.alt) if view is not None and url else None

    def _image(self, view: ImageView | None) -> str:
        """Return the URL of an image; empty for one that cannot be fetched from elsewhere."""
        base = self._view.base  # not that of another version, which may not have it
        if view is None or not (base or "://" in view.path):
            return ""
        found = self._context.image_url(base, view)
        return whole_url(base, found) if found else ""

    def _url(self, link: Link) -> str:
        return self._context.absolute_url(self._view.canonical_base, link)


_TEMPLATE = "blog/head.html"
_KINDS = ("name", "property")
_EMPTY = Head(tags=(), structured=[], url="")


def write_head(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """Complete the head of a post or a page of the blog (event: html-page-context, after all others)."""
    domain = blog_domain(app.env)
    is_ours = pagename in domain.posts or domain.plan.page(pagename) is not None
    if doctree is None or not is_ours or not has_page_urls(app.builder):
        return
    view = views_of_heads(domain).of(pagename)
    if view is None:
        return
    present = _present_in(context.get("metatags") or "")
    page_context = PageContext(app, domain.wording, pagename, view)
    # a description beside one for Open Graph was made from the text by the extension that wrote that
    description = present.get("description", "") if "og:description" not in present else ""
    words = {post.key: post.measure.words + post.measure.characters for post in domain.posts.get(pagename, ())}
    head = _EMPTY
    if view.site is not None:
        head = head_of(view, view.site, page_context, OwnText(description=description, words=words))
        context["pageurl"] = head.url or context.get("pageurl")  # the theme writes the canonical link
    tags = without(head.tags, present)
    if view.is_hidden and "noindex" not in present.get("robots", "").lower():
        tags = (Tag(attribute="name", key="robots", content="noindex"), *tags)
    if tags or head.structured:
        texts = [Markup(script_text(data)) for data in head.structured]  # noqa: S704 - inert by script_text
        shown = {kind: [(key, text) for attribute, key, text in tags if attribute == kind] for kind in _KINDS}
        told = render(app, _TEMPLATE, {"names": shown["name"], "properties": shown["property"], "structured": texts})
        context["metatags"] = f"{context.get('metatags') or ''}\n{told.rstrip()}"


def note_covers(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Have the cover of a post copied, though no page may show it (event: doctree-resolved, in the main process)."""
    if not has_page_urls(app.builder):
        return
    for post in blog_domain(app.env).posts.get(docname, ()):
        if post.image in app.env.images:
            app.builder.images.setdefault(post.image, app.env.images[post.image][1])


class _Finder(HTMLParser):
    """Finds the ``meta`` elements of a head."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        """What each says, by its ``name`` or ``property``."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a ``meta`` element."""
        said = dict(attrs)
        key = said.get("property") or said.get("name")
        if tag == "meta" and key:
            self.found.setdefault(key.strip().lower(), said.get("content") or "")


@lru_cache(maxsize=1)  # most pages begin alike
def _present_in(head: str) -> Mapping[str, str]:
    """Return the ``meta`` elements that a head has already, by name or property."""
    finder = _Finder()
    finder.feed(head)
    return finder.found
