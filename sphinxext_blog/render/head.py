"""The head of a page: metadata of posts and generated pages for search engines and link previews."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property, lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..builders import has_page_urls
from ..domain import blog_domain, per_build
from ..model.citations import CitedPerson, doi_url
from ..model.head_data import (
    CARD_SIZE,
    Article,
    Cover,
    Crumb,
    PageHead,
    Person,
    Site,
    Tag,
    article_tags,
    blog_data,
    blog_posting,
    breadcrumbs,
    citation_tags,
    language_of,
    page_tags,
    profile,
    remove_present,
    script_text,
)
from ..model.page_plan import PageKind, join, page_name
from ..model.page_views import ArticleView, HeadView, ImageView, PageView, PersonView, PostingView, SiteView
from ..model.post import UNPUBLISHED, PostStatus
from ..model.record import record
from ..model.terms import most_used_terms
from ..model.text import summary
from ..model.urls import whole_url
from ..model.views import Link
from .context import PageContext
from .social_cards import social_cards_of
from .templates import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.page_plan import Page
    from ..model.post import Post
    from ..model.terms import Term
    from ..pages.link_views import LinkViews
    from .context import SiteContext

__all__ = [
    "DocumentText",
    "Head",
    "HeadViews",
    "cited_person",
    "head_of",
    "head_views",
    "image_view",
    "is_cited",
    "post_url",
    "posting_of",
    "register_covers",
    "views_of_heads",
    "write_head",
]

_MAX_LISTED = 12
"""The maximum number of titles or terms in a generated description, which is cut to the length of a search result."""
_MAX_SERIES_PARTS = 6
"""The maximum number of other parts of a series in the head of a part."""


@per_build
def views_of_heads(domain: BlogDomain) -> HeadViews:
    """Return the object that makes the views of this build."""
    return HeadViews(domain)


def head_views(_app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, view of the head) of each post, generated page and override, as a source of fingerprints."""
    views = views_of_heads(domain)
    posts = {post.docname: None for post in domain.catalog.built.values()}
    for docname in dict.fromkeys((*posts, *domain.pages, *domain.records.overrides)):
        yield docname, views.of(docname)


def image_view(domain: BlogDomain, path: str, alt: str = "") -> ImageView | None:
    """Return the view of an image; None for an empty path or a data URI."""
    if not path or path.startswith("data:"):
        return None
    file = domain.env.images[path][1] if path in domain.env.images else ""
    return ImageView(path=path, file=file, alt=alt)


class HeadViews:
    """Makes the views of one build; data that several pages contain is made once."""

    def __init__(self, domain: BlogDomain) -> None:
        """Make views of the posts and pages of a build."""
        self._domain, self._catalog, self._plan = domain, domain.catalog, domain.plan

    def of(self, docname: str) -> HeadView | None:
        """Return the view of the head of a document; None if it is not a post, generated page or override."""
        built = self._catalog.built
        posts = [built[post.key] for post in self._domain.posts.get(docname, ()) if post.key in built]
        page = self._plan.page(docname)
        if not posts and page is None:
            return None
        document_post = next((post for post in posts if not post.anchor), None)
        is_hidden = self._is_hidden(posts, document_post, page)
        if not self._domain.options.metadata_tags:
            return HeadView(is_hidden=is_hidden)
        return HeadView(
            is_hidden=is_hidden,
            site=self._site,
            articles=tuple(map(self._article, posts)),
            page=self._page(docname, page) if document_post is None else None,
            crumbs=self._crumbs(docname, page, document_post),
        )

    @cached_property
    def _site(self) -> SiteView:
        config = self._domain.env.config
        return SiteView(
            name=str(config.project),
            language=config.language or "en",
            base=self._domain.base,
            canonical_base=self._domain.canonical_base,
            home=self._home,
        )

    @cached_property
    def _home(self) -> Link:
        """The link to the home page of the blog, or to the document that overrides it."""
        docname = self._plan.docname_of(join(self._domain.options.path, "index"))
        return self._titled(docname or self._domain.env.config.root_doc)

    def _is_hidden(self, posts: list[Post], document_post: Post | None, page: Page | None) -> bool:
        """Return whether search engines must not index a page: it is unpublished, unlisted or the list of drafts."""
        statuses = self._catalog.statuses
        if any(statuses[post.key] in UNPUBLISHED for post in posts):  # in a preview, including posts in sections
            return True
        is_unlisted = document_post is not None and statuses[document_post.key] is PostStatus.UNLISTED
        return is_unlisted or (page is not None and page.kind is PageKind.DRAFTS)

    def _article(self, post: Post) -> ArticleView:
        card = social_cards_of(self._domain).file_of(post)
        return ArticleView(
            key=post.key,
            posting=posting_of(post),
            description=post.description,
            summary=post.summary,
            image=image_view(self._domain, post.image, post.image_alt) if not card else None,
            modified=None if post.date and post.updated and post.updated < post.date else post.updated,
            expires=post.expires,
            authors=self._authors(post),
            sections=self._labels(post, "category"),
            tags=self._labels(post, "tag"),
            minutes=post.measure.minutes,
            languages=post.labels("language"),
            see_also=tuple(Link(text="", docname=part.docname, anchor=part.anchor) for part in self._other_parts(post)),
            doi=post.doi,
            is_cited=is_cited(self._domain, post),
            social_card=card,
        )

    def _page(self, docname: str, page: Page | None) -> PageView:
        term = (
            self._catalog.term(page.taxonomy, page.label) if page is not None and page.kind is PageKind.TERM else None
        )
        postings = None
        if page is not None and page.kind is PageKind.HOME and page.number == 1:
            postings = tuple(posting_of(self._catalog.built[key]) for key in page.posts)
        return PageView(
            page=self._titled(docname),
            description=self._description(page, term),
            image=image_view(self._domain, term.info.image) if term is not None else None,
            person=self._profile(term) if term is not None and term.taxonomy == "author" else None,
            postings=postings,
        )

    def _description(self, page: Page | None, term: Term | None) -> str:
        """Return the description of a generated page: that of the term or blog, or a list of what the page contains."""
        if page is None:
            return ""
        options = self._domain.options
        about = term.info.description or term.info.bio if term is not None else ""
        if page.kind is PageKind.HOME:
            about = options.subtitle or options.feed_subtitle
        if about and page.number == 1:
            return about
        messages = self._domain.messages
        heading = messages.numbered(messages.heading(page), page.number)
        items = messages.text("comma").join(self._contents_of(page))
        return summary(f"{heading}{messages.text('colon')}{items}") if items else ""

    def _contents_of(self, page: Page) -> Iterator[str]:
        """Yield what a generated page lists: years, terms, or titles of posts."""
        if page.kind is PageKind.ARCHIVE:
            yield from map(self._domain.messages.year, self._catalog.years)
        elif page.kind is PageKind.TERM_INDEX:
            yield from (term.label for term in most_used_terms(self._catalog.terms.get(page.taxonomy, ()), _MAX_LISTED))
        else:
            yield from (self._catalog.built[key].title for key in page.posts[:_MAX_LISTED])

    def _authors(self, post: Post) -> tuple[PersonView, ...]:
        terms = self._catalog.terms_for(post, "author")
        if not terms:  # the terms of an unlisted post may have no page
            return tuple(PersonView(name=label) for label in post.labels("author"))
        return tuple(
            PersonView(
                name=term.label,
                page=self._term_page(term),
                url=term.info.url,
                cited=cited_person(term) if is_cited(self._domain, post) else None,
                orcid=term.info.orcid,
            )
            for term in terms
        )

    def _profile(self, term: Term) -> PersonView:
        """Return the view of an author, with all term data."""
        info = term.info
        return PersonView(
            name=term.label,
            page=self._term_page(term),
            url=info.url,
            description=info.bio or info.description,
            image=image_view(self._domain, info.image),
            profiles=info.social,
            orcid=info.orcid,
        )

    def _labels(self, post: Post, taxonomy: str) -> tuple[str, ...]:
        """Return the labels of the terms of a post, or those in its metadata if the terms have no page."""
        return tuple(term.label for term in self._catalog.terms_for(post, taxonomy)) or post.labels(taxonomy)

    def _other_parts(self, post: Post) -> list[Post]:
        """Return the other parts of the series of a post, the newest ones first."""
        series = (term.posts for term in self._catalog.terms_for(post, "series"))
        parts = {part.key: part for posts in series for part in posts if part.key != post.key}
        return list(parts.values())[:_MAX_SERIES_PARTS]

    def _crumbs(self, docname: str, page: Page | None, document_post: Post | None) -> tuple[Link, ...]:
        config = self._domain.env.config
        ancestors = [Link(text=str(config.project), docname=config.root_doc), self._home]
        if page is not None:
            ancestors += self._page_ancestors(page)
        elif document_post is not None:
            links = (self._term_page(term) for term in self._catalog.terms_for(document_post, "category")[:1])
            ancestors += [link for link in links if link is not None]
        # without duplicates, since the home page may be the root document
        return tuple({link.docname: link for link in ancestors if link.docname != docname}.values())

    def _page_ancestors(self, page: Page) -> Iterator[Link]:
        root = self._domain.options.path
        names = []
        if page.kind is PageKind.TERM:
            names.append(join(root, page.taxonomy, "index"))
        if page.kind is PageKind.MONTH:
            names.append(join(root, str(page.year)))
        if page.number > 1:
            names.append(page_name(page.first, 1))
        for name in names:
            docname = self._plan.docname_of(name) or (name if name in self._domain.env.all_docs else "")
            if docname:
                yield self._titled(docname)

    def _term_page(self, term: Term) -> Link | None:
        docname = self._plan.docname_of(join(self._domain.options.path, term.taxonomy, term.slug))
        return Link(text=term.label, docname=docname) if docname else None

    def _titled(self, docname: str) -> Link:
        title = self._domain.env.titles.get(docname)
        return Link(text=title.astext() if title is not None else docname, docname=docname)


def posting_of(post: Post) -> PostingView:
    """Return the view of a post for the structured data of the home page."""
    link = Link(text=post.title, docname=post.docname, anchor=post.anchor)
    return PostingView(post=link, canonical=post.canonical, published=post.date)


def is_cited(domain: BlogDomain, post: Post) -> bool:
    """Return whether a post can be cited: it is published, and the author, or else the site, does not disable it."""
    if domain.catalog.statuses[post.key] in UNPUBLISHED:
        return False
    return bool(domain.options.citation or post.doi) if post.citation is None else post.citation


def cited_person(term: Term) -> CitedPerson:
    """Return an author as in citations."""
    return CitedPerson(name=term.label, given=term.info.given, family=term.info.family)


_WEB_SCHEMES = ("https://", "http://")


@record
class DocumentText:
    """Text of the document itself; not part of the view, since Sphinx rewrites a document that changes."""

    description: str = ""
    """The description that the author added to the head."""
    words: Mapping[str, int] = field(default_factory=dict)
    """The word counts of its posts, by key."""


@record
class Head:
    """The metadata for the head of a page."""

    tags: tuple[Tag, ...]
    structured: list[dict[str, Any]]
    url: str
    """The canonical URL; empty if the site has no base URL."""
    links: tuple[tuple[str, str], ...] = ()
    """(relation, URL) of each ``link`` element."""


def head_of(view: HeadView, site: SiteView, context: PageContext, own: DocumentText) -> Head:
    """Return the elements and structured data of a page."""
    return _Heads(site, context, own).head(view)


def post_url(view: PostingView, canonical_base: str, context: SiteContext) -> str:
    """Return the canonical URL of a post; empty if the site has no base URL.

    If the metadata contain a canonical web URL, the function returns that one.
    """
    original = whole_url(canonical_base, view.canonical) if view.canonical else ""
    return original if original.startswith(_WEB_SCHEMES) else context.absolute_url(canonical_base, view.post)


class _Heads:
    """Makes the metadata of one page."""

    def __init__(self, site: SiteView, context: PageContext, own: DocumentText) -> None:
        self._view, self._context, self._own = site, context, own
        url = context.absolute_url(site.canonical_base, site.home)
        self._site = Site(
            name=site.name,
            language=site.language,
            locale=context.messages.territorial,
            blog=Crumb(name=site.home.text, url=url),
        )

    def head(self, view: HeadView) -> Head:
        """Return the metadata of the page."""
        links: tuple[tuple[str, str], ...] = ()
        articles = [self._article(article) for article in view.articles]
        structured = [blog_posting(self._site, article) for article in articles]
        if view.page is None:
            index = next(index for index, item in enumerate(view.articles) if not item.posting.post.anchor)
            article = articles[index]
            tags, title, url = article_tags(self._site, article), article.title, article.url
            tags += citation_tags(self._site, article)
            links = (("cite-as", doi_url(article.doi)),) if article.doi else ()
        else:
            page = self._page(view.page)
            tags, title, url = page_tags(self._site, page), page.title, page.url
            structured += self._data_of_page(view.page, page)
        crumbs = [Crumb(name=link.text, url=self._url(link)) for link in view.crumbs]
        trail = breadcrumbs([*crumbs, Crumb(name=title, url=url)])
        structured += [trail] if trail is not None else []
        return Head(tags=tags, structured=structured, url=url, links=links)

    def _data_of_page(self, view: PageView, page: PageHead) -> list[dict[str, Any]]:
        if page.person is not None:
            return [profile(page, page.person)]
        if view.postings is None:
            return []
        return [blog_data(self._site, page, map(self._posting, view.postings))]

    def _posting(self, view: PostingView) -> Article:
        """Return a post for the structured data of the home page."""
        url = post_url(view, self._view.canonical_base, self._context)
        return Article(title=view.post.text, url=url, published=view.published)

    def _article(self, view: ArticleView) -> Article:
        description = "" if view.posting.post.anchor else self._own.description
        return Article(
            title=view.posting.post.text,
            url=post_url(view.posting, self._view.canonical_base, self._context),
            description=view.description or description or view.summary,
            cover=self._card(view) if view.social_card else self._cover(view.image),
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
            doi=view.doi,
            is_cited=view.is_cited,
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
        website = whole_url("", view.url) if view.url.startswith(_WEB_SCHEMES) else ""
        return Person(
            name=view.name,
            url=website or (self._url(view.page) if view.page is not None else ""),
            description=view.description,
            image=self._image(view.image),
            profiles=view.profiles,
            cited=view.cited.inverted if view.cited is not None else "",
            orcid=view.orcid,
        )

    def _cover(self, view: ImageView | None) -> Cover | None:
        url = self._image(view)
        return Cover(url=url, alt=view.alt) if view is not None and url else None

    def _card(self, view: ArticleView) -> Cover | None:
        """Return the social card of a post."""
        url = self._image(ImageView(path=view.social_card, file=view.social_card))
        return Cover(url=url, alt=view.posting.post.text, size=CARD_SIZE) if url else None

    def _image(self, view: ImageView | None) -> str:
        """Return the absolute URL of an image; empty if it has none."""
        base = self._view.base  # not the canonical one: the default version may lack the image
        if view is None or not (base or "://" in view.path):
            return ""
        url = self._context.image_url(base, view)
        return whole_url(base, url) if url else ""

    def _url(self, link: Link) -> str:
        return self._context.absolute_url(self._view.canonical_base, link)


_TEMPLATE = "blog/head.html"
_ATTRIBUTE_NAMES = ("name", "property")
_EMPTY = Head(tags=(), structured=[], url="")


def write_head(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """Add metadata to the head of a post or page of the blog (event: html-page-context, after other handlers)."""
    domain = blog_domain(app.env)
    is_in_blog = pagename in domain.posts or domain.plan.page(pagename) is not None
    if doctree is None or not is_in_blog or not has_page_urls(app.builder):
        return
    view = views_of_heads(domain).of(pagename)
    if view is None:
        return
    for article in view.articles:
        if article.social_card:
            social_cards_of(domain).write(article.social_card)
    present = _present_tags(context.get("metatags") or "")
    page_context = PageContext(app, domain.messages, pagename, view)
    # An extension that writes Open Graph tags generates both descriptions from the text.
    description = present.get("description", "") if "og:description" not in present else ""
    words = {post.key: post.measure.words + post.measure.characters for post in domain.posts.get(pagename, ())}
    head = _EMPTY
    if view.site is not None:
        head = head_of(view, view.site, page_context, DocumentText(description=description, words=words))
        context["pageurl"] = head.url or context.get("pageurl")  # themes write the canonical link
    tags = remove_present(head.tags, present)
    if view.is_hidden and "noindex" not in present.get("robots", "").lower():
        tags = (Tag(attribute="name", key="robots", content="noindex"), *tags)
    if tags or head.structured:
        texts = [Markup(script_text(data)) for data in head.structured]  # noqa: S704 - inert by script_text
        by_attribute = {
            name: [(key, text) for attribute, key, text in tags if attribute == name] for name in _ATTRIBUTE_NAMES
        }
        values = {"names": by_attribute["name"], "properties": by_attribute["property"], "structured": texts}
        values["links"] = head.links
        html = render(app, _TEMPLATE, values)
        context["metatags"] = f"{context.get('metatags') or ''}\n{html.rstrip()}"


def register_covers(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Register the covers of posts for copying, since the head refers to them (event: doctree-resolved)."""
    if not has_page_urls(app.builder):
        return
    for post in blog_domain(app.env).posts.get(docname, ()):
        if post.image in app.env.images:
            app.builder.images.setdefault(post.image, app.env.images[post.image][1])


class _MetaParser(HTMLParser):
    """Collects the ``meta`` elements of a head."""

    def __init__(self) -> None:
        super().__init__()
        self.contents: dict[str, str] = {}
        """The content of each element, by its ``name`` or ``property``."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a ``meta`` element."""
        attributes = dict(attrs)
        key = attributes.get("property") or attributes.get("name")
        if tag == "meta" and key:
            self.contents.setdefault(key.strip().lower(), attributes.get("content") or "")


@lru_cache(maxsize=1)  # most pages have the same initial head
def _present_tags(head: str) -> Mapping[str, str]:
    """Return the contents of the ``meta`` elements of a head, by name or property."""
    parser = _MetaParser()
    parser.feed(head)
    return parser.contents
