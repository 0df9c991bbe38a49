"""Sidebars: the data of the blog that templates of a theme or an author can display on any page, made on demand.

``html_sidebars`` contains names such as ``blog/recent.html``.  These templates read the object ``sphinxext_blog`` of
the template context, which is also available as ``blog`` unless the author uses that name.  The data is part of the
fingerprint of a page, so templates are searched for the attributes that they read.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from ..builders import makes_data, writes_page_per_document
from ..domain import blog_domain, per_build
from ..model.listing_views import ProfileLink
from ..model.page_plan import join
from ..model.page_views import (
    AnyPost,
    ImageView,
    KnownPosts,
    RecentPost,
    RecentPosts,
    SidebarCount,
    SidebarProfile,
    SidebarTerm,
    SidebarTerms,
    SidebarYear,
    SidebarYears,
)
from ..model.services import PROFILES, profile_name
from ..model.terms import CLOUD_SIZES, cloud_sizes
from ..model.views import Link
from ..sphinx_compat import patmatch, relative_uri
from .component_views import link_to, link_to_term
from .components import render_component
from .context import FolderContext
from .templates import author_template_folders, package_template_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..domain import BlogDomain
    from ..model.page_views import SidebarView
    from ..model.post import Post
    from ..model.terms import TermInfo
    from ..pages.link_views import LinkViews

__all__ = [
    "PageBlog",
    "add_blog_object",
    "profile_picture",
    "register_profile_picture",
    "sidebar_values",
    "sidebar_views",
]

_TAXONOMIES = {
    "tags": "tag",
    "categories": "category",
    "authors": "author",
    "locations": "location",
    "languages": "language",
}
_ATTRIBUTES = re.compile(
    r"\b(?:sphinxext_)?blog\.(recent|tags|categories|authors|locations|languages|archives|profile)\b"
)
_ALL_DATA = "all"
"""The pseudo attribute of templates that read the object of a compatibility mode, which may contain any data."""
_PACKAGE = Path(__file__).parents[1]


# -- views -------------------------------------------------------------------------------------------------------------


def sidebar_views(app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, views of its sidebars) of each document with such templates, as a source of fingerprints."""
    common = _common_attributes(app)
    sidebars = [(pattern, _attributes_of_sidebars(app, names)) for pattern, names in app.config.html_sidebars.items()]
    sidebars = [(pattern, attributes) for pattern, attributes in sidebars if attributes]
    if not common and not sidebars:
        return
    views = views_of_sidebars(domain)
    for docname in sorted(domain.env.all_docs):
        attributes = common.union(*(names for pattern, names in sidebars if patmatch(docname, pattern)))
        if attributes:
            yield docname, [views.of(name) for name in sorted(attributes)]


class SidebarViews:
    """Makes the views of one build, each once."""

    def __init__(self, domain: BlogDomain) -> None:
        """Make views of the posts and terms of a build."""
        self._domain, self._catalog, self._options = domain, domain.catalog, domain.options
        self._views: dict[str, SidebarView] = {}

    def of(self, name: str) -> SidebarView:
        """Return the view of a sidebar by the attribute that templates read."""
        if name not in self._views:
            self._views[name] = self._view(name)
        return self._views[name]

    def _view(self, name: str) -> SidebarView:
        if name == _ALL_DATA:
            return KnownPosts(posts=tuple(map(self._any_post, self._catalog.built.values())))
        if name == "recent":
            newest = self._catalog.listed[: self._options.recent_posts]
            posts = tuple(RecentPost(post=link_to(post), date=post.date) for post in newest)
            return RecentPosts(posts=posts, more=self._page("", "index"), date_format=self._options.short_date)
        if name == "archives":
            years = (
                SidebarYear(year=year, count=len(posts), page=self._page("", str(year)))
                for year, posts in self._catalog.years.items()
            )
            return SidebarYears(years=tuple(years), more=self._page("", "archive"))
        if name == "profile":
            return self._profile()
        return self._terms(_TAXONOMIES[name])

    def _terms(self, taxonomy: str) -> SidebarTerms:
        terms = self._catalog.terms.get(taxonomy, ())
        sizes = cloud_sizes([term.count for term in terms], CLOUD_SIZES)
        items = (
            SidebarTerm(term=self._page(term.label, taxonomy, term.slug), count=term.count, size=size)
            for term, size in zip(terms, sizes, strict=True)
        )
        return SidebarTerms(taxonomy=taxonomy, terms=tuple(items), more=self._page("", taxonomy, "index"))

    def _profile(self) -> SidebarProfile:
        label, info = author_of_profile(self._domain)
        term = self._catalog.term("author", label)
        page = self._domain.plan.docname_of(join(self._options.path, "author", term.slug)) if term is not None else None
        urls = ([("website", info.url)] if info.url else []) + [*info.social]
        motto = info.description or self._options.subtitle.strip() or info.bio
        file = self._domain.env.images[info.image][1] if info.image in self._domain.env.images else ""
        return SidebarProfile(
            author=Link(text=label, docname=page) if page else self._page(label, "index"),
            motto=motto.partition("\n\n")[0],
            image=ImageView(path=info.image, file=file, alt=label) if info.image else None,
            digest=self._domain.term_data.images.get(info.image, ""),
            counts=tuple(self._counts()),
            profiles=tuple(ProfileLink(name=name, link=self._profile_link(name, url)) for name, url in urls),
        )

    def _profile_link(self, name: str, url: str) -> Link:
        text = profile_name(name, url)
        return Link(text=self._domain.messages.service(text) if name in PROFILES else text, url=url)

    def _counts(self) -> Iterator[SidebarCount]:
        """Yield the numbers of posts, categories and tags, if there are any."""
        if posts := len(self._catalog.listed):
            yield SidebarCount(name="posts", count=posts, page=self._page("", "archive"))
        for taxonomy in ("category", "tag"):
            if count := len(self._catalog.terms.get(taxonomy, ())):
                yield SidebarCount(name=taxonomy, count=count, page=self._page("", taxonomy, "index"))

    def _page(self, text: str, *names: str) -> Link:
        """Return a link to a page of the blog; if it does not exist, to the archive, if there is one."""
        root, plan = self._options.path, self._domain.plan
        docname = plan.docname_of(join(root, *names)) or plan.docname_of(join(root, "archive"))
        return Link(text=text, docname=docname or "")

    def _any_post(self, post: Post) -> AnyPost:
        groups = ((name, self._catalog.terms_for(post, name)) for name, _ in post.terms)
        return AnyPost(
            post=link_to(post),
            date=post.date,
            updated=post.updated,
            status=self._catalog.statuses[post.key],
            terms=tuple((name, tuple(link_to_term(self._domain, term) for term in terms)) for name, terms in groups),
        )


views_of_sidebars = per_build(SidebarViews)


def author_of_profile(domain: BlogDomain) -> tuple[str, TermInfo]:
    """Return the label and the data of the author whom the sidebar presents."""
    authors = domain.term_data.vocabularies["author"]
    used = domain.catalog.terms.get("author", ())
    label = domain.options.profile.strip() or next((info.label for info in authors.infos.values()), "")
    if not label and used:
        label = max(used, key=lambda term: term.count).label
    info = authors.info(authors.key_of(label))
    term = domain.catalog.term("author", label)
    return info.label or (term.label if term is not None else label) or domain.env.config.author, info


@per_build
def shows_profile(domain: BlogDomain) -> bool:
    """Return whether a sidebar or another template presents an author."""
    app = domain.app
    names = (name for pattern in app.config.html_sidebars.values() for name in (pattern or ()))
    return "profile" in _common_attributes(app) | _attributes_of_sidebars(app, [*names])


def profile_picture(app: Sphinx) -> str:
    """Return the path of the picture that the sidebar displays; empty for a URL, and without a sidebar."""
    domain = blog_domain(app.env)
    image = author_of_profile(domain)[1].image if domain.term_data.images else ""
    return image if image in domain.term_data.images and shows_profile(domain) else ""


def register_profile_picture(app: Sphinx, builder: Builder) -> None:
    """Register the picture of the sidebar for copying (event: write-started)."""
    images = app.env.images
    path = profile_picture(app) if writes_page_per_document(builder) else ""
    if path in images:
        builder.images.setdefault(path, images[path][1])


# -- display -----------------------------------------------------------------------------------------------------------


def add_blog_object(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Add the object ``blog`` to the template context of a page (event: html-page-context)."""
    if makes_data(app.builder):  # the builders of JSON and pickles store the whole context
        return
    domain = blog_domain(app.env)

    def sidebar(name: str) -> dict[str, Any]:
        return _cached_values(app, domain, pagename, name, context)

    def component(name: str) -> str:
        return render_component(domain, pagename, name)

    context["sphinxext_blog"] = PageBlog(sidebar, component)
    context.setdefault("blog", context["sphinxext_blog"])  # html_context may contain another object


class PageBlog:
    """The blog in the templates of a page; all texts are escaped.

    Each property has a ``title``, ``items``, and the ``url`` of a page with more items, if it exists.
    """

    def __init__(self, sidebar: Callable[[str], dict[str, Any]], component: Callable[[str], str]) -> None:
        """Use functions that return the values of a sidebar, and the HTML of a component, by name."""
        self._sidebar, self._component = sidebar, component

    def component(self, name: str) -> Markup:
        """Return a component of the post as HTML, by the name of its template; empty on other pages."""
        return Markup(self._component(name))  # noqa: S704 - escaped by its template

    @property
    def recent(self) -> dict[str, Any]:
        """The newest posts."""
        return self._sidebar("recent")

    @property
    def tags(self) -> dict[str, Any]:
        """All tags."""
        return self._sidebar("tags")

    @property
    def categories(self) -> dict[str, Any]:
        """All categories."""
        return self._sidebar("categories")

    @property
    def authors(self) -> dict[str, Any]:
        """All authors."""
        return self._sidebar("authors")

    @property
    def locations(self) -> dict[str, Any]:
        """All locations."""
        return self._sidebar("locations")

    @property
    def languages(self) -> dict[str, Any]:
        """All languages."""
        return self._sidebar("languages")

    @property
    def profile(self) -> dict[str, Any]:
        """The author: also ``motto``, ``image``, ``image_alt`` and ``links``."""
        return self._sidebar("profile")

    @property
    def archives(self) -> dict[str, Any]:
        """The years."""
        return self._sidebar("archives")


@per_build
def _sidebar_cache(_domain: BlogDomain) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return a dictionary for (folder of the page, values) of each sidebar."""
    return {}


def _cached_values(
    app: Sphinx, domain: BlogDomain, pagename: str, name: str, context: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values of a sidebar, made once for the pages of a folder, which have the same relative URLs.

    Other extensions may replace ``pathto`` of a page: an error page needs links that work at any URL.
    """
    uri, root, pathto = app.builder.get_target_uri, app.config.root_doc, context["pathto"]
    folder = posixpath.dirname(uri(pagename))
    if pathto(root) != (relative_uri(uri(pagename), uri(root)) or "#"):
        view = views_of_sidebars(domain).of(name)
        return sidebar_values(view, FolderContext(app, domain.messages, folder, view, pathto))
    cache = _sidebar_cache(domain)
    if name not in cache or cache[name][0] != folder:
        view = views_of_sidebars(domain).of(name)
        cache[name] = folder, sidebar_values(view, FolderContext(app, domain.messages, folder, view))
    return cache[name][1]


def sidebar_values(view: SidebarView, context: FolderContext) -> dict[str, Any]:
    """Return the values of a sidebar for templates."""
    messages = context.messages
    if isinstance(view, RecentPosts):
        items: list[dict[str, Any]] = [_recent(post, view.date_format, context) for post in view.posts]
        return {"title": escape(messages.text("recent")), "items": items, "url": _url(view.more, context)}
    if isinstance(view, SidebarTerms):
        items = [
            {
                "label": escape(item.term.text),
                "url": _url(item.term, context),
                "count": item.count,
                "size": item.size,
            }
            for item in view.terms
        ]
        return {"title": escape(messages.taxonomy(view.taxonomy)), "items": items, "url": _url(view.more, context)}
    if isinstance(view, SidebarProfile):
        return _profile_values(view, context)
    assert isinstance(view, SidebarYears)
    items = [
        {"label": escape(messages.year(item.year)), "url": _url(item.page, context), "count": item.count}
        for item in view.years
    ]
    return {"title": escape(messages.text("archive")), "items": items, "url": _url(view.more, context)}


def _recent(item: RecentPost, date_format: str, context: FolderContext) -> dict[str, Any]:
    date = item.date
    return {
        "label": escape(item.post.text),
        "url": _url(item.post, context),
        "date": escape(context.messages.date(date, date_format)) if date is not None else "",
        "iso": date.isoformat() if date is not None else "",
    }


def _profile_values(view: SidebarProfile, context: FolderContext) -> dict[str, Any]:
    messages = context.messages
    items = [
        {
            "label": escape(messages.text("posts") if item.name == "posts" else messages.taxonomy(item.name)),
            "url": _url(item.page, context),
            "count": item.count,
        }
        for item in view.counts
    ]
    links = [
        {"label": escape(item.link.text), "url": _url(item.link, context), "css_class": escape(item.css_class)}
        for item in view.profiles
    ]
    return {
        "title": escape(view.author.text),
        "url": _url(view.author, context),
        "motto": escape(view.motto),
        "image": str(escape(context.picture_url(view.image))) if view.image is not None else "",
        "image_alt": escape(view.image.alt) if view.image is not None else "",
        "items": items,
        "links": links,
    }


def _url(link: Link, context: FolderContext) -> str:
    return str(escape(context.url(link)))


# -- what templates read -----------------------------------------------------------------------------------------------


def _attributes_in(app: Sphinx, file: Path) -> set[str]:
    """Return the attributes of the blog that a template reads."""
    text = file.read_text(encoding="utf-8", errors="replace")
    name = blog_domain(app.env).options.object_name
    reads_all = name and not file.is_relative_to(_PACKAGE) and re.search(rf"\b{name}\b", text)
    return {*_ATTRIBUTES.findall(text), *([_ALL_DATA] if reads_all else ())}


def _attributes_of_sidebars(app: Sphinx, names: object) -> frozenset[str]:
    """Return the attributes that the templates in a list of ``html_sidebars`` read."""
    if not isinstance(names, (list, tuple)):
        return frozenset()
    attributes: set[str] = set()
    for name in names:
        files = [folder / str(name) for folder in (*author_template_folders(app), *package_template_folders(app))]
        file = next((file for file in files if file.is_file()), None)
        attributes |= _attributes_in(app, file) if file is not None else set()
    return frozenset(attributes)


def _common_attributes(app: Sphinx) -> frozenset[str]:
    """Return the attributes that the other templates of the author read, which any page may include."""
    sidebars = {str(name) for names in app.config.html_sidebars.values() for name in (names or ())}
    attributes: set[str] = set()
    for folder in author_template_folders(app):
        for file in sorted(folder.rglob("*.html")) if folder.is_dir() else ():
            if file.relative_to(folder).as_posix() not in sidebars:
                attributes |= _attributes_in(app, file)
    return frozenset(attributes)
