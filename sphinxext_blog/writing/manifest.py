"""The manifest: what was written to an output folder, and with which signatures.

One folder of doctrees may serve several builders and output folders; each has a manifest of its own beside them, so
that an EPUB build does not make the HTML of yesterday look fresh.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..assets import remove_card_styles
from ..builders import merges_documents, newest_template, output_file, writes_html
from ..domain import blog_domain
from ..model.page_plan import twins
from ..model.views import digest

if TYPE_CHECKING:
    from collections.abc import Container

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..domain import BlogDomain

__all__ = [
    "Manifest",
    "begin_writing",
    "delete_output",
    "end_writing",
    "note_written",
    "remove_gone",
    "save_manifest",
    "written_there",
]

_STORED = ("signatures", "files", "images", "downloads", "feeds", "copies", "cards")


@dataclass(slots=True, kw_only=True)
class Manifest:
    """What one builder has written to one output folder."""

    path: Path
    signatures: dict[str, str] = field(default_factory=dict)
    """By docname, of every document that shows something of others."""
    files: dict[str, list[str]] = field(default_factory=dict)
    """The output of each post and page, by docname, relative to the output folder."""
    images: list[str] = field(default_factory=list)
    """The names of the images of posts and pages."""
    downloads: list[str] = field(default_factory=list)
    """The names of the files that posts and pages offer for download."""
    feeds: dict[str, str] = field(default_factory=dict)
    """The signature of each feed, by its path in the output folder."""
    copies: dict[str, list[str]] = field(default_factory=dict)
    """The names of the scaled copies of covers that each document shows."""
    cards: list[str] = field(default_factory=list)
    """The documents that show cards, styled by us."""

    @classmethod
    def of(cls, app: Sphinx) -> Manifest:
        """The manifest of a build's output folder; empty for the first build."""
        key = digest(str(Path(app.outdir).resolve()))
        path = Path(app.doctreedir) / f"blog-{app.builder.name}-{key}.json"
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return cls(path=path, **{name: stored[name] for name in _STORED})
        except (OSError, ValueError, KeyError, TypeError):  # none yet, or not one of ours
            return cls(path=path)

    def outdated(self, app: Sphinx, domain: BlogDomain) -> set[str]:
        """The documents whose signature differs from what was written, and pages whose output is stale."""
        now: dict[str, str] = domain.records.fingerprints
        signed = {name for name, signature in now.items() if self.signatures.get(name) != signature}
        unsigned = {name for name in self.signatures if name not in now}
        template = newest_template(app.builder)
        return signed | unsigned | {name for name in domain.pages if _is_stale(app.builder, name, template)}

    def lacks(self, app: Sphinx, feeds: dict[str, str]) -> bool:
        """Whether one of these feeds was written with another signature, or is no longer there."""
        return self.feeds != feeds or not all((Path(app.outdir) / file).is_file() for file in feeds)

    def save(self) -> None:
        """Store it, if it says something new."""
        stored = {name: getattr(self, name) for name in _STORED}
        text = json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True)
        if not self.path.is_file() or self.path.read_text(encoding="utf-8") != text:
            self.path.write_text(text, encoding="utf-8")


def _output_of(builder: Builder, docname: str) -> Path | None:
    """The file that a builder writes for a document; None where it writes none or many together."""
    file = output_file(builder, docname)
    return Path(builder.outdir) / file if file is not None else None


def _is_stale(builder: Builder, docname: str, template: float) -> bool:
    """What Sphinx cannot see for a document without a source: no output, or output older than the templates."""
    output = _output_of(builder, docname)
    if output is None:
        return False
    try:
        return output.stat().st_mtime < template
    except OSError:
        return True


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


def save_manifest(app: Sphinx, exception: Exception | None) -> None:
    """Remove what is no longer part of the output, and store what was written (event: build-finished)."""
    domain = blog_domain(app.env) if app.env is not None else None
    if exception is not None or domain is None or domain.build.signatures is None:
        return
    old = Manifest.of(app)
    all_written = merges_documents(app.builder)
    signatures = {
        name: signature
        for name, signature in domain.build.signatures.items()
        if all_written or name in domain.build.written or old.signatures.get(name) == signature
    }
    ours = sorted(domain.posts.keys() | domain.pages.keys() | domain.records.overrides.keys())
    known = old.files.keys() - domain.build.written  # a file that has not changed has no other name
    files = {name: old.files[name] if name in known else _files_of(app, name) for name in ours}
    names = {name for docnames, name in app.env.images.values() if not docnames.isdisjoint(files)}
    feeds = domain.build.feeds
    if feeds is None:  # no page was written
        feeds = {file: signature for file, signature in old.feeds.items() if file in domain.records.feed_fingerprints}
    for file in old.feeds.keys() - feeds.keys():
        delete_output(Path(app.outdir) / file, Path(app.outdir))
    copies = _copies_now(app, old, all_written=all_written)
    scaled = {name for found in copies.values() for name in found}
    _remove(app, old, files, {name for _, name in app.env.images.values()} | scaled)
    with_cards = {*old.cards} - domain.build.written | domain.build.cards
    cards = sorted(with_cards & app.env.all_docs.keys())
    if old.cards and not cards:
        remove_card_styles(app)
    Manifest(
        path=old.path,
        signatures=signatures,
        files=files,
        images=sorted(names | scaled),
        downloads=_remove_downloads(app, old, files),
        feeds=feeds,
        copies=copies,
        cards=cards,
    ).save()
    domain.build.written.clear()


def _copies_now(app: Sphinx, old: Manifest, *, all_written: bool) -> dict[str, list[str]]:
    """The copies of covers that each document shows: as it was written now, or before."""
    build = blog_domain(app.env).build
    kept = {} if all_written else {name: old.copies[name] for name in old.copies.keys() - build.written}
    made = {name: sorted(found) for name, found in build.copies.items()}
    return {name: found for name, found in (kept | made).items() if name in app.env.all_docs}


def _files_of(app: Sphinx, docname: str) -> list[str]:
    output = _output_of(app.builder, docname)
    if output is None:
        return []
    root = Path(app.outdir)
    files = [output]
    if writes_html(app.builder) and docname not in blog_domain(app.env).records.removed_sections:
        files.append(_source_copy(app, docname))
    return [file.relative_to(root).as_posix() for file in files if file.is_relative_to(root)]


def _source_copy(app: Sphinx, docname: str) -> Path:
    """Where Sphinx copies the source of a document for “view source”."""
    suffix = str(app.env.doc2path(docname, base=False))[len(docname) :]
    extra = app.config.html_sourcelink_suffix
    return Path(app.outdir) / "_sources" / (docname + suffix + (extra if suffix != extra else ""))


def remove_gone(app: Sphinx, _builder: Builder) -> None:
    """Delete what earlier builds wrote for documents that are gone or unpublished now (event: write-started).

    It is done before writing, since an EPUB is made of all that stands in its folder.
    """
    domain = blog_domain(app.env)
    root = Path(app.outdir)
    gone = {name: found for name, found in Manifest.of(app).files.items() if name not in app.env.found_docs}
    gone |= {docname: _files_of(app, docname) for docname in domain.absent}
    files = [file for name, found in gone.items() for file in (found[1:] if written_there(app, name) else found)]
    for file in files:
        delete_output(root / file, root)
    for docname in domain.records.removed_sections if writes_html(app.builder) else ():
        delete_output(_source_copy(app, docname), root)


def written_there(app: Sphinx, docname: str) -> set[str]:
    """The other documents whose output has the name of this one's: ``a`` and ``a/index`` in a ``dirhtml`` build."""
    output = _output_of(app.builder, docname)
    others = app.env.found_docs.intersection(twins(docname)) if output is not None else ()
    return {name for name in others if _output_of(app.builder, name) == output}


def _remove(app: Sphinx, old: Manifest, files: dict[str, list[str]], images: set[str]) -> None:
    """Delete what the last build wrote beside a page, such as the copy of its source, and images that are no more."""
    root = Path(app.outdir)
    for docname, found in files.items():
        for file in set(old.files.get(docname, ())).difference(found):
            delete_output(root / file, root)
    image_folder = root / getattr(app.builder, "imagedir", "_images")
    for name in old.images:
        if name not in images:
            delete_output(image_folder / name, root)


def _remove_downloads(app: Sphinx, old: Manifest, files: Container[str]) -> list[str]:
    """Delete the downloads of the last build that no document offers now; gives those of posts and pages."""
    root = Path(app.outdir)
    offered = {Path(name).as_posix(): docnames for docnames, name in app.env.dlfiles.values()}
    for name in old.downloads:
        if name not in offered:
            delete_output(root / "_downloads" / name, root)
    return sorted(name for name, docnames in offered.items() if any(docname in files for docname in docnames))


def delete_output(file: Path, root: Path) -> None:
    """Delete a file and the folders that it leaves empty."""
    file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
