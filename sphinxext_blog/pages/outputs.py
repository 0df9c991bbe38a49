"""Output files: find stale ones, delete those that are no longer planned, and name images."""

from __future__ import annotations

import os
import posixpath
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builders import image_file, is_web_site, merges_documents, newest_template, output_file, writes_html
from ..domain import blog_domain
from ..model.page_plan import PageKind, join, twins
from ..model.views import digest
from ..render.social_cards import social_cards_of
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
    "documents_sharing_output",
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
]


def sorted_images(env: BuildEnvironment) -> list[tuple[str, set[str], str]]:
    """Return the path, the documents and the name in the output of each image, by path.

    Some versions of Sphinx store paths as they get them from other extensions, including objects of ``pathlib``.
    """
    return sorted((str(path), docnames, name) for path, (docnames, name) in env.images.items())


def note_term_images(domain: BlogDomain, sidebar_picture: str) -> None:
    """Assign the pictures of terms to the pages that display them, so that builders copy them.

    Posts with the image of a category, or of the site, as their cover are such pages.

    :param sidebar_picture: the path of the picture in a sidebar, which is assigned to the home page; empty for none.
    """
    images = domain.env.images
    old = domain.records.term_images
    covers = ((post.docname, post.image) for post in domain.catalog.built.values() if post.has_fallback_image)
    new: dict[str, tuple[str, ...]] = {}
    for docname, path in covers:
        if path in domain.term_data.images:
            new[docname] = (*new.get(docname, ()), path)
    for page in domain.plan.pages():
        term = domain.catalog.term(page.taxonomy, page.label) if page.kind is PageKind.TERM else None
        if term is not None and page.number == 1 and term.info.image in domain.term_data.images:
            new[page.docname] = (term.info.image,)
    if sidebar_picture and (home := domain.plan.docname_of(join(domain.options.path, "index"))):
        new[home] = (*new.get(home, ()), sidebar_picture)
    for docname, path in ((docname, path) for docname, paths in old.items() for path in paths):
        if path not in new.get(docname, ()) and path in images:
            images[path][0].discard(docname)
            if not images[path][0]:
                remove_image(images, path)
    assigned: dict[str, tuple[str, ...]] = {}  # without the images of their own text
    domain.records.term_images = assigned
    for docname, paths in new.items():
        for path in paths:
            if path in old.get(docname, ()) or path not in images or docname not in images[path][0]:
                images.add_file(docname, path)
                assigned[docname] = (*assigned.get(docname, ()), path)


def name_images(env: BuildEnvironment, posts: Collection[str]) -> set[str]:
    """Give images with the same file name stable names; return the documents with an image whose name has changed."""
    images = env.images
    paths_by_name: dict[str, list[str]] = {}
    for path in images:
        paths_by_name.setdefault(posixpath.basename(path), []).append(path)
    changed: set[str] = set()
    for name, paths in paths_by_name.items():
        is_in_post = any(not images[path][0].isdisjoint(posts) for path in paths)
        for path in paths if is_in_post else ():
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
    """Return the documents whose fingerprint differs from that of their output, and pages whose output is stale."""
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
    """Return whether a feed does not exist or was written from other inputs."""
    planned: dict[str, str] = domain.records.feed_fingerprints
    files = domain.build.manifest.files
    return any(
        files.get(file) != fingerprint or not os.path.isfile(f"{app.outdir}/{file}")  # noqa: PTH113 - pathlib is slower
        for file, fingerprint in planned.items()
    )


def begin_writing(app: Sphinx, _builder: Builder) -> None:
    """Start to record resolved documents as written (event: write-started)."""
    blog_domain(app.env).build.is_writing = True


def end_writing(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Stop recording resolved documents as written (event: html-collect-pages); add no page.

    Before and after writing, other extensions may resolve documents to examine them.
    """
    blog_domain(app.env).build.is_writing = False
    return []


def note_written(app: Sphinx, _doctree: object, docname: str) -> None:
    """Record that a document is being written (event: doctree-resolved; in the main process, also with ``-j``)."""
    build = blog_domain(app.env).build
    if build.is_writing:
        build.written.add(docname)


def documents_sharing_output(app: Sphinx, docname: str) -> set[str]:
    """Return the other documents with the same output file, such as ``a`` and ``a/index`` in a ``dirhtml`` build."""
    file = output_file(app.builder, docname)
    others = app.env.found_docs.intersection(twins(docname)) if file is not None else ()
    return {name for name in others if output_file(app.builder, name) == file}


def _documents_by_file(app: Sphinx) -> dict[str, list[str]]:
    """Return the documents by the name of their output in the manifest.

    The name is the output file, or a colon and the docname if the builder writes no separate file for a document.
    """
    documents: dict[str, list[str]] = {}
    for docname in app.env.found_docs:
        file = output_file(app.builder, docname)
        documents.setdefault(f":{docname}" if file is None else file, []).append(docname)
    return documents


def _fingerprint(fingerprints: dict[str, str], docnames: list[str]) -> str:
    """Return the digest of the inputs of the file to which documents are written; usually there is one."""
    if len(docnames) == 1:
        return fingerprints.get(docnames[0], "")
    return digest([fingerprints.get(docname, "") for docname in sorted(docnames)])


def _is_stale(builder: Builder, docname: str, template: float) -> bool:
    """Return whether the output of a generated page, which Sphinx does not check, is absent or older than templates."""
    file = output_file(builder, docname)
    if file is None:
        return False
    try:
        return os.stat(f"{builder.outdir}/{file}").st_mtime < template  # noqa: PTH116 - pathlib is slower
    except OSError:
        return True


# -- deleting ----------------------------------------------------------------------------------------------------------


def remove_unplanned(app: Sphinx, _builder: Builder) -> None:
    """Delete output of earlier builds that is no longer planned (event: write-started).

    It happens before writing, since an EPUB contains all files of its folder.
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
    planned |= _downloads(app, app.env.found_docs) | build.source_copies | social_cards_of(domain).output_files()
    absent = {file for docname in domain.absent for file in _files_of(app, docname)}
    if obsolete := (domain.build.manifest.files.keys() | absent) - planned:
        others = {_source_copy(app, docname) for docname in app.env.found_docs}  # these are not generated
        for file in sorted(obsolete - others):
            if not file.startswith(":"):
                delete_output(file, root)
    for docname in domain.records.removed_sections if writes_html(app.builder) else ():
        delete_output(_source_copy(app, docname), root)


def _owned_documents(domain: BlogDomain) -> AbstractSet[str]:
    """Return the documents whose output is deleted when they are removed."""
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
    with_source = _owned_documents(domain) - domain.pages.keys() - domain.records.removed_sections.keys()
    return {_source_copy(app, docname) for docname in with_source & app.env.found_docs}


def _names_of_images(app: Sphinx, documents: AbstractSet[str]) -> set[str]:
    """Return the output files of the images of documents."""
    images = sorted_images(app.env)
    return {image_file(app.builder, name) for _, docnames, name in images if not docnames.isdisjoint(documents)}


def _downloads(app: Sphinx, documents: AbstractSet[str]) -> set[str]:
    """Return the output files of the downloads of documents."""
    downloads = app.env.dlfiles.values()
    return {f"_downloads/{Path(name).as_posix()}" for docnames, name in downloads if not documents.isdisjoint(docnames)}


def _source_copy(app: Sphinx, docname: str) -> str:
    """Return the output file to which Sphinx copies the source of a document."""
    suffix = str(app.env.doc2path(docname, base=False))[len(docname) :]
    extra = app.config.html_sourcelink_suffix
    return f"_sources/{docname}{suffix}{extra if suffix != extra else ''}"


# -- after writing -----------------------------------------------------------------------------------------------------


def note_outputs(app: Sphinx, exception: Exception | None) -> None:
    """Record the written files in the manifest, and delete obsolete files (event: build-finished)."""
    domain = blog_domain(app.env) if app.env is not None else None
    if exception is not None or domain is None or not domain.build.is_updated:
        return
    remove_unplanned(app, app.builder)  # Sphinx before 8.2 does not emit write-started if nothing is outdated
    manifest, written = domain.build.manifest, domain.build.written
    all_written = merges_documents(app.builder)
    own_documents = _owned_documents(domain)
    files: dict[str, str] = {}
    documents: dict[str, str] = {}
    for file, docnames in domain.build.documents_by_file.items():
        old, new = manifest.digest_of(file), _fingerprint(domain.records.fingerprints, docnames)
        value = new if all_written or not written.isdisjoint(docnames) else old
        if not own_documents.isdisjoint(docnames):
            files[file] = value
        elif value:
            documents[file] = value
    feeds = domain.build.written_feeds
    if feeds is None:  # no page was written, and therefore no feed
        feeds = {file: manifest.files.get(file, "") for file in domain.records.feed_fingerprints}
    files |= feeds if is_web_site(app.builder) else {}
    images = _names_of_images(app, own_documents) & domain.build.images
    cards = social_cards_of(domain).output_files()
    files |= dict.fromkeys(domain.build.source_copies | _downloads(app, own_documents) | images | cards, "")
    manifest.files, manifest.documents = files, documents
    _note_shared(app, domain, all_written=all_written)
    domain.build.written = set()


def _note_shared(app: Sphinx, domain: BlogDomain, *, all_written: bool) -> None:
    """Record the files that documents share, from this build and earlier ones, and delete unused ones."""
    build, root = domain.build, Path(app.outdir)
    old = build.manifest.shared
    variants = build.variants.items()
    new = {docname: [image_file(app.builder, name) for name in sorted(names)] for docname, names in variants}
    for _, docnames, name in sorted_images(app.env):
        file = image_file(app.builder, name)
        if file not in build.images:  # an extension made it during writing, and does not record it
            for docname in docnames & _owned_documents(domain):
                new.setdefault(docname, []).append(file)
    for docname in build.documents_with_cards:
        new.setdefault(docname, []).append(CARD_STYLES)
    unchanged = {} if all_written else {docname: old[docname] for docname in old.keys() - build.written}
    build.manifest.shared = {name: files for name, files in (unchanged | new).items() if name in app.env.all_docs}
    for file in _all_files(old) - _all_files(build.manifest.shared) - build.manifest.files.keys():
        if file == CARD_STYLES:
            remove_card_styles(app)
        else:
            delete_output(file, root)


def _all_files(shared: dict[str, list[str]]) -> set[str]:
    return {file for files in shared.values() for file in files}


def store_manifest(app: Sphinx, exception: Exception | None) -> None:
    """Store the manifest (event: build-finished, after redirects were written)."""
    if exception is None and app.env is not None and blog_domain(app.env).build.is_updated:
        blog_domain(app.env).build.manifest.save()
