"""Navigation: the navigation of themes for posts and generated pages outside of toctrees.

A toctree with hundreds of posts makes a large site slow, since Sphinx resolves it for each page.  Therefore posts need
no toctree: their pages display the toctree of the home page, adapted, and previous/next links by date.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes
from sphinx.locale import _

from ..builders import makes_data
from ..domain import blog_domain, per_build
from ..model.page_plan import join, page_name
from ..model.page_views import NavigationView, PageLink, Toctrees
from ..model.views import Link
from ..nodes import find_nodes
from ..source.link_titles import markup_of_title, readable_title, title_runs
from ..sphinx_compat import global_toctree, relations_of, render_partial
from .component_views import views_of_components
from .context import PageContext, title_markup
from .excerpt import adapt_uri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..pages.link_views import LinkViews

__all__ = [
    "adapt_navigation",
    "escape_plain_title",
    "hide_source",
    "navigation_views",
    "prev_next_pages",
    "restore_toctree",
]


def prev_next_pages(domain: BlogDomain, docname: str) -> dict[str, str]:
    """Return the previous and next pages of a paginated listing, as ``prev`` and ``next``, like its pager."""
    plan = domain.plan
    page = plan.page(docname)
    pages: dict[str, str] = {}
    if page is None and docname not in domain.listings:
        return pages
    first, number = (page.first, page.number) if page is not None else (docname, 1)
    following = plan.docname_of(page_name(first, number + 1))
    next_page = plan.page(following) if following is not None else None
    if following is not None and next_page is not None and next_page.first == first:
        pages["next"] = following
    if number > 1:
        previous = page_name(first, number - 1)
        pages["prev"] = plan.docname_of(previous) or previous
    return pages


_HEAD_LINK = Markup('<link rel="{}" href="{}" />')
_SOURCE_LINKS = ("display_github", "display_gitlab", "display_bitbucket")


# -- views -------------------------------------------------------------------------------------------------------------


def navigation_views(_app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, view of the navigation) of documents that display the blog in it, as a source of fingerprints."""
    names = (name for page in domain.plan.pages() for name in (page.docname, page.first))
    own = (domain.plan.docname_of(name) or name for name in names)  # page 1 may be an override
    posts = (post.docname for post in domain.catalog.built.values())
    for docname in dict.fromkeys((*own, *posts)):
        yield docname, navigation_view(domain, docname)
    toctrees = _toctrees(domain.env)
    for docname in domain.env.all_docs if toctrees.entries else ():
        yield docname, toctrees


def navigation_view(domain: BlogDomain, docname: str) -> NavigationView:
    """Return the view of the navigation on the page of a document."""
    pages = {key: _page_link(domain, name) for key, name in prev_next_pages(domain, docname).items()}
    is_post = docname in domain.posts and docname in domain.catalog.built
    posts = views_of_components(domain).theme_links(docname) if is_post else (None, None)
    previous_post, next_post = (_page_link(domain, post.docname) if post is not None else None for post in posts)
    return NavigationView(
        parents=tuple(Link(text="", docname=name) for name in _parents(domain, docname)),
        previous_page=pages.get("prev"),
        next_page=pages.get("next"),
        is_post=is_post,
        previous_post=previous_post,
        next_post=next_post,
    )


def _parents(domain: BlogDomain, docname: str) -> list[str]:
    """Return possible parents of a document, the best first: a term index for a term, the archive for a year."""
    root, page = domain.options.path, domain.pages.get(docname)
    if page is None and docname not in domain.posts:
        return []
    home, archive = (domain.plan.docname_of(join(root, name)) for name in ("index", "archive"))
    if page is None:
        parents = [home, archive]
    elif page.taxonomy:
        parents = [page.first, domain.plan.docname_of(join(root, page.taxonomy, "index")), home, archive]
    else:
        parents = [page.first, archive, home] if page.year else [page.first, home, archive]
    return [name for name in parents if name is not None and name != docname]


def _page_link(domain: BlogDomain, docname: str) -> PageLink:
    links = _page_links(domain)
    if docname not in links:
        title = domain.env.titles.get(docname)
        text = readable_title(title) if title is not None else docname
        markup = markup_of_title(domain.env, docname) or text
        links[docname] = PageLink(page=Link(text=text, docname=docname), markup=markup)
    return links[docname]


@per_build
def _page_links(_domain: BlogDomain) -> dict[str, PageLink]:
    """Return a dictionary for links to documents with their titles, by docname."""
    return {}


def _toctrees(env: BuildEnvironment) -> Toctrees:
    """Return the toctrees, with the titles of the documents in them."""
    trees = {
        name: tuple(tuple(entry) for tree in env.tocs[name].findall(addnodes.toctree) for entry in tree["entries"])
        for name in env.toctree_includes
    }
    if not any(trees.values()):
        return Toctrees(entries=(), titles=())
    docnames = {env.config.root_doc, *trees, *(child for group in env.toctree_includes.values() for child in group)}
    titles = ((docname, markup_of_title(env, docname)) for docname in sorted(docnames & env.titles.keys()))
    return Toctrees(entries=tuple(sorted(trees.items())), titles=tuple(titles))


# -- display -----------------------------------------------------------------------------------------------------------


def restore_toctree(app: Sphinx, _pagename: str, _template: str, _context: dict[str, Any], _doctree: object) -> None:
    """Restore the toctrees that were modified for the last page (event: html-page-context, before other handlers)."""
    domain = blog_domain(app.env)
    if domain.build.toctree_includes is not None:
        app.env.toctree_includes = domain.build.toctree_includes
        domain.build.toctree_includes = None


def adapt_navigation(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """Adapt the navigation to a post or generated page (event: html-page-context, before the handlers of themes)."""
    domain = blog_domain(app.env)
    if doctree is not None and pagename in domain.posts and find_nodes(app.env.titles[pagename], nodes.math):
        context["title"] = str(title_markup(title_runs(app.env.titles[pagename])))  # displayed in tabs and breadcrumbs
    view = navigation_view(domain, pagename)
    links = _Relations(PageContext(app, domain.messages, pagename, view), _title_cache(domain))
    is_root = pagename == app.config.root_doc and pagename in domain.pages
    links.link_pages(view, context, is_root=is_root, is_data=makes_data(app.builder))
    relations = relations_of(app.builder)
    if doctree is None or pagename in relations:  # Sphinx handles a document in a toctree
        return
    if view.is_post:
        links.link_posts(view, context)
    parent = next((link.docname for link in view.parents if link.docname in relations), None)
    if parent is None:
        return
    context["toctree"] = _toctree_function(app, pagename, parent)
    ancestors = [_page_link(domain, name) for name in _ancestors(app, parent)]
    page_context = PageContext(app, domain.messages, pagename, ancestors)
    context["parents"] = list(map(_Relations(page_context, _title_cache(domain)).relation, ancestors))
    if parent != app.config.root_doc:  # without a section, the navigation would be empty
        # pydata-sphinx-theme and derived themes read this: add the page as a child.
        domain.build.toctree_includes = app.env.toctree_includes
        app.env.toctree_includes = {
            **app.env.toctree_includes, parent: [*app.env.toctree_includes.get(parent, ()), pagename]
        }  # fmt: skip


def escape_plain_title(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Escape the title of a post or page that a theme stored as plain text (event: html-page-context, after themes).

    sphinx-book-theme inserts it without escaping, for printing, so that a tag named ``<script>`` would be an element.
    """
    domain = blog_domain(app.env)
    pagetitle = context.get("pagetitle")
    if isinstance(pagetitle, str) and (pagename in domain.posts or pagename in domain.pages):
        title = app.env.titles.get(pagename)
        if title is not None and pagetitle == title.astext():
            context["pagetitle"] = escape(pagetitle)


def hide_source(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Remove links to a source that does not exist or is not public; the keys are absent, as on the general index.

    All keys must be absent together: sphinx-book-theme assumes that a page with a suffix has a source.

    Event: html-page-context, before themes, which make links from these keys, and after them, since other extensions
    may add a link.
    """
    domain = blog_domain(app.env)
    # The source of a document with removed sections contains them.
    if pagename not in domain.pages and pagename not in domain.records.removed_sections:
        return
    context.pop("sourcename", None)
    context.pop("page_source_suffix", None)
    context["show_source"] = context["has_source"] = False
    for key in _SOURCE_LINKS:  # sphinx_rtd_theme displays its link regardless of the suffix
        context[key] = False


def _ancestors(app: Sphinx, docname: str) -> list[str]:
    relations = relations_of(app.builder)
    ancestors = [docname]
    while (parent := relations.get(ancestors[0], (None,))[0]) and parent not in ancestors:
        ancestors.insert(0, parent)
    return [name for name in ancestors if name != app.config.root_doc]


class _Relations:
    """Sets the previous and next links of one page by its view.

    :param titles: cached titles as HTML, by docname; most are requested for three pages.
    """

    def __init__(self, context: PageContext, titles: dict[str, str]) -> None:
        self._context, self._titles = context, titles

    def link_pages(
        self, view: NavigationView, context: dict[str, Any], *, is_root: bool, is_data: bool = False
    ) -> None:
        """Link to the previous and next pages of a paginated listing, in the head only.

        The pager is the visible form.  Links of the theme beside it would lead to other pages, or repeat it.

        :param is_root: whether the page is the root document, whose toctree is generated.
        :param is_data: whether the context is the output, so that no page has a head.  A toctree of an author
            determines the links there.
        """
        pages = {"next": view.next_page, "prev": view.previous_page}
        if is_data:
            self._set_links(
                context, {key: page for key, page in pages.items() if page and (is_root or not context.get(key))}
            )
        elif any(pages.values()):
            self._set_links(context, dict.fromkeys(pages))
            tags = (_HEAD_LINK.format(key, self._context.url(page.page)) for key, page in pages.items() if page)
            context["metatags"] = "\n".join((context.get("metatags") or "", *tags))

    def link_posts(self, view: NavigationView, context: dict[str, Any]) -> None:
        """Link to the previous and next post."""
        self._set_links(context, {"next": view.next_post, "prev": view.previous_post})

    def relation(self, link: PageLink) -> dict[str, str]:
        """Return the values of a link as themes expect them."""
        docname = link.page.docname
        if docname not in self._titles:
            self._titles[docname] = self._rendered(link)
        return {"link": self._context.url(link.page), "title": self._titles[docname]}

    def _rendered(self, link: PageLink) -> str:
        """Return a title as HTML."""
        if link.markup == link.page.text:
            return escape(link.page.text)  # much faster than rendering
        return self._context.title_html(link.page)

    def _set_links(self, context: dict[str, Any], links: Mapping[str, PageLink | None]) -> None:
        """Set the next and previous links, in the page and its head; None removes a link."""
        context.update({key: self.relation(page) if page is not None else None for key, page in links.items()})
        labels = {"next": ("N", str(_("next"))), "prev": ("P", str(_("previous")))}
        access_keys = {labels[key][0] for key in links}
        others = [link for link in context.get("rellinks", ()) if link[2] not in access_keys]
        context["rellinks"] = others + [
            (page.page.docname, context[key]["title"], *labels[key]) for key, page in links.items() if page is not None
        ]


@per_build
def _title_cache(_domain: BlogDomain) -> dict[str, str]:
    """Return a dictionary for titles as HTML, by docname."""
    return {}


def _toctree_function(app: Sphinx, pagename: str, parent: str) -> Callable[..., str]:
    """Return the template function ``toctree()`` for a page that displays the toctree of another one."""
    cache = _toctree_cache(blog_domain(app.env))

    def toctree(*, collapse: bool = True, **options: Any) -> str:
        builder = app.builder
        options.setdefault("includehidden", False)
        if options.get("maxdepth") == "":
            options.pop("maxdepth")
        target = builder.get_target_uri(pagename)
        # All pages of a folder have the same relative URLs.
        key = (parent, posixpath.dirname(target), collapse, *sorted(options.items()))
        if key not in cache:
            cache[key] = _render_toctree(app, parent, target, collapse=collapse, **options)
        return cache[key]

    return toctree


@per_build
def _toctree_cache(_domain: BlogDomain) -> dict[object, str]:
    """Return a dictionary for toctrees as HTML, by parent, folder of the page and options."""
    return {}


def _render_toctree(app: Sphinx, parent: str, target: str, *, collapse: bool, **options: Any) -> str:
    builder = app.builder
    tree = global_toctree(builder, parent, collapse=collapse, **options)
    if tree is None:
        return ""
    source = builder.get_target_uri(parent)
    for reference in tree.findall(nodes.reference):
        reference["refuri"] = adapt_uri(reference["refuri"], source, target)
    return render_partial(builder, tree)["fragment"]
