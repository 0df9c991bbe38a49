"""Updating: plan the generated pages when all documents are read, and rewrite stale ones.

Their docnames are reserved before any document is read, since toctrees may contain them.
"""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING

from ..builders import extracts_messages, is_web_site, reads_all_sources
from ..checks import line_of
from ..diagnostics import Subtype, location_in_conf, log_hint, warn
from ..domain import BuildState, blog_domain
from ..drafts import (
    documents_with_dropped_entries,
    exclude_drafts,
    log_drafts,
    remove_draft_docnames,
    remove_found_drafts,
    reread,
)
from ..feeds.shared_mentions import shared_mentions_fingerprint
from ..feeds.views import blog_feeds_of, documents_in_feeds, feed_fingerprints, note_feed_links, subscribe_page
from ..model.listing import Listing
from ..model.page_plan import PagePlan, join, plan_pages, twins
from ..model.selection import unknown_in
from ..render.sidebars import profile_picture
from ..source.conditions import documents_with_changed_conditions
from ..source.prediction import exclude_undecodable, is_reserved_docname, predict_posts, unused_patterns
from ..source.references import documents_with_changed_files
from ..sphinx_compat import EXITS_EARLY, doctree_file, is_config_unchanged, remove_source_path
from .fingerprints import fingerprint_documents, inputs_of_site, new_fingerprints, with_documents
from .generated import inputs_of_page, is_reserved, purge_page, read_page, register_page, reserve_docname
from .link_views import LinkViews
from .mentions import index_mentions, mentions_of
from .outputs import documents_sharing_output, lacks_feeds, name_images, note_term_images, outdated_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain
    from ..model.post import Post

__all__ = ["exclude_from_reading", "reserve_names", "update_pages", "warn_of_plan"]


def reserve_names(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Reserve the docnames of the pages of the last build and of predicted new ones (event: env-get-outdated).

    Sphinx has just searched for files, so the docnames of the project are those of documents with a source.
    """
    domain = blog_domain(env)
    domain.build = BuildState(app=app, rereads_pages=not is_config_unchanged(env))
    home_form = domain.home_url("x") if domain.home_base else ""
    has_moved = domain.records.home_form != home_form
    if has_moved:  # links to posts lead elsewhere, in toctrees as well
        domain.records.home_form, domain.records.home_digest = home_form, ""
        domain.build.rereads_pages = True
    to_reread = (
        exclude_drafts(app, added | changed | (env.project.docnames if has_moved else set()))
        | documents_with_changed_conditions(app)
        | documents_with_changed_files(env)
    )
    if has_moved:
        to_reread |= env.project.docnames
    if added is not env.project.docnames:  # after a change of configuration, they are the same set
        added.difference_update(domain.unpublished)
        added -= domain.build.possibly_unpublished  # otherwise all toctrees with a pattern would be reread
        changed |= domain.build.possibly_unpublished
    # A generated page with the docname of an unpublished document may look like a changed file.
    changed.difference_update(domain.unpublished)
    domain.build.documents = env.project.docnames - domain.unpublished.keys()
    for docname in domain.build.documents & domain.pages.keys():  # the author has added a document with this docname
        _release_docname(domain, docname)
        to_reread.add(docname)
    stale = (set(added) | set(changed) | to_reread) & domain.build.documents
    reserved = _predict_docnames(app, env, domain, stale, removed) | domain.pages.keys()
    if reserved != domain.pages.keys():
        to_reread |= env.glob_toctrees & domain.build.documents
    for docname in reserved:
        reserve_docname(env.project, docname)
    inputs = inputs_of_site(domain)
    has_removed = domain.build.newly_unpublished or removed - domain.pages.keys()
    is_settled = not (domain.build.rereads_pages or has_removed) and inputs == domain.records.inputs
    # Docnames of pages that exist only in another version are reserved in each build, and released by the plan.
    domain.build.is_unchanged = is_settled and not stale and not domain.home_base
    if is_settled and stale and not (added or to_reread) and reserved == domain.pages.keys():
        domain.build.inputs_before = with_documents(domain, inputs, stale)
    domain.build.removed = removed - reserved
    domain.records.removed = tuple(sorted({*domain.records.removed, *domain.build.removed} - domain.build.documents))
    # Sphinx must purge a removed document even if a generated page has its docname now.
    # `added` stays as it is: after a change of configuration, it is the set of all docnames itself.
    removed.difference_update(domain.pages)
    removed |= domain.build.newly_unpublished
    domain.build.reserved_docnames = reserved
    return sorted(to_reread & domain.build.documents)


def _release_docname(domain: BlogDomain, docname: str) -> None:
    """Release the docname of a page to a document with a source."""
    del domain.pages[docname]
    domain.records.page_inputs.pop(docname, None)  # if the page is generated again, it has to be read


def _has_other_terms(domain: BlogDomain) -> bool:
    """Return whether the term definitions differ from those of the last build."""
    inputs = domain.records.inputs
    return inputs is None or inputs.terms != domain.term_data.digest()


def _predict_docnames(
    app: Sphinx, env: BuildEnvironment, domain: BlogDomain, stale: set[str], removed: set[str]
) -> set[str]:
    if domain.home_base:  # toctrees contain pages that exist only in another version
        return set(domain.home_index.plan.generated)
    if not stale and not removed - domain.pages.keys() and not _has_other_terms(domain):
        return set()  # there are no pages but those of the last build
    unchanged = (posts for docname, posts in domain.posts.items() if docname not in stale and docname not in removed)
    layout = domain.layout()
    predicted: list[Post] = []
    for docname in sorted(stale):
        is_reserved_name = is_reserved_docname(docname, app.config.root_doc, layout)
        path = str(env.doc2path(docname))
        predicted += predict_posts(app.config, domain.options, domain.zone, docname, path, is_reserved=is_reserved_name)
    posts = chain(chain.from_iterable(unchanged), predicted)
    result = plan_pages(
        domain.catalog_of(posts), layout, documents=domain.build.documents, paginated=domain.paginated()
    )
    return set(result.generated)


def exclude_from_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Exclude drafts and generated pages from reading (event: env-before-read-docs, late).

    A page that another extension has added to the list is reread with the other pages.
    """
    domain = blog_domain(env)
    build = domain.build
    exclude_undecodable(app, env, docnames)
    # Another extension may have created files and searched for sources again.
    if missing := build.reserved_docnames - env.found_docs:
        _reserve_again(env, domain, missing)
    build.reread |= build.reserved_docnames & set(docnames)
    excluded = build.reserved_docnames | domain.unpublished.keys()
    docnames[:] = [docname for docname in docnames if docname not in excluded]
    build.docnames_to_read = docnames
    if app.config.root_doc in build.reserved_docnames:
        # Sphinx requires that the root document is read before this extension can read it.
        env.all_docs.setdefault(app.config.root_doc, 0)


def _reserve_again(env: BuildEnvironment, domain: BlogDomain, missing: Iterable[str]) -> None:
    """Reserve missing docnames again, and release those that have a source now."""
    for docname in missing:
        reserve_docname(env.project, docname)
    occupied = {docname for docname in domain.build.reserved_docnames if not is_reserved(env, docname)}
    domain.build.reserved_docnames -= occupied
    for docname in occupied & domain.pages.keys():
        _release_docname(domain, docname)


def update_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Update the generated pages in the environment to those that the posts require (event: env-updated).

    :returns: the documents to write: new pages, and documents that display changed data of others.
    """
    domain = blog_domain(env)
    is_unchanged = domain.build.is_unchanged and not _has_foreign_reads(domain) and _is_complete(app, domain)
    remove_draft_docnames(domain)
    rewrite = set() if is_unchanged else _plan_and_read(app, env, domain)
    log_drafts(domain)
    domain.build.is_updated = True
    rewrite |= outdated_documents(app, domain)
    if not rewrite and not domain.build.docnames_to_read and (page := _page_for_feeds(app, domain)) is not None:
        rewrite.add(page)
    for docname in domain.pages:
        # Some builders open the source of every document.
        (reserve_docname if reads_all_sources(app.builder) else register_page)(env.project, docname)
    if extracts_messages(app.builder):  # their words are in the message catalogs of this extension and of the posts
        env.project.docnames -= domain.pages.keys()
    return sorted(rewrite & env.project.docnames)


def _page_for_feeds(app: Sphinx, domain: BlogDomain) -> str | None:
    """Return a page to write if only feeds are stale, since Sphinx before 8.2 exits early if nothing is outdated."""
    is_required = EXITS_EARLY and is_web_site(app.builder) and lacks_feeds(app, domain)
    if not is_required:
        return None
    return subscribe_page(domain) or domain.plan.docname_of(join(domain.options.path, "index"))  # or a bibliography


def _has_foreign_reads(domain: BlogDomain) -> bool:
    """Return whether another extension added an unchanged document or a generated page to the list of reading."""
    return bool(domain.build.docnames_to_read or domain.build.reread)


def _is_complete(app: Sphinx, domain: BlogDomain) -> bool:
    """Return whether every page is in the environment and has a stored doctree; other extensions may purge pages."""
    return all(docname in domain.env.all_docs and _is_stored(app, docname) for docname in domain.pages)


def _is_stored(app: Sphinx, docname: str) -> bool:
    """Return whether a document has a stored doctree."""
    return os.path.isfile(doctree_file(app, docname))  # noqa: PTH113 - pathlib is slower


def _plan_and_read(app: Sphinx, env: BuildEnvironment, domain: BlogDomain) -> set[str]:
    """Plan the pages, purge removed ones and read stale ones; return the documents to write as a result."""
    _update_documents(domain)
    drafts, rewrite = remove_found_drafts(app)
    drafts |= domain.build.newly_unpublished
    documents = domain.build.documents = domain.build.documents - domain.unpublished.keys()
    old_pages = dict(domain.pages)
    projects = _projects_with_mentions(app, domain)
    plan = PagePlan()
    if not domain.home_base:
        plan = plan_pages(
            domain.catalog, domain.layout(), documents=documents, paginated=domain.paginated(), projects=projects
        )
    domain.store_plan(plan)
    rewrite |= {name for docname in {*domain.build.removed, *drafts} for name in documents_sharing_output(app, docname)}
    domain.records.blog_feeds = blog_feeds_of(domain)
    rewrite |= _purge_removed(app, env, domain, set(old_pages))
    rewrite |= _read_stale_pages(app, env, domain)
    incomplete = documents_with_dropped_entries(domain, domain.pages.keys() - old_pages.keys())
    rewrite |= _reread_toctrees(
        app, env, domain, (old_pages.keys() | domain.build.reserved_docnames) - env.project.docnames, incomplete
    )
    note_term_images(domain, profile_picture(app))
    rewrite |= name_images(env, domain.posts.keys() | domain.records.term_images.keys())
    if domain.records.unresolved_texts:  # they may contain titles of pages that were just read
        domain.clear_computed()
    _fingerprint(app, domain, has_changed=bool(rewrite))
    return rewrite


def _projects_with_mentions(app: Sphinx, domain: BlogDomain) -> Mapping[str, str]:
    """Resolve the objects that posts mention, unless all inputs are those of the last build.

    :returns: the slugs of the projects by name, if the site has pages of their objects.
    """
    if not domain.indexes_objects:
        return {}
    inputs, build = domain.build.inputs_before, domain.build
    if inputs is None or inputs != with_documents(domain, inputs_of_site(domain), build.docnames_to_read):
        domain.records.mentions = index_mentions(domain, LinkViews(app, domain, has_numbers=False))
        domain.clear_computed()
    return mentions_of(domain).project_slugs if domain.layout().objects else {}


def _fingerprint(app: Sphinx, domain: BlogDomain, *, has_changed: bool) -> None:
    """Compute the fingerprints of documents and feeds, if their inputs have changed.

    :param has_changed: whether data outside of the inputs has changed.
    """
    records, build = domain.records, domain.build
    inputs = inputs_of_site(domain)
    old_inputs = build.inputs_before
    is_same = (
        not has_changed
        and old_inputs is not None
        and old_inputs == with_documents(domain, inputs, build.docnames_to_read)
    )
    links = LinkViews(app, domain)
    if not is_same:
        if not domain.indexes_objects:  # otherwise they have been resolved for the page plan
            records.mentions = index_mentions(domain, links)
        records.fingerprints = fingerprint_documents(app, domain, links)
        records.has_resolved_links = False
    if not is_same or documents_in_feeds(domain).intersection(build.docnames_to_read):
        note_feed_links(domain, links)
        prints = new_fingerprints(domain)
        records.feed_fingerprints = feed_fingerprints(domain, prints) | shared_mentions_fingerprint(domain, prints)
    records.has_resolved_links = records.has_resolved_links or links.depends_on_objects
    records.inputs = inputs


def _update_documents(domain: BlogDomain) -> None:
    """Apply additions and removals of documents by other extensions."""
    build = domain.build
    build.reread |= build.reserved_docnames & set(build.docnames_to_read)
    build.documents = domain.env.found_docs - build.reserved_docnames
    build.docnames_to_read[:] = [
        docname for docname in build.docnames_to_read if docname not in build.reserved_docnames
    ]


def _purge_removed(app: Sphinx, env: BuildEnvironment, domain: BlogDomain, old_pages: set[str]) -> set[str]:
    """Purge removed pages and unused reserved docnames; return the documents with toctrees to rewrite."""
    rewrite: set[str] = set()
    for docname in sorted(old_pages - domain.pages.keys()):
        rewrite |= env.files_to_rebuild.get(docname, set())
        if docname not in domain.build.documents:
            purge_page(app, env, docname)
        domain.records.page_inputs.pop(docname, None)
    for docname in sorted(set(domain.build.reserved_docnames) - domain.pages.keys() - set(domain.build.documents)):
        if env.all_docs.pop(docname, None):  # another extension caused it to be read
            purge_page(app, env, docname)
        remove_source_path(env.project, docname)
    return rewrite


def _read_stale_pages(app: Sphinx, env: BuildEnvironment, domain: BlogDomain) -> set[str]:
    """Read the pages that are new or whose inputs have changed; return their docnames.

    Titles are not compared, since formatting them is slow.
    """
    page_inputs = domain.records.page_inputs
    read = set()
    for docname in domain.pages:
        reserve_docname(env.project, docname)
    for docname, page in domain.pages.items():
        inputs = inputs_of_page(domain, page)
        if (
            domain.build.rereads_pages
            or docname in domain.build.reread
            or not env.all_docs.get(docname)
            or page_inputs.get(docname) != inputs
            or not _is_stored(app, docname)
        ):
            read_page(app, env, docname)
            page_inputs[docname] = inputs
            read.add(docname)
    return read


def _reread_toctrees(
    app: Sphinx, env: BuildEnvironment, domain: BlogDomain, removed: set[str], incomplete: set[str]
) -> set[str]:
    """Reread the documents whose toctrees lack a page that was not predicted, or contain a removed one.

    :param removed: docnames that no longer exist.
    :param incomplete: documents with a toctree that has dropped an entry.
    """
    parents = {parent for parent, children in env.toctree_includes.items() if not removed.isdisjoint(children)}
    stale = parents | incomplete
    if not domain.pages.keys() <= set(domain.build.reserved_docnames):
        stale |= env.glob_toctrees | env.reread_always
    stale &= env.all_docs.keys() & set(domain.build.documents)
    domain.build.reserved_docnames = frozenset(domain.pages)  # all others are released
    reread(app, stale)
    return stale


def warn_of_plan(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about terms with one slug, filters and patterns without posts, and a second root page.

    The event is env-check-consistency.
    """
    domain = blog_domain(env)
    root = app.config.root_doc
    for twin in sorted(domain.build.documents & set(twins(root))) if root in domain.pages else ():
        message = (
            f"root_doc: the front page is the generated page '{root}', not '{twin}'. Rename '{twin}' to '{root}', or "
            f"set root_doc = '{twin}'."
        )
        warn(Subtype.DUPLICATE, message, location=twin)
    for clash in domain.catalog.collisions:
        later = domain.catalog.term(clash.taxonomy, clash.later)
        post = later.posts[-1] if later is not None and later.posts else None
        keys = [key for key, name in domain.options.term_keys.items() if name == clash.taxonomy]
        location = (post.docname, line_of(domain, post, keys, clash.later)) if post is not None else root
        earlier = f"'{clash.earlier}'" if clash.earlier else "a generated page"
        domain.options.report(
            Subtype.COLLISION,
            f"{clash.taxonomy}: '{clash.later}' and {earlier} have the same slug. '{clash.later}' gets '{clash.slug}'.",
            location=location,
        )
    _report_unknown_filters(domain)
    _report_unused_patterns(app, domain)


def _report_unused_patterns(app: Sphinx, domain: BlogDomain) -> None:
    """Report patterns of posts that match no document, neither a published nor an unpublished one."""
    for pattern in unused_patterns(domain.options, {*domain.build.documents, *domain.unpublished}):
        message = f"blog_posts: no document matches {pattern!r}. The pattern declares no posts."
        domain.options.report(
            Subtype.CONFIG, message, location=location_in_conf(app.config, "blog_posts", pattern), key="blog_posts"
        )


def _is_known_term(domain: BlogDomain, taxonomy: str, label: str) -> bool:
    """Return whether a term is defined by the site or used by an unlisted post."""
    vocabulary = domain.catalog.vocabulary(taxonomy)
    key = vocabulary.key_of(label)
    labels = (label for posts in domain.posts.values() for post in posts for label in post.labels(taxonomy))
    return key in vocabulary.infos or any(vocabulary.key_of(label) == key for label in labels)


def _report_unknown_filters(domain: BlogDomain) -> None:
    if domain.home_base:  # listings display a link instead
        return
    located = ((name, listing) for name, listings in sorted(domain.listings.items()) for listing in listings)
    for docname, listing in located:
        for taxonomy, value in unknown_in(domain.catalog, listing.query) if isinstance(listing, Listing) else ():
            if not domain.options.reports_empty_filters and _is_known_term(domain, taxonomy, value):
                log_hint(f"no listed post has the {taxonomy} '{value}'", location=(docname, listing.line or None))
                continue
            warn(
                Subtype.FILTER,
                f"postlist: no listed post has the {taxonomy} '{value}'. The filter selects no posts.",
                location=(docname, listing.line or None),
            )
