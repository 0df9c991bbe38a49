"""The records of heads, with the addresses that one builder gives to documents."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from ..domain import blog_domain
from ..model.head_data import Article, Cover, Crumb, PageHead, Person, Site, language_of
from ..model.page_plan import PageKind
from ..model.urls import whole_url
from ..site import absolute, image_url
from .headfacts import crumbs_of, home_of, labels_of, page_of_term, parts_beside

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.page_plan import Page
    from ..model.post import Post
    from ..model.terms import Term

__all__ = ["Heads", "heads_of"]

_WEB = ("https://", "http://")


def heads_of(app: Sphinx) -> Heads:
    """The maker of records of a build."""
    domain = blog_domain(app.env)
    computed = domain.build.computed
    if "heads" not in computed:
        computed["heads"] = Heads(app, domain)
    return cast("Heads", computed["heads"])


class Heads:
    """Makes the records of one build."""

    def __init__(self, app: Sphinx, domain: BlogDomain) -> None:
        """For the pages that the builder of an application writes."""
        self._domain, self._builder = domain, app.builder
        self._urls: dict[str, str] = {}

    @cached_property
    def site(self) -> Site:
        """What all pages have in common."""
        config = self._domain.env.config
        docname, title = home_of(self._domain)
        return Site(
            name=str(config.project),
            language=config.language or "en",
            locale=self._domain.wording.territorial,
            blog=Crumb(name=title, url=self.url(docname)),
        )

    def url(self, docname: str, anchor: str = "") -> str:
        """The URL under which a document is to be known; empty where the site has no address."""
        if not self._domain.canonical_base:
            return ""
        if docname not in self._urls:  # the pages of authors and categories are told again and again
            self._urls[docname] = absolute(self._domain.canonical_base, self._builder, docname)
        return f"{self._urls[docname]}#{anchor}" if anchor else self._urls[docname]

    def url_of(self, post: Post) -> str:
        """The URL of a post, or of what its author says is the original of it; empty where there is none."""
        return self._original(post) or self.url(post.docname, post.anchor)

    def article(self, post: Post, *, said: str = "") -> Article:
        """The record of a post.

        :param said: a description that the head has already, by its author.
        """
        return Article(
            title=post.title,
            url=self.url_of(post),
            description=post.description or said or post.summary,
            cover=self._cover(post.image, post.image_alt),
            published=post.date,
            modified=None if post.date and post.updated and post.updated < post.date else post.updated,
            expires=post.expires,
            authors=self._authors(post),
            sections=tuple(labels_of(self._domain, post, "category")),
            tags=tuple(labels_of(self._domain, post, "tag")),
            words=post.measure.words + post.measure.characters,
            minutes=post.measure.minutes,
            language=language_of(post.labels("language")),
            see_also=tuple(url for part in parts_beside(self._domain, post) if (url := self.url(*_place(part)))),
        )

    def page(self, docname: str, page: Page | None, *, said: str = "") -> PageHead:
        """The record of a page of the blog, or of a document with posts in it."""
        title = self._domain.env.titles.get(docname)
        named = page is not None and page.kind is PageKind.TERM
        term = self._domain.catalog.term(page.taxonomy, page.label) if named and page is not None else None
        info = term.info if term is not None else None
        return PageHead(
            title=title.astext() if title is not None else docname,
            url=self.url(docname),
            description=said or (info.description or info.bio if info is not None else ""),
            cover=self._cover(info.image, "") if info is not None else None,
            person=self._profile(term) if term is not None and term.taxonomy == "author" else None,
        )

    def crumbs(self, docname: str, title: str) -> list[Crumb]:
        """The way from the site's home to a page, with that itself."""
        above = [Crumb(name=name, url=self.url(found)) for found, name in crumbs_of(self._domain, docname)]
        return [*above, Crumb(name=title, url=self.url(docname))]

    def _original(self, post: Post) -> str:
        """What its author says is the original of a post; empty where that is no web address."""
        url = whole_url(self._domain.canonical_base, post.canonical) if post.canonical else ""
        return url if url.startswith(_WEB) else ""

    def _authors(self, post: Post) -> tuple[Person, ...]:
        terms = self._domain.catalog.terms_for(post, "author")
        if not terms:  # of an unlisted post: they may have no page
            return tuple(Person(name=label) for label in post.labels("author"))
        return tuple(Person(name=term.label, url=self._url_of_author(term)) for term in terms)

    def _url_of_author(self, term: Term) -> str:
        page = page_of_term(self._domain, term)
        own = whole_url("", term.info.url) if term.info.url.startswith(_WEB) else ""
        return own or (self.url(page) if page else "")

    def _profile(self, term: Term) -> Person:
        """All that the site says of an author."""
        return Person(
            name=term.label,
            url=self._url_of_author(term),
            description=term.info.bio or term.info.description,
            image=self._image(term.info.image),
            profiles=term.info.social,
        )

    def _cover(self, image: str, alt: str) -> Cover | None:
        url = self._image(image)
        return Cover(url=url, alt=alt) if url else None

    def _image(self, image: str) -> str:
        """The URL of an image; empty for what cannot be fetched from elsewhere."""
        if not image or image.startswith("data:"):
            return ""
        base = self._domain.base  # not that of another version, which may not have it
        found = image_url(base, self._builder, image) if base or "://" in image else ""
        return whole_url(base, found) if found else ""


def _place(post: Post) -> tuple[str, str]:
    return post.docname, post.anchor
