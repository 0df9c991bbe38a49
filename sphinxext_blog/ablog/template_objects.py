"""The objects for templates written for ABlog: the blog, its collections and its posts."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from ..builders import makes_data
from ..domain import blog_domain
from ..model.page_plan import join
from ..model.post import UNPUBLISHED, PostStatus, update_shown
from ..model.terms import cloud_sizes
from .labels import ablog_slug
from .options import ABlogOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["CATALOGS", "ABlogView", "CatalogView", "CollectionView", "PostView", "add_ablog_object"]


def add_ablog_object(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Add the object ``ablog`` to the context of a page (event: html-page-context)."""
    if not makes_data(app.builder):  # the builders of JSON and pickles store the whole context
        context.setdefault("ablog", ABlogView(blog_domain(app.env), pagename))
        context.setdefault("anchor", _anchor)


def _anchor(post: PostView) -> str:
    return f"#{post.section}" if post.section else ""


class ABlogView:
    """The blog as the object ``ablog`` of a page."""

    def __init__(self, domain: BlogDomain, pagename: str) -> None:
        """Create the object for a page."""
        self.domain, self.pagename = domain, pagename
        self.catalogs = {name: CatalogView(self, kind) for name, kind in CATALOGS.items()}
        self.archive = CatalogView(self, "archive")
        self.sizes: dict[tuple[str, int, int], dict[int, int]] = {}
        """Cache: the font size in a cloud by number of posts, by kind and range."""

    def __contains__(self, docname: object) -> bool:
        """Return whether a document is a post."""
        return docname in self.domain.catalog.built

    def __getitem__(self, docname: str) -> PostView | None:
        """Return the post of a document; None if the document is not a post."""
        post = self.domain.catalog.built.get(docname)
        return self.post(post) if post is not None else None

    def __len__(self) -> int:
        """Return the number of published posts."""
        return len(self.domain.catalog.listed)

    def __bool__(self) -> bool:
        """Return whether there are posts."""
        return bool(len(self))

    def __getattr__(self, name: str) -> Any:
        """Return a collection of terms, or an option of ABlog."""
        if name in CATALOGS:
            return self.catalogs[name]
        config = self.domain.env.config
        if name in ABlogOptions.__dataclass_fields__ or name.startswith("blog_"):
            return config[name]
        raise AttributeError(name)

    def post(self, post: Post) -> PostView:
        """Return a post."""
        return PostView(self, post)

    @property
    def posts(self) -> CollectionView:
        """All published posts."""
        return CollectionView(self, "post", "post", "Posts", self.page("index"), self.domain.catalog.listed)

    @property
    def drafts(self) -> CollectionView:
        """The posts that are not published yet."""
        catalog = self.domain.catalog
        posts = [post for post in catalog.built.values() if catalog.statuses[post.key] in UNPUBLISHED]
        return CollectionView(self, "post", "draft", "Drafts", self.page("drafts"), posts)

    def recent(self, num: int | None, docname: str | None = None, **_labels: object) -> list[PostView]:
        """Return the newest posts except those of a document."""
        posts = (post for post in self.domain.catalog.listed if post.docname != docname)
        return [self.post(post) for post in islice(posts, num)]

    def page(self, *names: str) -> str:
        """Return the docname of a page of the blog."""
        name = join(self.domain.options.path, *names)
        return self.domain.plan.docname_of(name) or name.removesuffix("/index")

    @property
    def fontawesome(self) -> bool:
        """Whether the site has icons."""
        names = ("fontawesome_included", "fontawesome_link_cdn", "fontawesome_css_file")
        return any(self.domain.env.config[name] for name in names)

    @property
    def feed_path(self) -> str:
        """The path of the feed."""
        return join(self.domain.options.path, "atom.xml")

    def page_id(self, pagename: str) -> str:
        """Return the identifier of a page for Disqus."""
        bare = pagename.removesuffix("index").strip("/")
        return f"/{bare}/" if bare else "/"

    def page_url(self, pagename: str) -> str:
        """Return the URL of a page, without the suffix of the builder."""
        return self.domain.base + pagename.removesuffix("index")


class CatalogView:
    """The terms of a taxonomy, or the years."""

    def __init__(self, view: ABlogView, kind: str) -> None:
        """Create the collections of a taxonomy or of years."""
        self._view, self._kind = view, kind
        self.name = self.xref = kind
        self.path = self.docname = view.page("archive") if kind == "archive" else view.page(kind, "index")

    def __iter__(self) -> Iterator[CollectionView]:
        """Yield the collections: by label, years newest first."""
        catalog = self._view.domain.catalog
        if self._kind == "archive":
            for year, posts in catalog.years.items():
                yield CollectionView(self._view, self._kind, str(year), str(year), self._view.page(str(year)), posts)
            return
        for term in catalog.terms.get(self._kind, ()):
            page = self._view.page(self._kind, term.slug)
            yield CollectionView(self._view, self._kind, term.label, term.label, page, term.posts, term.info.url)

    def __len__(self) -> int:
        """Return the number of posts in the collections."""
        return sum(map(len, self))

    def of(self, post: Post) -> list[CollectionView]:
        """Return the collections of a post, in the order of the source."""
        catalog = self._view.domain.catalog
        terms = {term.key: term for term in catalog.terms_for(post, self._kind)}
        keys = [catalog.vocabulary(self._kind).key_of(label) for label in post.labels(self._kind)]
        names = dict(zip(keys, post.labels(self._kind), strict=True))
        result = []
        for key, name in names.items():
            term = terms.get(key)
            label, posts = (term.label, term.posts) if term is not None else (name, ())
            page = self._view.page(self._kind, term.slug) if term is not None else ""
            result.append(CollectionView(self._view, self._kind, name, label, page, posts))
        return result


class CollectionView:
    """The posts of a term or a year."""

    def __init__(  # noqa: PLR0917 - what a collection is made of
        self, view: ABlogView, kind: str, label: str, name: str, docname: str, posts: Iterable[Post], href: str = ""
    ) -> None:
        """Create a collection of posts."""
        self._view, self._posts, self._kind = view, tuple(posts), kind
        self.label, self.name, self.href = escape(label), escape(name), escape(href) if href else None
        self.title, self.path, self.docname = self.name, docname, docname
        self.xref = f"{kind}-{ablog_slug(label)}"

    def __iter__(self) -> Iterator[PostView]:
        """Return the posts, newest first."""
        return (self._view.post(post) for post in self._posts)

    def __len__(self) -> int:
        """Return the number of posts."""
        return len(self._posts)

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def __html__(self) -> str:
        """Return the name, which is escaped."""
        return self.name

    def relsize(self, maxsize: int = 5, minsize: int = 1) -> int:
        """Return the font size of the name in a cloud."""
        sizes, key = self._view.sizes, (self._kind, maxsize, minsize)
        if key not in sizes:
            counts = [len(term.posts) for term in self._view.domain.catalog.terms.get(self._kind, ())]
            sizes[key] = dict(zip(counts, cloud_sizes(counts, maxsize - minsize + 1), strict=True))
        return minsize - 1 + sizes[key].get(len(self), 1)


CATALOGS = {"tags": "tag", "author": "author", "category": "category", "location": "location", "language": "language"}
"""The taxonomies by the attributes of posts in ABlog."""


class PostView:
    """A post."""

    def __init__(self, view: ABlogView, post: Post) -> None:
        """Create the object for a post."""
        self._view, self._post = view, post
        self.docname, self.section = post.docname, post.anchor
        self.title, self.summary = escape(post.title), escape(post.summary)
        self.date, self.external_link = post.date, escape(post.external_link)
        self.canonical_link = escape(post.canonical)
        self.nocomments = post.comments is False
        self.redirect = [escape(alias) for alias in post.aliases]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def __html__(self) -> str:
        """Return the title, which is escaped."""
        return self.title

    def __getattr__(self, name: str) -> list[CollectionView]:
        """Return the terms of a taxonomy."""
        if name not in CATALOGS:
            raise AttributeError(name)
        return self._view.catalogs[name].of(self._post)

    @property
    def published(self) -> bool:
        """Whether the post is published."""
        return self._view.domain.catalog.statuses[self._post.key] not in UNPUBLISHED

    @property
    def draft(self) -> bool:
        """Whether the post is not published."""
        return not self.published

    @property
    def update(self) -> datetime | None:
        """The date of the last update, or else the date of the post."""
        return self._post.updated or self._post.date

    @property
    def next(self) -> PostView | None:
        """The newer post."""
        return self._neighbor(0)

    @property
    def prev(self) -> PostView | None:
        """The older post."""
        return self._neighbor(1)

    def _neighbor(self, index: int) -> PostView | None:
        post = self._view.domain.catalog.prev_next().get(self._post.key, (None, None))[index]
        return self._view.post(post) if post is not None else None

    @property
    def card(self) -> dict[str, Any]:
        """The localized values for the sidebar ``ablog/postcard.html``."""
        messages, post = self._view.domain.messages, self._post
        updated = update_shown(post)
        date = messages.date(post.date) if post.date is not None else messages.status(PostStatus.DRAFT)
        rows = [(kind, escape(messages.taxonomy(kind)), getattr(self, name)) for name, kind in CATALOGS.items()]
        return {
            "date": escape(date),
            "updated": escape(messages.updated(updated)) if updated is not None else Markup(""),
            "rows": [row for row in rows if row[2]],
        }
