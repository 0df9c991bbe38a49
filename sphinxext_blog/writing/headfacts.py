"""What the head of a page tells of other documents: as docnames, since a signature holds for every builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ..model.page_plan import PageKind, join, page_name
from ..model.signature import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain import BlogDomain
    from ..model.page_plan import Page
    from ..model.post import Post
    from ..model.terms import Term

__all__ = ["crumbs_of", "head_facts", "home_of", "labels_of", "page_of_term", "parts_beside"]

_MOST_PARTS = 6
"""Parts of a series that the head of another one names."""


def home_of(domain: BlogDomain) -> tuple[str, str]:
    """(docname, title) of the blog's home; the author's document where that stands for it."""
    computed = domain.build.computed
    if "home" not in computed:  # first asked for when all is read, and then for each page
        docname = domain.plan.docname_of(join(domain.options.path, "index")) or domain.env.config.root_doc
        computed["home"] = docname, _title(domain, docname)
    return cast("tuple[str, str]", computed["home"])


def labels_of(domain: BlogDomain, post: Post, taxonomy: str) -> list[str]:
    """The labels of a post's terms, as the terms are spelled; as its author wrote them where they have no page."""
    known = [term.label for term in domain.catalog.terms_for(post, taxonomy)]
    return known or list(post.labels(taxonomy))


def page_of_term(domain: BlogDomain, term: Term) -> str:
    """The docname of a term's page; empty where there is none."""
    return domain.plan.docname_of(join(domain.options.path, term.taxonomy, term.slug)) or ""


def parts_beside(domain: BlogDomain, post: Post) -> list[Post]:
    """The other parts of the series of a post, the newest ones first."""
    series = (term.posts for term in domain.catalog.terms_for(post, "series"))
    parts = {part.key: part for posts in series for part in posts if part.key != post.key}
    return list(parts.values())[:_MOST_PARTS]


def crumbs_of(domain: BlogDomain, docname: str) -> list[tuple[str, str]]:
    """(docname, name) of the pages above a post or a page of the blog, from the site's home down, without itself."""
    above = [(domain.env.config.root_doc, str(domain.env.config.project)), home_of(domain)]
    page = domain.plan.page(docname)
    posts = [post for post in domain.posts.get(docname, ()) if not post.anchor]
    if page is not None:
        above += _above_page(domain, page)
    elif posts:
        above += _above_post(domain, posts[0])
    # once each: a blog may be its site's home
    return list({name: (name, title) for name, title in above if name not in {"", docname}}.values())


def head_facts(domain: BlogDomain) -> Iterator[tuple[str, object]]:
    """(docname, what its head tells of others) of every post and page of the blog."""
    if not domain.options.head:
        return
    # the addresses are no part of another document, but may come from the environment, which Sphinx does not watch
    site = digest([domain.base, domain.canonical_base, home_of(domain)])
    for post in domain.catalog.built.values():
        yield post.docname, (site, _above_post(domain, post), _facts_of(domain, post))
    for docname, page in (*domain.pages.items(), *domain.records.overrides.items()):
        term = domain.catalog.term(page.taxonomy, page.label) if page.kind is PageKind.TERM else None
        originals = [domain.catalog.built[key].canonical for key in page.posts if page.kind is PageKind.HOME]
        yield docname, (site, crumbs_of(domain, docname), repr(term.info) if term is not None else "", originals)


def _facts_of(domain: BlogDomain, post: Post) -> object:
    authors = [
        (term.label, page_of_term(domain, term), term.info.url) for term in domain.catalog.terms_for(post, "author")
    ]
    labels = [labels_of(domain, post, taxonomy) for taxonomy in ("category", "tag")]
    return authors, labels, [part.key for part in parts_beside(domain, post)]


def _above_post(domain: BlogDomain, post: Post) -> list[tuple[str, str]]:
    """(docname, name) of the page of its first category."""
    return [(page_of_term(domain, term), term.label) for term in domain.catalog.terms_for(post, "category")[:1]]


def _above_page(domain: BlogDomain, page: Page) -> list[tuple[str, str]]:
    root = domain.options.path
    above = []
    if page.kind is PageKind.TERM:
        above.append(join(root, page.taxonomy, "index"))
    if page.kind is PageKind.MONTH:
        above.append(join(root, str(page.year)))
    if page.number > 1:
        above.append(page_name(page.first, 1))
    known = (domain.plan.docname_of(name) or (name if name in domain.env.all_docs else "") for name in above)
    return [(name, _title(domain, name)) for name in known if name]


def _title(domain: BlogDomain, docname: str) -> str:
    title = domain.env.titles.get(docname)
    return title.astext() if title is not None else docname
