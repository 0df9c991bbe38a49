"""View: the object ``ablog`` by which templates of a site see the blog, as ABlog documents it.

It looks up and keeps nothing; every text that it gives is escaped.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from ..builders import makes_data
from ..core.plan import join
from ..core.post import UNPUBLISHED
from ..domain import blog_domain
from .collectionview import CatalogView, CollectionView
from .options import ABlogOptions
from .postview import CATALOGS, PostView

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.post import Post
    from ..domain import BlogDomain

__all__ = ["ABlogView", "offer_view"]


def offer_view(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Give the templates of a page the object ``ablog`` (event: html-page-context)."""
    if not makes_data(app.builder):  # the builders of JSON and pickles store the whole context
        context.setdefault("ablog", ABlogView(blog_domain(app.env), pagename))
        context.setdefault("anchor", _anchor)


def _anchor(post: PostView) -> str:
    return f"#{post.section}" if post.section else ""


class ABlogView:
    """The blog, seen from a page."""

    def __init__(self, domain: BlogDomain, pagename: str) -> None:
        """The blog, seen from a page."""
        self.domain, self.pagename = domain, pagename
        self.catalogs = {name: CatalogView(self, kind) for name, kind in CATALOGS.items()}
        self.archive = CatalogView(self, "archive")
        self.sizes: dict[tuple[str, int, int], dict[int, int]] = {}
        """By kind and range: the size of a name in a cloud by its number of posts, once it was asked for."""

    def __contains__(self, docname: object) -> bool:
        """Whether a document is a post."""
        return docname in self.domain.catalog.built

    def __getitem__(self, docname: str) -> PostView | None:
        """The post that a document is; None for another document."""
        found = self.domain.catalog.built.get(docname)
        return self.post(found) if found is not None else None

    def __len__(self) -> int:
        """The number of published posts."""
        return len(self.domain.catalog.listed)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(len(self))

    def __getattr__(self, name: str) -> Any:
        """A catalogue of terms, or an option of ABlog."""
        if name in CATALOGS:
            return self.catalogs[name]
        config = self.domain.env.config
        if name in ABlogOptions.__dataclass_fields__ or name.startswith("blog_"):
            return config[name]
        raise AttributeError(name)

    def post(self, post: Post) -> PostView:
        """A post."""
        return PostView(self, post)

    @property
    def posts(self) -> CollectionView:
        """All published posts."""
        return CollectionView(self, "post", "post", "Posts", self.page("index"), self.domain.catalog.listed)

    @property
    def drafts(self) -> CollectionView:
        """The posts that are not published yet."""
        catalog = self.domain.catalog
        found = [post for post in catalog.built.values() if catalog.states[post.key] in UNPUBLISHED]
        return CollectionView(self, "post", "draft", "Drafts", self.page("drafts"), found)

    def recent(self, num: int | None, docname: str | None = None, **_labels: object) -> list[PostView]:
        """The newest posts, but for that of a document."""
        found = (post for post in self.domain.catalog.listed if post.docname != docname)
        return [self.post(post) for post in islice(found, num)]

    def page(self, *names: str) -> str:
        """The docname of a page of the blog."""
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
        """A page's name for Disqus."""
        bare = pagename.removesuffix("index").strip("/")
        return f"/{bare}/" if bare else "/"

    def page_url(self, pagename: str) -> str:
        """A page's URL, without the builder's suffix."""
        return self.domain.base + pagename.removesuffix("index")
