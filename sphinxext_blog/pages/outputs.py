"""Output files: which are stale, which are no longer planned, and what images are called there."""

from __future__ import annotations

import os
import posixpath
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builders import image_folder, is_web_site, merges_documents, newest_template, output_file, writes_html
from ..domain import blog_domain
from ..model.page_plan import PageKind, twins
from ..model.views import digest
from ..render.templates import CARD_STYLES, remove_card_styles
from ..sphinx_compat import note_image_names, remove_image
from .manifest import delete_output

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..domain import BlogDomain

__all__ = [
    "begin_writing",
    "end_writing",
    "lacks_feeds",
    "name_images",
    "note_outputs",
    "note_term_images",
    "note_written",
    "outdated_documents",
    "remove_unplanned",
    "sorted_images",
    "store_manifest",
    "written_there",
]


def sorted_images(env: BuildEnvironment) -> list[tuple[str, set[str], str]]:
    """Return the path, the documents and the name in the output of each image, by path.

    Some versions of Sphinx keep paths as other extensions give them, also as objects of ``pathlib``.
    """
    return sorted((str(path), docnames, name) for path, (docnames, name) in env.images.items())


def note_term_images(domain: BlogDomain) -> None:
    """Let the pictures of terms belong to the pages that show them, so that builders copy them."""
    images = domain.env.images
    old = domain.records.term_images
    new: dict[str, str] = {}
    for page in domain.plan.pages():
        term = domain.catalog.term(page.taxonomy, page.label) if page.kind is PageKind.TERM else None
        if term is not None and page.number == 1 and term.info.image in domain.term_data.images:
            new[page.docname] = term.info.image
    for docname, path in old.items():
        if new.get(docname) != path and path in images:
            images[path][0].discard(docname)
            if not images[path][0]:
                remove_image(images, path)
    for docname, path in new.items():
        images.add_file(docname, path)
    domain.records.term_images = new


def name_images(env: BuildEnvironment, posts: Collection[str]) -> set[str]:
    """Give images of one name stable names; gives the documents that show an image whose name has changed."""
    images = env.images
    same: dict[str, list[str]] = {}
    for path in images:
        same.setdefault(posixpath.basename(path), []).append(path)
    changed: set[str] = set()
    for name, paths in same.items():
        ours = any(not images[path][0].isdisjoint(posts) for path in paths)
        for path in paths if ours else ():
            docnames, old = images[path]
            stem, suffix = posixpath.splitext(name)
            new = name if len(paths) == 1 else f"{stem}-{zlib.crc32(str(path).encode()):08x}{suffix}"
            if new != old:
                images[path] = (docnames, new)
                changed |= docnames
    note_image_names(images)
    return changed


# -- before writing ----------------------------------------------------------------------------------------------------


def outdated_documents(app: Sphinx, domain: BlogDomain) -> set[str]:
    """Return the documents whose fingerprint differs from what was written, and pages whose output is stale."""
    manifest, fingerprints = domain.build.manifest, domain.records.fingerprints
    outdated = {
        docname
        for file, docnames in _documents_by_file(app).items()
        if manifest.digest_of(file) != _fingerprint(fingerprints, docnames)
        for docname in docnames
    }
    template = newest_template(app.builder)
    return outdated | {docname for docname in domain.pages if _is_stale(app.builder, docname, template)}


def lacks_feeds(app: Sphinx, domain: BlogDomain) -> bool:
    """Return whether a feed was written from other inputs, or does not exist."""
    planned: dict[str, str] = domain.records.feed_fingerprints
    files = domain.build.manifest.files
    return any(
        files.get(file) != fingerprint or not os.path.isfile(f"{app.outdir}/{file}")  # noqa: PTH113 - a path takes longer
        for file, fingerprint in planned.items()
    )


def begin_writing(app: Sphinx, _builder: Builder) -> None:
    """Take documents for written from now on (event: write-started)."""
    blog_domain(app.env).build.is_writing = True


def end_writing(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Take no more documents for written (event: html-collect-pages); add no page.

    Before and after, other extensions may resolve documents to look at them.
    """
    blog_domain(app.env).build.is_writing = False
    return []


def note_written(app: Sphinx, _doctree: object, docname: str) -> None:
    """Remember that a document is being written (event: doctree-resolved; in the main process, also with ``-j``)."""
    build = blog_domain(app.env).build
    if build.is_writing:
        build.written.add(docname)


def written_there(app: Sphinx, docname: str) -> set[str]:
    """Return the other documents with the output file of one: ``a`` and ``a/index`` in a ``dirhtml`` build."""
    file = output_file(app.builder, docname)
    others = app.env.found_docs.intersection(twins(docname)) if file is not None else ()
    return {name for name in others if output_file(app.builder, name) == file}


def _documents_by_file(app: Sphinx) -> dict[str, list[str]]:
    """Return the documents by what stands for their output in the manifest.

    That is the file, or the docname after a colon if a builder has no file of its own for it.
    """
    found: dict[str, list[str]] = {}
    for docname in app.env.found_docs:
        file = output_file(app.builder, docname)
        found.setdefault(f":{docname}" if file is None else file, []).append(docname)
    return found


def _fingerprint(fingerprints: dict[str, str], docnames: list[str]) -> str:
    """Return the digest of the inputs of a file that documents are written to, nearly always one."""
    if len(docnames) == 1:
        return fingerprints.get(docnames[0], "")
    return digest([fingerprints.get(docname, "") for docname in sorted(docnames)])


def _is_stale(builder: Builder, docname: str, template: float) -> bool:
    """Return whether a page without a source has no output, or one older than the templates: Sphinx cannot tell."""
    file = output_file(builder, docname)
    if file is None:
        return False
    try:
        return os.stat(f"{builder.outdir}/{file}").st_mtime < template  # noqa: PTH116 - a path takes longer
    except OSError:
        return True


# -- deleting ----------------------------------------------------------------------------------------------------------


def remove_unplanned(app: Sphinx, _builder: Builder) -> None:
    """Delete what earlier builds wrote and nothing plans any more (event: write-started).

    It is done before writing, since an EPUB is made of all that is in its folder.
    """
    domain = blog_domain(app.env)
    if domain.build.is_cleaned:
        return
    domain.build.is_cleaned = True
    root = Path(app.outdir)
    build = domain.build
    build.documents_by_file = _documents_by_file(app)
    build.images, build.source_copies = _names_of_images(app, app.env.found_docs), _source_copies(app, domain)
    planned = build.documents_by_file.keys() | domain.records.feed_fingerprints.keys() | build.images
    planned |= _downloads(app, app.env.found_docs) | build.source_copies
    absent = {file for docname in domain.absent for file in _files_of(app, docname)}
    if gone := (domain.build.manifest.files.keys() | absent) - planned:
        others = {_source_copy(app, docname) for docname in app.env.found_docs}  # the author's other documents
        for file in sorted(gone - others):
            if not file.startswith(":"):
                delete_output(file, root)
    for docname in domain.records.removed_sections if writes_html(app.builder) else ():
        delete_output(_source_copy(app, docname), root)


def _owned(domain: BlogDomain) -> AbstractSet[str]:
    """Return the documents whose output is deleted with them."""
    return domain.posts.keys() | domain.pages.keys() | domain.records.overrides.keys()


def _files_of(app: Sphinx, docname: str) -> Iterator[str]:
    """Yield the output file of a document, and the copy of its source."""
    if (file := output_file(app.builder, docname)) is not None:
        yield file
    if writes_html(app.builder):
        yield _source_copy(app, docname)


def _source_copies(app: Sphinx, domain: BlogDomain) -> set[str]:
    """Return the copies of the sources of posts and overrides."""
    if not writes_html(app.builder):
        return set()
    with_source = _owned(domain) - domain.pages.keys() - domain.records.removed_sections.keys()
    return {_source_copy(app, docname) for docname in with_source & app.env.found_docs}


def _names_of_images(app: Sphinx, documents: AbstractSet[str]) -> set[str]:
    """Return the output files of the images of documents."""
    folder = image_folder(app.builder)
    return {f"{folder}/{name}" for _, docnames, name in sorted_images(app.env) if not docnames.isdisjoint(documents)}


def _downloads(app: Sphinx, documents: AbstractSet[str]) -> set[str]:
    """Return the output files of the downloads of documents."""
    found = app.env.dlfiles.values()
    return {f"_downloads/{Path(name).as_posix()}" for docnames, name in found if not documents.isdisjoint(docnames)}


def _source_copy(app: Sphinx, docname: str) -> str:
    """Return where Sphinx copies the source of a document for “view source”."""
    suffix = str(app.env.doc2path(docname, base=False))[len(docname) :]
    extra = app.config.html_sourcelink_suffix
    return f"_sources/{docname}{suffix}{extra if suffix != extra else ''}"


# -- after writing -----------------------------------------------------------------------------------------------------


def note_outputs(app: Sphinx, exception: Exception | None) -> None:
    """Note what was written, and delete what nothing plans any more (event: build-finished)."""
    domain = blog_domain(app.env) if app.env is not None else None
    if exception is not None or domain is None or not domain.build.is_updated:
        return
    remove_unplanned(app, app.builder)  # Sphinx before 8.2 does not start to write if nothing is outdated
    manifest, written = domain.build.manifest, domain.build.written
    all_written = merges_documents(app.builder)
    owned = _owned(domain)
    files: dict[str, str] = {}
    documents: dict[str, str] = {}
    for file, docnames in domain.build.documents_by_file.items():
        old, now = manifest.digest_of(file), _fingerprint(domain.records.fingerprints, docnames)
        value = now if all_written or not written.isdisjoint(docnames) else old
        if not owned.isdisjoint(docnames):
            files[file] = value
        elif value:
            documents[file] = value
    feeds = domain.build.written_feeds
    if feeds is None:  # no page was written, and so no feed
        feeds = {file: manifest.files.get(file, "") for file in domain.records.feed_fingerprints}
    files |= feeds if is_web_site(app.builder) else {}
    images = _names_of_images(app, owned) & domain.build.images
    files |= dict.fromkeys(domain.build.source_copies | _downloads(app, owned) | images, "")
    manifest.files, manifest.documents = files, documents
    _note_shared(app, domain, all_written=all_written)
    domain.build.written = set()


def _note_shared(app: Sphinx, domain: BlogDomain, *, all_written: bool) -> None:
    """Note the files that documents share, as they were written now or before, and delete those that none shows."""
    build, root = domain.build, Path(app.outdir)
    old = build.manifest.shared
    folder = image_folder(app.builder)
    made = {docname: [f"{folder}/{name}" for name in sorted(names)] for docname, names in build.variants.items()}
    for _, docnames, name in sorted_images(app.env):
        if f"{folder}/{name}" not in build.images:  # an extension made it while it wrote a page, and will forget it
            for docname in docnames & _owned(domain):
                made.setdefault(docname, []).append(f"{folder}/{name}")
    for docname in build.documents_with_cards:
        made.setdefault(docname, []).append(CARD_STYLES)
    kept = {} if all_written else {docname: old[docname] for docname in old.keys() - build.written}
    build.manifest.shared = {name: found for name, found in (kept | made).items() if name in app.env.all_docs}
    for file in _all_of(old) - _all_of(build.manifest.shared) - build.manifest.files.keys():
        if file == CARD_STYLES:
            remove_card_styles(app)
        else:
            delete_output(file, root)


def _all_of(shared: dict[str, list[str]]) -> set[str]:
    return {file for found in shared.values() for file in found}


def store_manifest(app: Sphinx, exception: Exception | None) -> None:
    """Store the manifest (event: build-finished, after redirects were written)."""
    if exception is None and app.env is not None and blog_domain(app.env).build.is_updated:
        blog_domain(app.env).build.manifest.save()
