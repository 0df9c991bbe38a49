"""Updating: the pages are planned when all documents are read, and stale ones are written again.

Their names exist before any document is read, since toctrees may name them.
"""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING

from ..builders import extracts_messages, is_web_site, reads_all_sources
from ..checks import line_of
from ..diagnostics import Subtype, log_hint, warn
from ..domain import BuildState, blog_domain
from ..drafts import (
    documents_with_dropped_entries,
    exclude_drafts,
    log_drafts,
    remove_draft_docnames,
    remove_found_drafts,
    reread,
)
from ..feeds.views import announced_by_all, documents_in_feeds, feed_fingerprints, note_feed_links, subscribe_page
from ..model.listing import Listing
from ..model.page_plan import plan_pages, twins
from ..model.selection import unknown_in
from ..source.conditions import documents_with_changed_conditions
from ..source.prediction import exclude_undecodable, is_reserved_docname, predict_posts
from ..source.references import documents_with_changed_files
from ..sphinx_compat import ENDS_EARLY, doctree_file, is_config_unchanged, remove_source_path
from .fingerprints import fingerprint_documents, inputs_of_site, new_fingerprints, with_documents
from .generated import forget_page, is_reserved, name_page, read_page, reserve_name, what_makes
from .link_views import LinkViews
from .outputs import lacks_feeds, name_images, note_term_images, outdated_documents, written_there

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["keep_from_reading", "reserve_names", "update_pages", "warn_of_plan"]


def reserve_names(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Keep the pages of the last build and name those that this one will probably have (event: env-get-outdated).

    Sphinx has just looked for files, so the docnames it knows are those of the author's documents.
    """
    domain = blog_domain(env)
    domain.build = BuildState(app=app, rereads_pages=not is_config_unchanged(env))
    again = (
        exclude_drafts(app, added | changed)
        | documents_with_changed_conditions(app)
        | documents_with_changed_files(env)
    )
    if added is not env.project.docnames:  # as it is after a change of config
        added.difference_update(domain.unpublished)
        added -= domain.build.possibly_unpublished  # or all toctrees with a pattern would be read again
        changed |= domain.build.possibly_unpublished
    changed.difference_update(
        domain.unpublished
    )  # a page of ours that has the name of one may look like a changed file
    domain.build.documents = env.project.docnames - domain.unpublished.keys()
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
    left = domain.build.newly_unpublished or removed - domain.pages.keys()
    settled = not (domain.build.rereads_pages or left) and inputs == domain.records.inputs
    domain.build.is_unchanged = settled and not stale
    if settled and stale and not (added or again) and reserved == domain.pages.keys():
        domain.build.inputs_before = with_documents(domain, inputs, stale)
    domain.build.removed = removed - reserved
    domain.records.removed = tuple(sorted({*domain.records.removed, *domain.build.removed} - domain.build.documents))
    # Sphinx forgets an author's document also where a page is in its place now.
    # Not from `added`: after a change of config that is the very set of all docnames.
    removed.difference_update(domain.pages)
    removed |= domain.build.newly_unpublished
    domain.build.reserved_docnames = reserved
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
        is_reserved_name = is_reserved_docname(docname, app.config.root_doc, layout)
        path = str(env.doc2path(docname))
        guessed += predict_posts(app.config, domain.options, domain.zone, docname, path, is_reserved=is_reserved_name)
    posts = chain(chain.from_iterable(known), guessed)
    result = plan_pages(
        domain.catalog_of(posts), layout, documents=domain.build.documents, paginated=domain.paginated()
    )
    return set(result.generated)


def keep_from_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep Sphinx from reading drafts and generated pages (event: env-before-read-docs, late).

    A page that another extension has put on the list is read again when all pages are.
    """
    domain = blog_domain(env)
    build = domain.build
    exclude_undecodable(app, env, docnames)
    if (
        missing := build.reserved_docnames - env.found_docs
    ):  # another extension has looked for files, which it may have made
        _reserve_again(env, domain, missing)
    build.reread |= build.reserved_docnames & set(docnames)
    kept_back = build.reserved_docnames | domain.unpublished.keys()
    docnames[:] = [docname for docname in docnames if docname not in kept_back]
    build.docnames_to_read = docnames
    if app.config.root_doc in build.reserved_docnames:
        # Sphinx wants to see its root document read before it lets us read it
        env.all_docs.setdefault(app.config.root_doc, 0)


def _reserve_again(env: BuildEnvironment, domain: BlogDomain, missing: Iterable[str]) -> None:
    """Restore reserved names that have gone, and leave those that have a file now."""
    for docname in missing:
        reserve_name(env.project, docname)
    taken = {docname for docname in domain.build.reserved_docnames if not is_reserved(env, docname)}
    domain.build.reserved_docnames -= taken
    for docname in taken & domain.pages.keys():
        _give_up(domain, docname)


def update_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the environment hold exactly the pages that the posts call for (event: env-updated).

    Gives every document that has to be written: the new pages, and those that show what has changed elsewhere.
    """
    domain = blog_domain(env)
    still_holds = domain.build.is_unchanged and not _read_by_others(domain) and _is_complete(app, domain)
    remove_draft_docnames(domain)
    rewrite = set() if still_holds else _plan_and_read(app, env, domain)
    log_drafts(domain)
    domain.build.is_updated = True
    rewrite |= outdated_documents(app, domain)
    if not rewrite and not domain.build.docnames_to_read and (page := _page_for_feeds(app, domain)) is not None:
        rewrite.add(page)
    for docname in domain.pages:
        # The builder opens the source of every document.
        (reserve_name if reads_all_sources(app.builder) else name_page)(env.project, docname)
    if extracts_messages(app.builder):  # the words of a page are in our catalogue and in those of the posts
        env.project.docnames -= domain.pages.keys()
    return sorted(rewrite & env.project.docnames)


def _page_for_feeds(app: Sphinx, domain: BlogDomain) -> str | None:
    """A page to write where there is nothing to do but feeds, since Sphinx before 8.2 would end at once."""
    lacking = ENDS_EARLY and is_web_site(app.builder) and lacks_feeds(app, domain)
    return subscribe_page(domain) if lacking else None


def _read_by_others(domain: BlogDomain) -> bool:
    """Return whether another extension had a document read that has not changed, or wants a page to be read."""
    return bool(domain.build.docnames_to_read or domain.build.reread)


def _is_complete(app: Sphinx, domain: BlogDomain) -> bool:
    """Return whether every page is known and still has its stored doctree; other extensions may purge pages."""
    return all(docname in domain.env.all_docs and _is_stored(app, docname) for docname in domain.pages)


def _is_stored(app: Sphinx, docname: str) -> bool:
    """Whether there is a doctree; a path of pathlib would take longer than the look at the file."""
    return os.path.isfile(doctree_file(app, docname))  # noqa: PTH113


def _plan_and_read(app: Sphinx, env: BuildEnvironment, domain: BlogDomain) -> set[str]:
    """Plan the pages, purge the removed and read the new; return the documents to write for that."""
    _note_documents(domain)
    taken, rewrite = remove_found_drafts(app)
    taken |= domain.build.newly_unpublished
    documents = domain.build.documents = domain.build.documents - domain.unpublished.keys()
    old = dict(domain.pages)
    domain.store_plan(plan_pages(domain.catalog, domain.layout(), documents=documents, paginated=domain.paginated()))
    rewrite |= {name for docname in {*domain.build.removed, *taken} for name in written_there(app, docname)}
    domain.records.blog_feeds = announced_by_all(domain)
    rewrite |= _forget_gone(app, env, domain, set(old))
    rewrite |= _read_new(app, env, domain)
    left = documents_with_dropped_entries(domain, domain.pages.keys() - old.keys())
    rewrite |= _reread_toctrees(
        app, env, domain, (old.keys() | domain.build.reserved_docnames) - env.project.docnames, left
    )
    note_term_images(domain)
    rewrite |= name_images(env, domain.posts.keys() | domain.records.term_images.keys())
    if domain.records.unresolved_texts:  # their texts may show titles of pages that were just read
        domain.clear_computed()
    _fingerprint(app, domain, has_changed=bool(rewrite))
    return rewrite


def _fingerprint(app: Sphinx, domain: BlogDomain, *, has_changed: bool) -> None:
    """Make the fingerprints of documents and feeds, so far as their inputs have changed.

    :param has_changed: whether something has changed that is not among the inputs.
    """
    records, build = domain.records, domain.build
    inputs = inputs_of_site(domain)
    before = build.inputs_before
    is_same = (
        not has_changed and before is not None and before == with_documents(domain, inputs, build.docnames_to_read)
    )
    links = LinkViews(app, domain)
    if not is_same:
        records.fingerprints = fingerprint_documents(app, domain, links)
        records.has_resolved_links = False
    if not is_same or documents_in_feeds(domain).intersection(build.docnames_to_read):
        note_feed_links(domain, links)
        records.feed_fingerprints = feed_fingerprints(domain, new_fingerprints(domain))
    records.has_resolved_links = records.has_resolved_links or links.depends_on_objects
    records.inputs = inputs


def _note_documents(domain: BlogDomain) -> None:
    """Take over what other extensions have added to the documents, or left out of them."""
    build, known = domain.build, domain.env.found_docs
    build.reread |= build.reserved_docnames & set(build.docnames_to_read)
    build.documents = known - build.reserved_docnames
    build.docnames_to_read[:] = [
        docname for docname in build.docnames_to_read if docname not in build.reserved_docnames
    ]


def _forget_gone(app: Sphinx, env: BuildEnvironment, domain: BlogDomain, old: set[str]) -> set[str]:
    """Forget pages that are no more, and names that were reserved for nothing; gives the toctrees to write again."""
    rewrite: set[str] = set()
    for docname in sorted(old - domain.pages.keys()):
        rewrite |= env.files_to_rebuild.get(docname, set())
        if docname not in domain.build.documents:
            forget_page(app, env, docname)
        domain.records.page_inputs.pop(docname, None)
    for docname in sorted(set(domain.build.reserved_docnames) - domain.pages.keys() - set(domain.build.documents)):
        if env.all_docs.pop(docname, None):  # another extension has had it read
            forget_page(app, env, docname)
        remove_source_path(env.project, docname)
    return rewrite


def _read_new(app: Sphinx, env: BuildEnvironment, domain: BlogDomain) -> set[str]:
    """Read the pages that are new or would be other ones; titles are not made for that, since it takes long."""
    titles = domain.records.page_inputs
    fresh = set()
    for docname in domain.pages:
        reserve_name(env.project, docname)
    for docname, page in domain.pages.items():
        made_of = what_makes(domain, page)
        if (
            domain.build.rereads_pages
            or docname in domain.build.reread
            or not env.all_docs.get(docname)
            or titles.get(docname) != made_of
            or not _is_stored(app, docname)
        ):
            read_page(app, env, docname)
            titles[docname] = made_of
            fresh.add(docname)
    return fresh


def _reread_toctrees(
    app: Sphinx, env: BuildEnvironment, domain: BlogDomain, gone: set[str], left: set[str]
) -> set[str]:
    """Read again the toctrees that missed a page that no one guessed, and those that name one that is gone.

    :param left: documents that miss a page in any case.
    """
    missed = {parent for parent, children in env.toctree_includes.items() if not gone.isdisjoint(children)} | left
    if not domain.pages.keys() <= set(domain.build.reserved_docnames):
        missed |= env.glob_toctrees | env.reread_always
    missed &= env.all_docs.keys() & set(domain.build.documents)
    domain.build.reserved_docnames = frozenset(domain.pages)  # the names that stay
    reread(app, missed)
    return missed


def warn_of_plan(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell of terms with one slug, of filters without posts, of a second front page (event: env-check-consistency)."""
    domain = blog_domain(env)
    root = app.config.root_doc
    for twin in sorted(domain.build.documents & set(twins(root))) if root in domain.pages else ():
        message = f"it is not the page '{root}', since that is root_doc: give it that name, or set root_doc = '{twin}'"
        warn(Subtype.DUPLICATE, message, location=twin)
    for clash in domain.catalog.collisions:
        later = domain.catalog.term(clash.taxonomy, clash.later)
        post = later.posts[-1] if later is not None and later.posts else None
        keys = [key for key, name in domain.options.term_keys.items() if name == clash.taxonomy]
        place = (post.docname, line_of(domain, post, keys, clash.later)) if post is not None else root
        taken = f"'{clash.earlier}'" if clash.earlier else "a page of the blog"
        domain.options.report(
            Subtype.COLLISION,
            f"{clash.taxonomy} '{clash.later}' and {taken} have one address; '{clash.later}' got '{clash.slug}'",
            location=place,
        )
    _tell_unknown_filters(domain)


def _is_known(domain: BlogDomain, taxonomy: str, label: str) -> bool:
    """Return whether the site declares a term, or a post has it that is not listed."""
    vocabulary = domain.catalog.vocabulary(taxonomy)
    key = vocabulary.key_of(label)
    labels = (label for posts in domain.posts.values() for post in posts for label in post.labels(taxonomy))
    return key in vocabulary.infos or any(vocabulary.key_of(label) == key for label in labels)


def _tell_unknown_filters(domain: BlogDomain) -> None:
    listings = ((name, found) for name, blocks in sorted(domain.listings.items()) for found in blocks)
    for docname, listing in listings:
        for kind, value in unknown_in(domain.catalog, listing.query) if isinstance(listing, Listing) else ():
            if not domain.options.reports_empty_filters and _is_known(domain, kind, value):
                log_hint(f"no listed post has the {kind} '{value}'", location=(docname, listing.line or None))
                continue
            warn(
                Subtype.FILTER,
                f"no listed post has the {kind} '{value}'; it selects no post",
                location=(docname, listing.line or None),
            )
