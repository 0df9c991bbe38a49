"""Navigation: where a theme shows posts and generated pages that are in no toctree.

Resolving a toctree of hundreds of posts on each page is what makes a large site slow.  So posts stay out of it, and
their pages show the toctree of the blog's page, adapted; previous and next are the neighbors by date.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _

from ..domain import blog_domain, per_build
from ..model.page_plan import join, page_name
from ..model.page_views import NavigationView, PageLink, Toctrees
from ..model.views import Link
from ..source.link_titles import markup_of_title
from ..sphinx_compat import global_toctree, relations_of, render_partial
from .context import PageContext
from .excerpt import move_uri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..pages.link_views import LinkViews

__all__ = ["escape_plain_title", "fit_navigation", "hide_source", "navigation_views", "pages_beside", "restore_toctree"]


def pages_beside(domain: BlogDomain, docname: str) -> dict[str, str]:
    """The pages before and after one of a collection, as ``prev`` and ``next``: those to which its pager leads."""
    page = domain.plan.page(docname)
    first, number = (page.first, page.number) if page is not None else (docname, 1)
    found: dict[str, str] = {}
    after = domain.plan.docname_of(page_name(first, number + 1))
    follows = domain.plan.page(after) if after is not None else None
    if after is not None and follows is not None and follows.first == first:
        found["next"] = after
    if number > 1:
        before = page_name(first, number - 1)
        found["prev"] = domain.plan.docname_of(before) or before
    return found


_SOURCE_LINKS = ("display_github", "display_gitlab", "display_bitbucket")


# -- views -------------------------------------------------------------------------------------------------------------


def navigation_views(_app: Sphinx, domain: BlogDomain, _links: LinkViews) -> Iterator[tuple[str, object]]:
    """Yield (docname, view) of what themes show of the blog in the navigation; a source of fingerprints."""
    pages = (name for page in domain.plan.pages() for name in (page.docname, page.first))
    own = (domain.plan.docname_of(name) or name for name in pages)  # the first of several may be an author's document
    posts = (post.docname for post in domain.catalog.built.values())
    for docname in dict.fromkeys((*own, *posts)):
        yield docname, navigation_view(domain, docname)
    toctrees = _toctrees(domain.env)
    for docname in domain.env.all_docs if toctrees.entries else ():
        yield docname, toctrees


def navigation_view(domain: BlogDomain, docname: str) -> NavigationView:
    """Return the view of what the navigation shows on the page of a document."""
    beside = {key: _page_link(domain, name) for key, name in pages_beside(domain, docname).items()}
    is_post = docname in domain.posts and docname in domain.catalog.built
    posts = domain.catalog.prev_next().get(docname, (None, None)) if is_post else (None, None)
    newer, older = (_page_link(domain, post.docname) if post is not None else None for post in posts)
    return NavigationView(
        parents=tuple(Link(text="", docname=name) for name in _parents(domain, docname)),
        previous_page=beside.get("prev"),
        next_page=beside.get("next"),
        is_post=is_post,
        newer=newer,
        older=older,
    )


def _parents(domain: BlogDomain, docname: str) -> list[str]:
    """Return below which documents one is shown, the best first: a term below its index, a year below the archive."""
    root, page = domain.options.path, domain.pages.get(docname)
    if page is None and docname not in domain.posts:
        return []
    home, archive = (domain.plan.docname_of(join(root, name)) for name in ("index", "archive"))
    if page is None:
        found = [home, archive]
    elif page.taxonomy:
        found = [page.first, domain.plan.docname_of(join(root, page.taxonomy, "index")), home, archive]
    else:
        found = [page.first, archive, home] if page.year else [page.first, home, archive]
    return [name for name in found if name is not None and name != docname]


def _page_link(domain: BlogDomain, docname: str) -> PageLink:
    title = domain.env.titles.get(docname)
    text = title.astext() if title is not None else docname
    return PageLink(page=Link(text=text, docname=docname), markup=markup_of_title(domain.env, docname) or text)


def _toctrees(env: BuildEnvironment) -> Toctrees:
    """Return the toctrees, with the titles of the documents in them."""
    trees = {
        name: tuple(tuple(entry) for tree in env.tocs[name].findall(addnodes.toctree) for entry in tree["entries"])
        for name in env.toctree_includes
    }
    if not any(trees.values()):
        return Toctrees(entries=(), titles=())
    shown = {env.config.root_doc, *trees, *(child for found in env.toctree_includes.values() for child in found)}
    titles = ((docname, markup_of_title(env, docname)) for docname in sorted(shown & env.titles.keys()))
    return Toctrees(entries=tuple(sorted(trees.items())), titles=tuple(titles))


# -- display -----------------------------------------------------------------------------------------------------------


def restore_toctree(app: Sphinx, _pagename: str, _template: str, _context: dict[str, Any], _doctree: object) -> None:
    """Undo what the last page needed (event: html-page-context, before all others)."""
    domain = blog_domain(app.env)
    if domain.build.toctree_includes is not None:
        app.env.toctree_includes = domain.build.toctree_includes
        domain.build.toctree_includes = None


def fit_navigation(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """Give a post or page its place in the navigation (event: html-page-context, before the themes' handlers)."""
    domain = blog_domain(app.env)
    view = navigation_view(domain, pagename)
    links = _Relations(PageContext(app, domain.messages, pagename, view), _titles(domain))
    links.lead_to_pages(view, context, is_root=pagename == app.config.root_doc and pagename in domain.pages)
    relations = relations_of(app.builder)
    if doctree is None or pagename in relations:  # a document in a toctree is shown as all others are
        return
    if view.is_post:
        links.lead_to_posts(view, context)
    parent = next((link.docname for link in view.parents if link.docname in relations), None)
    if parent is None:
        return
    context["toctree"] = _toctree_as(app, pagename, parent)
    above = [_page_link(domain, name) for name in _ancestors(app, parent)]
    page_context = PageContext(app, domain.messages, pagename, above)
    context["parents"] = list(map(_Relations(page_context, _titles(domain)).relation, above))
    if parent != app.config.root_doc:  # no section, whose navigation would be empty
        # pydata-sphinx-theme and its children read this: show them the one child
        domain.build.toctree_includes = app.env.toctree_includes
        app.env.toctree_includes = {
            **app.env.toctree_includes, parent: [*app.env.toctree_includes.get(parent, ()), pagename]
        }  # fmt: skip


def escape_plain_title(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Escape the title of a post or page that a theme has read as plain text (event: html-page-context, after themes).

    sphinx-book-theme puts it into the page as it is, for printing: a tag named ``<script>`` would be one.
    """
    domain = blog_domain(app.env)
    plain = context.get("pagetitle")
    if isinstance(plain, str) and (pagename in domain.posts or pagename in domain.pages):
        title = app.env.titles.get(pagename)
        if title is not None and plain == title.astext():
            context["pagetitle"] = escape(plain)


def hide_source(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Remove links to a source that does not exist or is not for readers; as on the index, the keys are absent.

    Either all of them or none: sphinx-book-theme takes it for granted that a page with a suffix has a source.

    Event: html-page-context, before themes, which make links of what they find, and after them, since other extensions
    may have added a link.
    """
    domain = blog_domain(app.env)
    # The source of a document with removed sections contains them.
    if pagename not in domain.pages and pagename not in domain.records.removed_sections:
        return
    context.pop("sourcename", None)
    context.pop("page_source_suffix", None)
    context["show_source"] = context["has_source"] = False
    for key in _SOURCE_LINKS:  # sphinx_rtd_theme shows its link whatever the suffix
        context[key] = False


def _ancestors(app: Sphinx, docname: str) -> list[str]:
    relations = relations_of(app.builder)
    found = [docname]
    while (above := relations.get(found[0], (None,))[0]) and above not in found:
        found.insert(0, above)
    return [name for name in found if name != app.config.root_doc]


class _Relations:
    """Leads the previous and next links of one page to what its view names.

    :param titles: titles as HTML by docname; most are requested three times, for a page and for those beside it.
    """

    def __init__(self, context: PageContext, titles: dict[str, str]) -> None:
        self._context, self._titles = context, titles

    def lead_to_pages(self, view: NavigationView, context: dict[str, Any], *, is_root: bool) -> None:
        """Lead previous and next to the pages of a collection, where no toctree of an author has others.

        :param is_root: whether the page is the root of the site, whose toctree is generated.
        """
        found = {"next": view.next_page, "prev": view.previous_page}
        self._lead(context, {key: page for key, page in found.items() if page and (is_root or not context.get(key))})

    def lead_to_posts(self, view: NavigationView, context: dict[str, Any]) -> None:
        """Let previous be the newer post and next the older one, as a listing shows them."""
        self._lead(context, {"next": view.older, "prev": view.newer})

    def relation(self, found: PageLink) -> dict[str, str]:
        """Return the values of a link as themes expect them."""
        docname = found.page.docname
        if docname not in self._titles:
            self._titles[docname] = self._rendered(found)
        return {"link": self._context.url(found.page), "title": self._titles[docname]}

    def _rendered(self, found: PageLink) -> str:
        """Return a title as HTML."""
        if found.markup == found.page.text:
            return escape(found.page.text)  # much faster than to publish it
        return self._context.title_html(found.page)

    def _lead(self, context: dict[str, Any], links: Mapping[str, PageLink | None]) -> None:
        """Let next and previous, which are in the head, too, lead to documents; to none for None."""
        context.update({key: self.relation(page) if page is not None else None for key, page in links.items()})
        words = {"next": ("N", str(_("next"))), "prev": ("P", str(_("previous")))}
        ours = {words[key][0] for key in links}
        kept = [link for link in context.get("rellinks", ()) if link[2] not in ours]
        context["rellinks"] = kept + [
            (page.page.docname, context[key]["title"], *words[key]) for key, page in links.items() if page is not None
        ]


@per_build
def _titles(_domain: BlogDomain) -> dict[str, str]:
    """Return a place for the titles as HTML, by docname."""
    return {}


def _toctree_as(app: Sphinx, pagename: str, parent: str) -> Callable[..., str]:
    """The template function ``toctree()`` of a page that is shown as another one."""
    rendered = _rendered_toctrees(blog_domain(app.env))

    def toctree(*, collapse: bool = True, **options: Any) -> str:
        builder = app.builder
        options.setdefault("includehidden", False)
        if options.get("maxdepth") == "":
            options.pop("maxdepth")
        target = builder.get_target_uri(pagename)
        # pages of one folder see the same addresses
        key = (parent, posixpath.dirname(target), collapse, *sorted(options.items()))
        if key not in rendered:
            rendered[key] = _rendered_toctree(app, parent, target, collapse=collapse, **options)
        return rendered[key]

    return toctree


@per_build
def _rendered_toctrees(_domain: BlogDomain) -> dict[object, str]:
    """Return a place for toctrees as HTML, by parent, folder of the page and options."""
    return {}


def _rendered_toctree(app: Sphinx, parent: str, target: str, *, collapse: bool, **options: Any) -> str:
    builder = app.builder
    tree = global_toctree(builder, parent, collapse=collapse, **options)
    if tree is None:
        return ""
    source = builder.get_target_uri(parent)
    for reference in tree.findall(nodes.reference):
        reference["refuri"] = move_uri(reference["refuri"], source, target)
    return render_partial(builder, tree)["fragment"]
