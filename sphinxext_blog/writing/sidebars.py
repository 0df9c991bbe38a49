"""Sidebars: what templates of a theme or an author can show of the blog on any page, worked out only where they do.

``html_sidebars`` names ``blog/recent.html`` and its like; they read the object ``sphinxext_blog`` of the page's
context, which is called ``blog`` as well where the author has nothing of that name.  What a page shows of other
documents belongs to its signature, so templates are searched for what they read.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup, escape
from sphinx.util.matching import patmatch
from sphinx.util.osutil import relative_uri

from ..domain import blog_domain
from ..model.page_plan import join
from ..model.signature import digest, title_facts
from ..model.terms import CLOUD_SIZES, cloud_sizes
from .around import rendered_part
from .templating import own_templates, package_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["PageBlog", "offer_data", "sidebar_facts"]

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


def offer_data(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Give the templates of a page the object ``blog`` (event: html-page-context)."""
    if not hasattr(app.builder, "implementation"):  # the builders of JSON and pickles store the whole context
        context["sphinxext_blog"] = PageBlog(blog_domain(app.env), pagename, context)
        context.setdefault("blog", context["sphinxext_blog"])  # an author may have another in html_context


class PageBlog:
    """The blog as a page's templates see it; all texts are escaped already.

    Each property has a ``title`` and ``items``, and the ``url`` of a page with more where there is one.
    """

    def __init__(self, domain: BlogDomain, pagename: str, context: Mapping[str, Any]) -> None:
        """The blog, seen from a page with a context."""
        self._domain, self._pagename, self._context = domain, pagename, context
        self._links: Callable[[str], str] | None = None

    @property
    def _link(self) -> Callable[[str], str]:
        """Return the function that gives the URL of a document as this page shows it.

        Other extensions may give a page a ``pathto`` of their own: a page that answers for addresses that do not exist
        needs links that hold wherever it is shown.
        """
        if self._links is None:
            root, uri = self._domain.env.config.root_doc, self._domain.app.builder.get_target_uri
            pathto = self._context["pathto"]
            usual = pathto(root) == (relative_uri(uri(self._pagename), uri(root)) or "#")
            self._links = self._usual if usual else pathto
        return self._links

    def part(self, name: str) -> Markup:
        """A part of the post that the page is, by the name of its template; empty on other pages."""
        return Markup(rendered_part(self._domain, self._pagename, name))  # noqa: S704 - a template has escaped it

    @property
    def recent(self) -> dict[str, Any]:
        """The newest posts."""
        return self._shown("recent", self._recent)

    @property
    def tags(self) -> dict[str, Any]:
        """All tags."""
        return self._shown("tags", self._terms)

    @property
    def categories(self) -> dict[str, Any]:
        """All categories."""
        return self._shown("categories", self._terms)

    @property
    def authors(self) -> dict[str, Any]:
        """All authors."""
        return self._shown("authors", self._terms)

    @property
    def locations(self) -> dict[str, Any]:
        """All places."""
        return self._shown("locations", self._terms)

    @property
    def languages(self) -> dict[str, Any]:
        """All languages."""
        return self._shown("languages", self._terms)

    @property
    def archives(self) -> dict[str, Any]:
        """The years."""
        return self._shown("archives", self._years)

    def _shown(self, name: str, make: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        """What a sidebar shows: made once for the pages of a folder, for they see the same addresses."""
        if self._link != self._usual:
            return make(name)
        folder = posixpath.dirname(self._domain.app.builder.get_target_uri(self._pagename))
        kept = cast("dict[str, tuple[str, dict[str, Any]]]", self._domain.build.computed.setdefault("sidebars", {}))
        if name not in kept or kept[name][0] != folder:
            kept[name] = folder, make(name)
        return kept[name][1]

    def _recent(self, _name: str) -> dict[str, Any]:
        domain = self._domain
        items = [
            {
                "label": escape(post.title),
                "url": escape(post.external_link or self._to(post.docname, post.anchor)),
                "date": escape(domain.wording.date(post.date, domain.options.short_date))
                if post.date is not None
                else "",
                "iso": post.date.isoformat() if post.date is not None else "",
            }
            for post in domain.catalog.listed[: domain.options.recent]
        ]
        return {"title": escape(domain.wording.said("recent")), "items": items, "url": self._page("index")}

    def _terms(self, name: str) -> dict[str, Any]:
        taxonomy = _TAXONOMIES[name]
        terms = self._domain.catalog.terms.get(taxonomy, ())
        sizes = cloud_sizes([term.count for term in terms], CLOUD_SIZES)
        items = [
            {
                "label": escape(term.label),
                "url": self._page(taxonomy, term.slug),
                "count": term.count,
                "size": size,
            }
            for term, size in zip(terms, sizes, strict=True)
        ]
        title = self._domain.wording.taxonomy(taxonomy)
        return {"title": escape(title), "items": items, "url": self._page(taxonomy, "index")}

    def _years(self, _name: str) -> dict[str, Any]:
        words = self._domain.wording
        items = [
            {"label": escape(words.year(year)), "url": self._page(str(year)), "count": len(posts)}
            for year, posts in self._domain.catalog.years.items()
        ]
        return {"title": escape(words.said("archive")), "items": items, "url": self._page("archive")}

    def _page(self, *names: str) -> str:
        """The address of a page of the blog; the archive's for a year without a page."""
        root, plan = self._domain.options.path, self._domain.plan
        docname = plan.docname_of(join(root, *names)) or plan.docname_of(join(root, "archive"))
        return str(escape(self._to(docname))) if docname is not None else ""

    def _to(self, docname: str, anchor: str = "") -> str:
        uri = self._link(docname)
        return f"{uri}#{anchor}" if anchor else uri

    def _usual(self, docname: str) -> str:
        builder = self._domain.app.builder
        folder = posixpath.dirname(builder.get_target_uri(self._pagename))
        # as seen from a page that no address leads to: a link to the page itself is the same on all pages of its folder
        return str(relative_uri(posixpath.join(folder, " "), builder.get_target_uri(docname)))


def sidebar_facts(app: Sphinx, domain: BlogDomain) -> Iterator[tuple[str, str]]:
    """(docname, digest of what its templates show of the blog) for each document that has such templates."""
    everywhere = _read_everywhere(app)
    named = [(pattern, _read_by(app, names)) for pattern, names in app.config.html_sidebars.items()]
    named = [(pattern, reads) for pattern, reads in named if reads]
    if not everywhere and not named:
        return
    digests = {name: digest(_facts(domain, name)) for name in everywhere.union(*(reads for _, reads in named))}
    for docname in sorted(domain.env.all_docs):
        reads = everywhere.union(*(found for pattern, found in named if patmatch(docname, pattern)))
        if reads:
            yield docname, digest([digests[name] for name in sorted(reads)])


def _facts(domain: BlogDomain, name: str) -> object:
    catalog = domain.catalog
    if name == _ALL:
        return [_known_of(domain, post) for post in catalog.built.values()]
    if name == "recent":
        return [(title_facts(post), post.date) for post in catalog.listed[: domain.options.recent]]
    if name == "archives":
        return [(year, len(posts)) for year, posts in catalog.years.items()]
    return [(term.label, term.slug, term.count) for term in catalog.terms.get(_TAXONOMIES[name], ())]


def _known_of(domain: BlogDomain, post: Post) -> object:
    catalog = domain.catalog
    filed = [(name, [(term.label, term.slug) for term in catalog.terms_for(post, name)]) for name, _ in post.terms]
    return title_facts(post), post.date, post.updated, catalog.states[post.key], filed


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
