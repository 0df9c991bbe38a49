"""Views of heads, made from the post catalog, the page plan and titles."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..domain import per_build
from ..model.head_views import ArticleView, HeadView, ImageView, PageView, PersonView, PostingView, SiteView
from ..model.page_plan import PageKind, join, page_name
from ..model.post import UNPUBLISHED, State
from ..model.views import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.page_plan import Page
    from ..model.post import Post
    from ..model.terms import Term
    from ..pages.link_views import LinkViews

__all__ = ["HeadViews", "head_views", "image_view", "posting_of", "views_of_heads"]

_MOST_PARTS = 6
"""How many other parts of a series the head of one names."""


@per_build
def views_of_heads(domain: BlogDomain) -> HeadViews:
    """Return the maker of views of this build."""
    return HeadViews(domain)


def head_views(_app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, view of the head) of each post and page of the blog; a source of fingerprints."""
    views = views_of_heads(domain)
    posts = {post.docname: None for post in domain.catalog.built.values()}
    for docname in dict.fromkeys((*posts, *domain.pages, *domain.records.overrides)):
        yield docname, views.of(docname)


def image_view(domain: BlogDomain, path: str, alt: str = "") -> ImageView | None:
    """Return the view of an image; None for an empty path, and for one that is no file and has no URL."""
    if not path or path.startswith("data:"):
        return None
    file = domain.env.images[path][1] if path in domain.env.images else ""
    return ImageView(path=path, file=file, alt=alt)


class HeadViews:
    """Makes the views of one build; what several pages show is made once."""

    def __init__(self, domain: BlogDomain) -> None:
        """Make views of the posts and pages of a build."""
        self._domain, self._catalog, self._plan = domain, domain.catalog, domain.plan

    def of(self, docname: str) -> HeadView | None:
        """Return the view of the head of a document; None if it is neither a post nor a page of the blog."""
        built = self._catalog.built
        posts = [built[post.key] for post in self._domain.posts.get(docname, ()) if post.key in built]
        page = self._plan.page(docname)
        if not posts and page is None:
            return None
        whole = next((post for post in posts if not post.anchor), None)
        hidden = self._is_hidden(posts, whole, page)
        if not self._domain.options.head:
            return HeadView(is_hidden=hidden)
        return HeadView(
            is_hidden=hidden,
            site=self._site,
            articles=tuple(map(self._article, posts)),
            page=self._page(docname, page) if whole is None else None,
            crumbs=self._crumbs(docname, page, whole),
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
        """A link to the home of the blog; to the author's document if that overrides it."""
        docname = self._plan.docname_of(join(self._domain.options.path, "index"))
        return self._titled(docname or self._domain.env.config.root_doc)

    def _is_hidden(self, posts: list[Post], whole: Post | None, page: Page | None) -> bool:
        """Return whether a page is not for search engines: unpublished, or not linked from anywhere."""
        states = self._catalog.states
        if any(states[post.key] in UNPUBLISHED for post in posts):  # in a preview; a section, too
            return True
        is_unlisted = whole is not None and states[whole.key] is State.UNLISTED
        return is_unlisted or (page is not None and page.kind is PageKind.DRAFTS)

    def _article(self, post: Post) -> ArticleView:
        return ArticleView(
            key=post.key,
            posting=posting_of(post),
            description=post.description,
            summary=post.summary,
            image=image_view(self._domain, post.image, post.image_alt),
            modified=None if post.date and post.updated and post.updated < post.date else post.updated,
            expires=post.expires,
            authors=self._authors(post),
            sections=self._labels(post, "category"),
            tags=self._labels(post, "tag"),
            minutes=post.measure.minutes,
            languages=post.labels("language"),
            see_also=tuple(Link(text="", docname=part.docname, anchor=part.anchor) for part in self._other_parts(post)),
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
            description=(term.info.description or term.info.bio) if term is not None else "",
            image=image_view(self._domain, term.info.image) if term is not None else None,
            person=self._profile(term) if term is not None and term.taxonomy == "author" else None,
            postings=postings,
        )

    def _authors(self, post: Post) -> tuple[PersonView, ...]:
        terms = self._catalog.terms_for(post, "author")
        if not terms:  # of an unlisted post: they may have no page
            return tuple(PersonView(name=label) for label in post.labels("author"))
        return tuple(PersonView(name=term.label, page=self._term_page(term), url=term.info.url) for term in terms)

    def _profile(self, term: Term) -> PersonView:
        """Return the view of an author, with all of the term data."""
        info = term.info
        return PersonView(
            name=term.label,
            page=self._term_page(term),
            url=info.url,
            description=info.bio or info.description,
            image=image_view(self._domain, info.image),
            profiles=info.social,
        )

    def _labels(self, post: Post, taxonomy: str) -> tuple[str, ...]:
        """Return the labels of a post as the terms have them; as the author wrote them if they have no page."""
        return tuple(term.label for term in self._catalog.terms_for(post, taxonomy)) or post.labels(taxonomy)

    def _other_parts(self, post: Post) -> list[Post]:
        """Return the other parts of the series of a post, the newest ones first."""
        series = (term.posts for term in self._catalog.terms_for(post, "series"))
        parts = {part.key: part for posts in series for part in posts if part.key != post.key}
        return list(parts.values())[:_MOST_PARTS]

    def _crumbs(self, docname: str, page: Page | None, whole: Post | None) -> tuple[Link, ...]:
        config = self._domain.env.config
        above = [Link(text=str(config.project), docname=config.root_doc), self._home]
        if page is not None:
            above += self._above_page(page)
        elif whole is not None:
            found = ((term, self._term_page(term)) for term in self._catalog.terms_for(whole, "category")[:1])
            above += [link for _, link in found if link is not None]
        # once each: a blog may be the home of its site
        return tuple({link.docname: link for link in above if link.docname != docname}.values())

    def _above_page(self, page: Page) -> Iterator[Link]:
        root = self._domain.options.path
        above = []
        if page.kind is PageKind.TERM:
            above.append(join(root, page.taxonomy, "index"))
        if page.kind is PageKind.MONTH:
            above.append(join(root, str(page.year)))
        if page.number > 1:
            above.append(page_name(page.first, 1))
        for name in above:
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
    """Return the view of a post in the data of the home page."""
    link = Link(text=post.title, docname=post.docname, anchor=post.anchor)
    return PostingView(post=link, canonical=post.canonical, published=post.date)
