"""Sidebars: what templates of a theme or an author can show of the blog on any page, made only where they do.

``html_sidebars`` names ``blog/recent.html`` and its like; they read the object ``sphinxext_blog`` of the page's
context, which is called ``blog`` as well where the author has nothing of that name.  What a page shows of other
documents is part of its fingerprint, so templates are searched for what they read.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from ..builders import makes_data
from ..domain import blog_domain, per_build
from ..model.page_plan import join
from ..model.page_views import (
    AnyPost,
    KnownPosts,
    RecentPost,
    RecentPosts,
    SidebarTerm,
    SidebarTerms,
    SidebarYear,
    SidebarYears,
)
from ..model.terms import CLOUD_SIZES, cloud_sizes
from ..model.views import Link
from ..sphinx_compat import patmatch, relative_uri
from .component_views import link_to, link_to_term
from .components import rendered_part
from .context import FolderContext
from .templates import own_templates, package_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.page_views import SidebarView
    from ..model.post import Post
    from ..pages.link_views import LinkViews

__all__ = ["PageBlog", "offer_data", "sidebar_values", "sidebar_views"]

_TAXONOMIES = {
    "tags": "tag",
    "categories": "category",
    "authors": "author",
    "locations": "location",
    "languages": "language",
}
_READS = re.compile(r"\b(?:sphinxext_)?blog\.(recent|tags|categories|authors|locations|languages|archives)\b")
_ALL = "all"
"""What templates read that see the blog by an object of which nothing is known here."""
_PACKAGE = Path(__file__).parents[1]


# -- views -------------------------------------------------------------------------------------------------------------


def sidebar_views(app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, views of what its templates show) of each document with such templates."""
    everywhere = _read_everywhere(app)
    named = [(pattern, _read_by(app, names)) for pattern, names in app.config.html_sidebars.items()]
    named = [(pattern, reads) for pattern, reads in named if reads]
    if not everywhere and not named:
        return
    views = views_of_sidebars(domain)
    for docname in sorted(domain.env.all_docs):
        reads = everywhere.union(*(found for pattern, found in named if patmatch(docname, pattern)))
        if reads:
            yield docname, [views.of(name) for name in sorted(reads)]


class SidebarViews:
    """Makes the views of one build, each once."""

    def __init__(self, domain: BlogDomain) -> None:
        """Make views of the posts and terms of a build."""
        self._domain, self._catalog, self._options = domain, domain.catalog, domain.options
        self._known: dict[str, SidebarView] = {}

    def of(self, name: str) -> SidebarView:
        """Return the view of a sidebar by the name of the attribute that templates read."""
        if name not in self._known:
            self._known[name] = self._view(name)
        return self._known[name]

    def _view(self, name: str) -> SidebarView:
        if name == _ALL:
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
        return self._terms(_TAXONOMIES[name])

    def _terms(self, taxonomy: str) -> SidebarTerms:
        terms = self._catalog.terms.get(taxonomy, ())
        sizes = cloud_sizes([term.count for term in terms], CLOUD_SIZES)
        found = (
            SidebarTerm(term=self._page(term.label, taxonomy, term.slug), count=term.count, size=size)
            for term, size in zip(terms, sizes, strict=True)
        )
        return SidebarTerms(taxonomy=taxonomy, terms=tuple(found), more=self._page("", taxonomy, "index"))

    def _page(self, text: str, *names: str) -> Link:
        """Return a link to a page of the blog; to the archive for a year without a page, to nothing without one."""
        root, plan = self._options.path, self._domain.plan
        docname = plan.docname_of(join(root, *names)) or plan.docname_of(join(root, "archive"))
        return Link(text=text, docname=docname or "")

    def _any_post(self, post: Post) -> AnyPost:
        filed = ((name, self._catalog.terms_for(post, name)) for name, _ in post.terms)
        return AnyPost(
            post=link_to(post),
            date=post.date,
            updated=post.updated,
            status=self._catalog.statuses[post.key],
            terms=tuple((name, tuple(link_to_term(self._domain, term) for term in terms)) for name, terms in filed),
        )


views_of_sidebars = per_build(SidebarViews)


# -- display -----------------------------------------------------------------------------------------------------------


def offer_data(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Give the templates of a page the object ``blog`` (event: html-page-context)."""
    if makes_data(app.builder):  # the builders of JSON and pickles store the whole context
        return
    domain = blog_domain(app.env)

    def sidebar(name: str) -> dict[str, Any]:
        return _shown(app, domain, pagename, name, context)

    def component(name: str) -> str:
        return rendered_part(domain, pagename, name)

    context["sphinxext_blog"] = PageBlog(sidebar, component)
    context.setdefault("blog", context["sphinxext_blog"])  # an author may have another in html_context


class PageBlog:
    """The blog as a page's templates see it; all texts are escaped already.

    Each property has a ``title`` and ``items``, and the ``url`` of a page with more where there is one.
    """

    def __init__(self, sidebar: Callable[[str], dict[str, Any]], component: Callable[[str], str]) -> None:
        """Show the blog on a page by what makes the values of a sidebar, and a component as HTML, by name."""
        self._sidebar, self._component = sidebar, component

    def component(self, name: str) -> Markup:
        """A component of the post that the page is, by the name of its template; empty on other pages."""
        return Markup(self._component(name))  # noqa: S704 - a template has escaped it

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
    def archives(self) -> dict[str, Any]:
        """The years."""
        return self._sidebar("archives")


@per_build
def _shown_before(_domain: BlogDomain) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return a place for (folder of the page, values) of each sidebar that was shown."""
    return {}


def _shown(app: Sphinx, domain: BlogDomain, pagename: str, name: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a sidebar shows: made once for the pages of a folder, for URLs are the same from all of them.

    Other extensions may give a page a ``pathto`` of their own: a page that answers for addresses that do not exist
    needs links that hold wherever it is shown.
    """
    uri, root, pathto = app.builder.get_target_uri, app.config.root_doc, context["pathto"]
    folder = posixpath.dirname(uri(pagename))
    if pathto(root) != (relative_uri(uri(pagename), uri(root)) or "#"):
        view = views_of_sidebars(domain).of(name)
        return sidebar_values(view, FolderContext(app, domain.messages, folder, view, pathto))
    kept = _shown_before(domain)
    if name not in kept or kept[name][0] != folder:
        view = views_of_sidebars(domain).of(name)
        kept[name] = folder, sidebar_values(view, FolderContext(app, domain.messages, folder, view))
    return kept[name][1]


def sidebar_values(view: SidebarView, context: FolderContext) -> dict[str, Any]:
    """Return the values of a sidebar for templates."""
    words = context.words
    if isinstance(view, RecentPosts):
        items: list[dict[str, Any]] = [_recent(found, view.date_format, context) for found in view.posts]
        return {"title": escape(words.text("recent")), "items": items, "url": _url(view.more, context)}
    if isinstance(view, SidebarTerms):
        items = [
            {
                "label": escape(found.term.text),
                "url": _url(found.term, context),
                "count": found.count,
                "size": found.size,
            }
            for found in view.terms
        ]
        return {"title": escape(words.taxonomy(view.taxonomy)), "items": items, "url": _url(view.more, context)}
    assert isinstance(view, SidebarYears)
    items = [
        {"label": escape(words.year(found.year)), "url": _url(found.page, context), "count": found.count}
        for found in view.years
    ]
    return {"title": escape(words.text("archive")), "items": items, "url": _url(view.more, context)}


def _recent(found: RecentPost, date_format: str, context: FolderContext) -> dict[str, Any]:
    date = found.date
    return {
        "label": escape(found.post.text),
        "url": _url(found.post, context),
        "date": escape(context.words.date(date, date_format)) if date is not None else "",
        "iso": date.isoformat() if date is not None else "",
    }


def _url(link: Link, context: FolderContext) -> str:
    return str(escape(context.url(link)))


# -- what templates read -----------------------------------------------------------------------------------------------


def _read_in(app: Sphinx, file: Path) -> set[str]:
    """What a template reads of the blog."""
    text = file.read_text(encoding="utf-8", errors="replace")
    name = blog_domain(app.env).options.object_name
    sees_all = name and not file.is_relative_to(_PACKAGE) and re.search(rf"\b{name}\b", text)
    return {*_READS.findall(text), *([_ALL] if sees_all else ())}


def _read_by(app: Sphinx, names: object) -> frozenset[str]:
    """What the templates of a list in ``html_sidebars`` read."""
    if not isinstance(names, (list, tuple)):
        return frozenset()
    found: set[str] = set()
    for name in names:
        files = [folder / str(name) for folder in (*own_templates(app), *package_templates(app))]
        file = next((file for file in files if file.is_file()), None)
        found |= _read_in(app, file) if file is not None else set()
    return frozenset(found)


def _read_everywhere(app: Sphinx) -> frozenset[str]:
    """What the author's templates read that are not sidebars, and so may stand on any page."""
    sidebars = {str(name) for names in app.config.html_sidebars.values() for name in (names or ())}
    found: set[str] = set()
    for folder in own_templates(app):
        for file in sorted(folder.rglob("*.html")) if folder.is_dir() else ():
            if file.relative_to(folder).as_posix() not in sidebars:
                found |= _read_in(app, file)
    return frozenset(found)
