"""Citations of posts: their views, the values of the component, and the bibliography for other projects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..domain import per_build
from ..model.citations import CITATION_FORMATS, Citation, CitedPerson, bibliography, citation_keys, formatted
from ..model.head_data import language_of
from ..model.page_plan import Page, PageKind, join
from ..model.page_views import BibliographyView, CitationView, PostingView
from ..model.post import PostStatus
from ..model.views import Link
from ..site import project_name
from .context import SiteContext
from .head import cited_person, is_cited, post_url

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.post import Post
    from .context import PageContext

__all__ = [
    "bibliography_file",
    "bibliography_text",
    "bibliography_view",
    "citation_values",
    "citation_view",
    "plain_citation_of",
]

_FILE = "posts.bib"


def citation_view(domain: BlogDomain, post: Post) -> CitationView | None:
    """Return the view of the citation of a post; None if it has none."""
    if not domain.options.citation or not is_cited(domain, post):
        return None
    terms = domain.catalog.terms_for(post, "author")
    names = (CitedPerson(name=label) for label in post.labels("author"))  # an unlisted post may have no terms
    return CitationView(
        key=_keys(domain)[post.key],
        post=Link(text=post.title, docname=post.docname, anchor=post.anchor),
        authors=tuple(map(cited_person, terms)) or tuple(names),
        site=_site_name(domain),
        published=post.date,
        base=domain.canonical_base,
        canonical=post.canonical,
        doi=post.doi,
        language=language_of(post.labels("language"), domain.env.config.language or "en"),
        forms=domain.options.citation,
    )


@per_build
def _keys(domain: BlogDomain) -> dict[str, str]:
    """Return the citation keys of all posts."""
    return citation_keys(domain.catalog.built.values())


@per_build
def _site_name(domain: BlogDomain) -> str:
    """Return the name of the project, or else the title of the home page of the blog."""
    home = Page(docname="", first="", kind=PageKind.HOME)
    return project_name(domain.env.config) or domain.messages.heading(home)


def citation_of(view: CitationView, context: SiteContext) -> Citation:
    """Return a citation with its URL."""
    posting = PostingView(post=view.post, canonical=view.canonical)
    return Citation(
        key=view.key,
        title=view.post.text,
        authors=view.authors,
        site=view.site,
        published=view.published,
        url=post_url(posting, view.base, context),
        doi=view.doi,
        language=view.language,
    )


def citation_values(view: CitationView, context: PageContext) -> dict[str, Any]:
    """Return the values for the template of the component."""
    citation = citation_of(view, context)
    forms = [{"name": CITATION_FORMATS[form], "text": formatted(citation, form)} for form in view.forms]
    return {"word": context.messages.text("cite"), "forms": forms}


def plain_citation_of(view: CitationView, context: PageContext) -> list[nodes.Node]:
    """Return the citation as text; nothing if the site does not display that form, since the others are for copying.

    It contains the URL only if that does not depend on the builder of the site.
    """
    if "text" not in view.forms:
        return []
    text = context.messages.text("cite") + context.messages.text("colon")
    text += formatted(citation_of(replace(view, base=""), context), "text")
    return [nodes.paragraph(text, text, classes=["blog-citation"])]


# -- the bibliography --------------------------------------------------------------------------------------------------


def bibliography_file(domain: BlogDomain) -> str:
    """Return the path of the bibliography in the output; empty if the site has none, or no post that can be cited."""
    if "bibtex" not in domain.options.citation or not _cited_posts(domain):
        return ""
    return join(domain.options.path, _FILE)


@per_build
def _cited_posts(domain: BlogDomain) -> tuple[Post, ...]:
    """Return the posts of the bibliography, newest first."""
    statuses = domain.catalog.statuses
    published = (post for post in domain.catalog.listed if statuses[post.key] is PostStatus.PUBLISHED)
    return tuple(post for post in published if is_cited(domain, post))


def bibliography_view(domain: BlogDomain) -> BibliographyView:
    """Return the view of the bibliography."""
    citations = (citation_view(domain, post) for post in _cited_posts(domain))
    return BibliographyView(citations=tuple(citation for citation in citations if citation is not None))


def bibliography_text(app: Sphinx, domain: BlogDomain, view: BibliographyView) -> str:
    """Return the content of the bibliography."""
    context = SiteContext(app, domain.messages, view)
    return bibliography(citation_of(citation, context) for citation in view.citations)
