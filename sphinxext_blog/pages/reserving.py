"""Reserving: the names of generated pages exist before any document is read."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sphinx.environment import CONFIG_OK

from ..domain import Build, blog_domain
from ..drafts import exclude_drafts
from ..model.page_plan import plan
from ..source.conditions import with_other_answers
from ..source.prediction import guess_posts, is_own_page, leave_out_undecodable
from ..source.references import documents_with_other_files
from .build_inputs import inputs_of_site, with_documents
from .generated import is_reserved, reserve_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["keep_from_reading", "reserve_names"]


def reserve_names(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Keep the pages of the last build and name those that this one will probably have (event: env-get-outdated).

    Sphinx has just looked for files, so the docnames it knows are those of the author's documents.
    """
    domain = blog_domain(env)
    domain.build = Build(reread_pages=env.config_status != CONFIG_OK)
    again = exclude_drafts(app, added | changed) | with_other_answers(app) | documents_with_other_files(env)
    if added is not env.project.docnames:  # as it is after a change of config
        added.difference_update(domain.withheld)
        added -= domain.build.unsure  # or all toctrees with a pattern would be read again
        changed |= domain.build.unsure
    changed.difference_update(domain.withheld)  # a page of ours that has the name of one may look like a changed file
    domain.build.documents = env.project.docnames - domain.withheld.keys()
    for docname in domain.build.documents & domain.pages.keys():  # the author now has a document of that name
        _give_up(domain, docname)
        again.add(docname)
    stale = (set(added) | set(changed) | again) & domain.build.documents
    reserved = _guess_names(app, env, domain, stale, removed) | domain.pages.keys()
    if reserved != domain.pages.keys():
        again |= env.glob_toctrees & domain.build.documents
    for docname in reserved:
        reserve_name(env.project, docname)
    inputs = inputs_of_site(domain)
    left = domain.build.withdrawn or removed - domain.pages.keys()
    settled = not (domain.build.reread_pages or left) and inputs == domain.records.inputs
    domain.build.unchanged = settled and not stale
    if settled and stale and not (added or again) and reserved == domain.pages.keys():
        domain.build.inputs_before = with_documents(domain, inputs, stale)
    domain.build.gone = removed - reserved
    domain.records.removed = tuple(sorted({*domain.records.removed, *domain.build.gone} - domain.build.documents))
    # Sphinx forgets an author's document also where a page is in its place now.
    # Not from `added`: after a change of config that is the very set of all docnames.
    removed.difference_update(domain.pages)
    removed |= domain.build.withdrawn
    domain.build.reserved = reserved
    return sorted(again & domain.build.documents)


def _give_up(domain: BlogDomain, docname: str) -> None:
    """Leave the name of a page to its author's document."""
    del domain.pages[docname]
    domain.records.page_inputs.pop(docname, None)  # should the page come back, it has to be read


def _has_other_terms(domain: BlogDomain) -> bool:
    """Return whether the term definitions differ from those of the last build."""
    inputs = domain.records.inputs
    return inputs is None or inputs.terms != domain.term_data.digest()


def _guess_names(
    app: Sphinx, env: BuildEnvironment, domain: BlogDomain, stale: set[str], removed: set[str]
) -> set[str]:
    if not stale and not removed - domain.pages.keys() and not _has_other_terms(domain):
        return set()  # the pages there are, and no other
    known = (posts for docname, posts in domain.posts.items() if docname not in stale and docname not in removed)
    layout = domain.layout()
    guessed: list[Post] = []
    for docname in sorted(stale):
        own_page = is_own_page(docname, app.config.root_doc, layout)
        path = str(env.doc2path(docname))
        guessed += guess_posts(app.config, domain.options, domain.zone, docname, path, own_page=own_page)
    posts = chain(chain.from_iterable(known), guessed)
    result = plan(domain.catalog_of(posts), layout, documents=domain.build.documents, paginated=domain.paginated())
    return set(result.generated)


def keep_from_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep Sphinx from reading drafts and generated pages (event: env-before-read-docs, late).

    A page that another extension has put on the list is read again when all pages are.
    """
    domain = blog_domain(env)
    build = domain.build
    leave_out_undecodable(app, env, docnames)
    if missing := build.reserved - env.found_docs:  # another extension has looked for files, which it may have made
        _reserve_again(env, domain, missing)
    build.reread |= build.reserved & set(docnames)
    kept_back = build.reserved | domain.withheld.keys()
    docnames[:] = [docname for docname in docnames if docname not in kept_back]
    build.being_read = docnames
    if app.config.root_doc in build.reserved:
        # Sphinx wants to see its root document read before it lets us read it
        env.all_docs.setdefault(app.config.root_doc, 0)


def _reserve_again(env: BuildEnvironment, domain: BlogDomain, missing: Iterable[str]) -> None:
    """Restore reserved names that have gone, and leave those that have a file now."""
    for docname in missing:
        reserve_name(env.project, docname)
    taken = {docname for docname in domain.build.reserved if not is_reserved(env, docname)}
    domain.build.reserved -= taken
    for docname in taken & domain.pages.keys():
        _give_up(domain, docname)
