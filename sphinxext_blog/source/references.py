"""References of a document: noted while it is read, and compared with the files of the next build.

MyST decides while it reads whether a path in a link exists, and Sphinx which files a picture stands for.  A file that
appears or disappears later changes that decision, so the document has to be read again.
"""

from __future__ import annotations

import os.path
import posixpath
from glob import glob
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.i18n import get_image_filename_for_language

from ..domain import blog_domain
from ..model.references import ANY, DOCUMENT, DocumentReferences, FileLookups, Reference, merged
from ..nodes import found_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

__all__ = ["ReferenceNotes", "documents_with_other_files", "reference_of"]

_NOTES = "blog_references"
"""The key under which the notes of a document are kept in ``env.temp_data`` while it is read."""
_MYST = "myst"
"""The type of the references that MyST makes of links, other than by roles."""
_ON_PAGES = frozenset((ANY, DOCUMENT, "blog", "std", "math"))
"""The domains whose references are noted of documents without posts.

A manual has far more references to its objects than links.  So a link from an ordinary page to an object of another
domain that a post describes is left to Sphinx.
"""


def reference_of(node: nodes.Element, docname: str, excerpts: tuple[str, ...] = ()) -> Reference:
    """Return the record of a reference node.

    :param docname: the document that contains the node.
    :param excerpts: the anchors of the posts whose excerpt contains it.
    """
    return Reference(
        domain=str(node.get("refdomain") or ANY),
        type=str(node.get("reftype")),
        target=str(node.get("reftarget")),
        anchor=str(node.get("reftargetid") or ""),
        docname=str(node.get("refdoc") or docname),
        is_explicit=bool(node.get("refexplicit")),
        excerpts=excerpts,
        line=_line_of(node),
    )


def _line_of(node: nodes.Node) -> int:
    """Return the line of a node, or of the nearest node around it that has one; 0 if none has."""
    around: nodes.Node | None = node
    while around is not None and not around.line:
        around = around.parent
    return around.line or 0 if around is not None else 0


class ReferenceNotes:
    """What is noted of one document while it is read."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Start without any reference."""
        self._env, self._docname = env, env.docname
        self._references: list[Reference] = []
        self._existing: set[str] = set()
        self._missing: set[str] = set()
        self._patterns: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, env: BuildEnvironment) -> ReferenceNotes:
        """Return the notes of the document that is being read."""
        notes = env.temp_data.get(_NOTES)
        if not isinstance(notes, ReferenceNotes):
            notes = env.temp_data[_NOTES] = cls(env)
        return notes

    def add(self, references: Iterable[nodes.Element]) -> None:
        """Note references in the text of the document, and the files by which they became what they are."""
        for node in references:
            self._references.append(reference_of(node, self._docname))
            self.add_path(node)

    def add_excerpt(self, anchor: str, references: Iterable[nodes.Element]) -> None:
        """Note the references in the excerpt of the post with an anchor, mostly copies of those in its text."""
        self._references += [reference_of(node, self._docname, (anchor,)) for node in references]

    def add_path(self, node: nodes.Element) -> None:
        """Note the file that decided what MyST made of a link."""
        if node.get("reftype") != _MYST:
            return
        target = str(node.get("reftarget"))
        if not isinstance(node, pending_xref):  # a file that is no document
            self._note_file(self._path(target))
        elif not node.get("refdomain"):
            self._note_file(self._path(target.partition("#")[0]))
        elif node["refdomain"] == DOCUMENT:
            self._existing.update(_sources_of(self._env, target))

    def add_files(self, doctree: nodes.Node) -> None:
        """Note the files of pictures, and those that Sphinx takes note of only if they exist."""
        for node in found_in(doctree, nodes.image):
            self._add_picture(node)
        for name in sorted(map(str, self._env.dependencies.get(self._docname, ()))):
            # Sphinx reads a document again whose dependency is missing, but not if it appears with an old time.
            path = os.path.join(self._env.srcdir, name)  # noqa: PTH118 - many, and relative ones in older Sphinx
            if not os.path.isfile(path) and (relative := _relative(self._env, path)):  # noqa: PTH113 - as above
                self._missing.add(relative)

    def _add_picture(self, node: nodes.Element) -> None:
        uri = str(node.get("uri", ""))
        if not uri or "?" in node.get("candidates", {}):  # a URL
            return
        # From the source folder: the picture has lost the path that its author wrote.
        translated = get_image_filename_for_language(f"/{uri}", self._env).lstrip("/")
        if uri.endswith(".*"):
            for pattern in (uri, translated):
                self._patterns[pattern] = _matches(self._env, pattern)
        elif "original_uri" not in node:  # else it is a dependency of its own
            self._note_file(translated)

    def _note_file(self, path: str) -> None:
        (self._existing if _is_file(self._env, path) else self._missing).add(path)

    def _path(self, name: str) -> str:
        """Return the path that a name in the document means, from the source folder."""
        if name.startswith("/"):
            return name.lstrip("/")
        # not normalized: the system follows symbolic links before it goes up
        return posixpath.join(posixpath.dirname(self._docname), name)

    def result(self, *, all_domains: bool) -> DocumentReferences:
        """Return the record of the document.

        :param all_domains: whether the references of all domains are noted, as of a document with posts.
        """
        references = (found for found in self._references if all_domains or found.domain in _ON_PAGES)
        return DocumentReferences(
            references=merged(references),
            files=FileLookups(
                existing=tuple(sorted(self._existing)),
                missing=tuple(sorted(self._missing)),
                patterns=tuple(sorted(self._patterns.items())),
            ),
        )


def documents_with_other_files(env: BuildEnvironment) -> set[str]:
    """Return the documents that would become others if they were read now, since a file has appeared or disappeared."""
    known: dict[str, bool] = {}

    def exists(path: str) -> bool:
        if path not in known:
            known[path] = _is_file(env, path)
        return known[path]

    return {
        docname
        for docname, noted in blog_domain(env).records.references.items()
        if not all(map(exists, noted.files.existing))
        or any(map(exists, noted.files.missing))
        or any(_matches(env, pattern) != matches for pattern, matches in noted.files.patterns)
    }


def _is_file(env: BuildEnvironment, path: str) -> bool:
    return os.path.isfile(f"{env.srcdir}/{path}")  # noqa: PTH113 - a path of pathlib takes longer than the look at the file


def _matches(env: BuildEnvironment, pattern: str) -> tuple[str, ...]:
    folder = posixpath.dirname(pattern)
    found = glob(f"{env.srcdir}/{pattern}")  # noqa: PTH207 - as Sphinx does it
    return tuple(sorted(posixpath.join(folder, os.path.basename(path)) for path in found))  # noqa: PTH119 - as above


def _sources_of(env: BuildEnvironment, docname: str) -> list[str]:
    """Return the file of a document, which may be one that Sphinx is told to exclude; none if there is no file."""
    path = str(env.doc2path(docname, base=False)).replace(os.path.sep, "/")
    if _is_file(env, path):
        return [path]
    paths = (f"{docname}{suffix}" for suffix in env.config.source_suffix)
    return [path for path in paths if _is_file(env, path)]


def _relative(env: BuildEnvironment, path: str) -> str:
    """Return a path from the source folder; empty if it is on another drive."""
    try:
        return os.path.relpath(path, env.srcdir).replace(os.path.sep, "/")
    except ValueError:
        return ""
