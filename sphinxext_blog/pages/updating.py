"""Updating: after all documents were read, the pages are planned, and what has changed is read and written again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import sphinx

from ..builders import extracts_messages, is_web_site, reads_all_sources
from ..checks import line_of
from ..diagnostics import Subtype, inform, warn
from ..domain import blog_domain
from ..drafts import documents_without, hide_drafts, report_drafts, reread, settle_drafts
from ..feeds.views import announced_by_all, documents_in_feeds, feed_fingerprints, note_feed_links, subscribe_page
from ..model.listing import Listing
from ..model.page_plan import plan, twins
from ..model.selection import unknown_in
from .build_inputs import inputs_of_site, with_documents
from .fingerprints import fingerprint_documents, new_fingerprints
from .generated import forget_page, name_page, read_page, reserve_name, unname_page, what_makes
from .images import name_images, note_term_images
from .link_views import LinkViews
from .manifest import Manifest, written_there

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain

__all__ = ["update_pages", "warn_of_plan"]


def update_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the environment hold exactly the pages that the posts call for (event: env-updated).

    Gives every document that has to be written: the new pages, and those that show what has changed elsewhere.
    """
    domain = blog_domain(env)
    still_holds = domain.build.unchanged and not _read_by_others(domain) and _is_complete(app, domain)
    hide_drafts(domain)
    rewrite = set() if still_holds else _plan_and_read(app, env, domain)
    report_drafts(domain)
    domain.build.signatures = domain.records.fingerprints
    manifest = Manifest.of(app)
    rewrite |= manifest.outdated(app, domain)
    if not rewrite and not domain.build.being_read and (page := _page_for_feeds(app, domain, manifest)) is not None:
        rewrite.add(page)
    for docname in domain.pages:
        # The builder opens the source of every document.
        (reserve_name if reads_all_sources(app.builder) else name_page)(env.project, docname)
    if extracts_messages(app.builder):  # the words of a page are in our catalogue and in those of the posts
        env.project.docnames -= domain.pages.keys()
    return sorted(rewrite & env.project.docnames)


def _page_for_feeds(app: Sphinx, domain: BlogDomain, manifest: Manifest) -> str | None:
    """A page to write where there is nothing to do but feeds, since Sphinx before 8.2 would end at once."""
    ends = sphinx.version_info < (8, 2)
    lacking = ends and is_web_site(app.builder) and manifest.lacks(app, domain.records.feed_fingerprints)
    return subscribe_page(domain) if lacking else None


def _read_by_others(domain: BlogDomain) -> bool:
    """Return whether another extension had a document read that has not changed, or wants a page to be read."""
    return bool(domain.build.being_read or domain.build.reread)


def _is_complete(app: Sphinx, domain: BlogDomain) -> bool:
    """Return whether every page is known and still has its stored doctree; other extensions may purge pages."""
    return all(docname in domain.env.all_docs and _is_stored(app, docname) for docname in domain.pages)


def _is_stored(app: Sphinx, docname: str) -> bool:
    """Whether there is a doctree; a path of pathlib would take longer than the look at the file."""
    return os.path.isfile(f"{app.doctreedir}/{docname}.doctree")  # noqa: PTH113


def _plan_and_read(app: Sphinx, env: BuildEnvironment, domain: BlogDomain) -> set[str]:
    """Plan the pages, forget the gone and read the new; gives the documents to write for that."""
    _note_documents(domain)
    taken, rewrite = settle_drafts(app)
    taken |= domain.build.withdrawn
    documents = domain.build.documents = domain.build.documents - domain.withheld.keys()
    old = dict(domain.pages)
    domain.note_plan(plan(domain.catalog, domain.layout(), documents=documents, paginated=domain.paginated()))
    rewrite |= {name for docname in {*domain.build.gone, *taken} for name in written_there(app, docname)}
    domain.records.blog_feeds = announced_by_all(domain)
    rewrite |= _forget_gone(app, env, domain, set(old))
    rewrite |= _read_new(app, env, domain)
    left = documents_without(domain, domain.pages.keys() - old.keys())
    rewrite |= _reread_toctrees(app, env, domain, (old.keys() | domain.build.reserved) - env.project.docnames, left)
    note_term_images(domain)
    rewrite |= name_images(env, domain.posts.keys() | domain.records.term_images.keys())
    if domain.records.unresolved_texts:  # their texts may show titles of pages that were just read
        domain.forget_computed()
    _fingerprint(app, domain, has_changed=bool(rewrite))
    return rewrite


def _fingerprint(app: Sphinx, domain: BlogDomain, *, has_changed: bool) -> None:
    """Make the fingerprints of documents and feeds, so far as their inputs have changed.

    :param has_changed: whether something has changed that is not among the inputs.
    """
    records, build = domain.records, domain.build
    inputs = inputs_of_site(domain)
    before = build.inputs_before
    is_same = not has_changed and before is not None and before == with_documents(domain, inputs, build.being_read)
    links = LinkViews(app, domain)
    if not is_same:
        records.fingerprints = fingerprint_documents(app, domain, links)
        records.has_resolved_links = False
    if not is_same or documents_in_feeds(domain).intersection(build.being_read):
        note_feed_links(domain, links)
        records.feed_fingerprints = feed_fingerprints(domain, new_fingerprints(domain))
    records.has_resolved_links = records.has_resolved_links or links.depends_on_objects
    records.inputs = inputs


def _note_documents(domain: BlogDomain) -> None:
    """Take over what other extensions have added to the documents, or left out of them."""
    build, known = domain.build, domain.env.found_docs
    build.reread |= build.reserved & set(build.being_read)
    build.documents = known - build.reserved
    build.being_read[:] = [docname for docname in build.being_read if docname not in build.reserved]


def _forget_gone(app: Sphinx, env: BuildEnvironment, domain: BlogDomain, old: set[str]) -> set[str]:
    """Forget pages that are no more, and names that were reserved for nothing; gives the toctrees to write again."""
    rewrite: set[str] = set()
    for docname in sorted(old - domain.pages.keys()):
        rewrite |= env.files_to_rebuild.get(docname, set())
        if docname not in domain.build.documents:
            forget_page(app, env, docname)
        domain.records.page_inputs.pop(docname, None)
    for docname in sorted(set(domain.build.reserved) - domain.pages.keys() - set(domain.build.documents)):
        if env.all_docs.pop(docname, None):  # another extension has had it read
            forget_page(app, env, docname)
        unname_page(env.project, docname)
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
            domain.build.reread_pages
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
    if not domain.pages.keys() <= set(domain.build.reserved):
        missed |= env.glob_toctrees | env.reread_always
    missed &= env.all_docs.keys() & set(domain.build.documents)
    domain.build.reserved = frozenset(domain.pages)  # the names that stay
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
    listings = ((name, found) for name, blocks in sorted(domain.blocks.items()) for found in blocks)
    for docname, listing in listings:
        for kind, value in unknown_in(domain.catalog, listing.query) if isinstance(listing, Listing) else ():
            if not domain.options.reports_empty_filters and _is_known(domain, kind, value):
                inform(f"no listed post has the {kind} '{value}'", location=(docname, listing.line or None))
                continue
            warn(
                Subtype.FILTER,
                f"no listed post has the {kind} '{value}'; it selects no post",
                location=(docname, listing.line or None),
            )
