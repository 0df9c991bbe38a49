"""References of a document: recorded while it is read, and compared with the files of the next build.

While reading, MyST decides whether a path in a link exists, and Sphinx selects the file of an image.  A file that is
created or deleted later changes that decision, so the document has to be read again.
"""

from __future__ import annotations

import os.path
import posixpath
from glob import glob
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from ..domain import blog_domain
from ..model.code_names import LANGUAGES, CodeName, merge_code_names, names_in_code
from ..model.references import ANY, DOCUMENT, INVENTORY, DocumentReferences, FileLookups, Reference, merge_references
from ..nodes import find_nodes
from ..sphinx_compat import MYST_LINK, get_image_filename_for_language, inventory_match
from .declarations import DECLARED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.environment import BuildEnvironment

    from .declarations import DeclaredDocument

__all__ = ["DecodeImagePaths", "ReferenceNotes", "documents_with_changed_files", "reference_of"]

_NOTES = "blog_references"
"""The key of the recorded references in ``env.temp_data`` while a document is read."""
_ON_PAGES = frozenset((ANY, DOCUMENT, "blog", "std", "math"))
"""The domains whose references are recorded for documents without posts.

Most references of a manual are to its objects.  A link from an ordinary page to an object of another domain in a post
is therefore left to Sphinx.
"""


_CONTEXT = frozenset(("refspecific", "intersphinx", "inventory"))
"""The attributes of references that domains and intersphinx use, besides those with the name of a domain."""


def reference_of(
    node: nodes.Element, docname: str, excerpts: tuple[str, ...] = (), posts: tuple[str, ...] = ()
) -> Reference:
    """Return the record of a reference node.

    :param docname: the document that contains the node.
    :param excerpts: the anchors of the posts whose excerpt contains it.
    :param posts: the anchors of the posts that contain it.
    """
    return Reference(
        domain=str(node.get("refdomain") or ANY),
        type=str(node.get("reftype")),
        target=str(node.get("reftarget")),
        anchor=str(node.get("reftargetid") or ""),
        docname=str(node.get("refdoc") or docname),
        is_explicit=bool(node.get("refexplicit")),
        context=_context_of(node),
        excerpts=excerpts,
        posts=posts,
        line=_line_of(node),
    )


def _inventory_reference(node: nodes.Element, docname: str, posts: tuple[str, ...]) -> Reference | None:
    """Return the record of a link that MyST resolved with an inventory; None for any other link."""
    match = inventory_match(node)
    if match is None:
        return None
    inventory, kind, name = match
    return Reference(
        domain=INVENTORY,
        type=kind,
        target=name,
        docname=docname,
        context=(("inventory", inventory),),
        posts=posts,
        line=_line_of(node),
    )


def _context_of(node: nodes.Element) -> tuple[tuple[str, str | int], ...]:
    """Return the plain attributes of a reference by which a domain completes its target, such as ``py:module``."""
    context = [
        (name, value)
        for name, value in node.attributes.items()
        if value and isinstance(value, (str, int)) and (":" in name or name in _CONTEXT)
    ]
    return tuple(sorted(context))


def _line_of(node: nodes.Node) -> int:
    """Return the line of a node or its nearest ancestor with a line; 0 if none has one."""
    ancestor: nodes.Node | None = node
    while ancestor is not None and not ancestor.line:
        ancestor = ancestor.parent
    return ancestor.line or 0 if ancestor is not None else 0


class ReferenceNotes:
    """The references and files of one document, recorded while it is read."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Start without references."""
        self._env, self._docname = env, env.docname
        self._references: list[Reference] = []
        self._code: list[CodeName] = []
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

    def add(self, references: Iterable[nodes.Element], posts: Callable[[nodes.Element], tuple[str, ...]]) -> None:
        """Record references in the text of the document, and the files that determined them.

        :param posts: returns the anchors of the posts that contain a node.
        """
        for node in references:
            self._references.append(reference_of(node, self._docname, posts=posts(node)))
            self.add_path(node)

    def add_links(self, links: Iterable[nodes.Element], posts: Callable[[nodes.Element], tuple[str, ...]]) -> None:
        """Record the resolved links to objects of other projects.

        :param posts: returns the anchors of the posts that contain a node.
        """
        references = (_inventory_reference(node, self._docname, posts(node)) for node in links)
        self._references += filter(None, references)

    def add_code(self, blocks: Iterable[nodes.Element], posts: Callable[[nodes.Element], tuple[str, ...]]) -> None:
        """Record the names in code blocks of Python.

        :param posts: returns the anchors of the posts that contain a node.
        """
        for node in blocks:
            if str(node.get("language")).lower() not in LANGUAGES:
                continue
            anchors, line = posts(node), _line_of(node)
            for name, minimum in names_in_code(node.astext()):
                self._code.append(CodeName(name=name, minimum=minimum, posts=anchors, line=line))

    def add_excerpt(self, anchor: str, references: Iterable[nodes.Element]) -> None:
        """Record the references in the excerpt of a post, most of which are copies of those in its text."""
        self._references += [reference_of(node, self._docname, (anchor,), (anchor,)) for node in references]

    def add_path(self, node: nodes.Element) -> None:
        """Record the file that determined how MyST parsed a link."""
        if node.get("reftype") != MYST_LINK:
            return
        target = str(node.get("reftarget"))
        if not isinstance(node, pending_xref):  # a file that is not a document
            self._add_file(self._path(target))
        elif not node.get("refdomain"):
            self._add_file(self._path(target.partition("#")[0]))
        elif node["refdomain"] == DOCUMENT:
            self._existing.update(_sources_of(self._env, target))

    def add_files(self, doctree: nodes.Node) -> None:
        """Record the files of images, and dependencies that do not exist."""
        for node in find_nodes(doctree, nodes.image):
            self._add_image(node)
        for name in sorted(map(str, self._env.dependencies.get(self._docname, ()))):
            # Sphinx rereads a document with a missing dependency, but not if it is created with an old timestamp.
            path = os.path.join(self._env.srcdir, name)  # noqa: PTH118 - faster for many paths; relative in older Sphinx
            if not os.path.isfile(path) and (relative := _relative(self._env, path)):  # noqa: PTH113 - as above
                self._missing.add(relative)

    def _add_image(self, node: nodes.Element) -> None:
        """Record the file of an image, or the files that its pattern matches."""
        uri = str(node.get("uri", ""))
        if not uri or "?" in node.get("candidates", {}):  # a URL
            return
        # relative to the source folder: the node no longer contains the path that its author wrote
        translated = get_image_filename_for_language(f"/{uri}", self._env).lstrip("/")
        if uri.endswith(".*"):
            for pattern in (uri, translated):
                self._patterns[pattern] = _matches(self._env, pattern)
        elif "original_uri" not in node:  # otherwise a separate dependency
            self._add_file(translated)

    def _add_file(self, path: str) -> None:
        """Record whether a file exists."""
        (self._existing if _is_file(self._env, path) else self._missing).add(path)

    def _path(self, name: str) -> str:
        """Return the path of a name in the document, relative to the source folder."""
        if name.startswith("/"):
            return name.lstrip("/")
        # not normalized: the system follows symbolic links before it goes up
        return posixpath.join(posixpath.dirname(self._docname), name)

    def result(self, *, all_domains: bool) -> DocumentReferences:
        """Return the record of the document.

        :param all_domains: whether to include references of all domains, as for a document with posts.
        """
        references = (reference for reference in self._references if all_domains or reference.domain in _ON_PAGES)
        return DocumentReferences(
            references=merge_references(references),
            files=FileLookups(
                existing=tuple(sorted(self._existing)),
                missing=tuple(sorted(self._missing)),
                patterns=tuple(sorted(self._patterns.items())),
            ),
            code=merge_code_names(self._code),
        )


def documents_with_changed_files(env: BuildEnvironment) -> set[str]:
    """Return the documents that would be parsed differently, since a file was created or deleted."""
    existence: dict[str, bool] = {}

    def exists(path: str) -> bool:
        if path not in existence:
            existence[path] = _is_file(env, path)
        return existence[path]

    return {
        docname
        for docname, recorded in blog_domain(env).records.references.items()
        if not all(map(exists, recorded.files.existing))
        or any(map(exists, recorded.files.missing))
        or any(_matches(env, pattern) != matches for pattern, matches in recorded.files.patterns)
    }


def _is_file(env: BuildEnvironment, path: str) -> bool:
    """Return whether a path relative to the source folder is a file."""
    return os.path.isfile(f"{env.srcdir}/{path}")  # noqa: PTH113 - creating a pathlib path takes longer


def _matches(env: BuildEnvironment, pattern: str) -> tuple[str, ...]:
    """Return the files that match a pattern relative to the source folder."""
    folder = posixpath.dirname(pattern)
    paths = glob(f"{env.srcdir}/{pattern}")  # noqa: PTH207 - as Sphinx does it
    return tuple(sorted(posixpath.join(folder, os.path.basename(path)) for path in paths))  # noqa: PTH119 - as above


def _sources_of(env: BuildEnvironment, docname: str) -> list[str]:
    """Return the file of a document, which Sphinx may exclude; an empty list if there is none."""
    path = str(env.doc2path(docname, base=False)).replace(os.path.sep, "/")
    if _is_file(env, path):
        return [path]
    paths = (f"{docname}{suffix}" for suffix in env.config.source_suffix)
    return [path for path in paths if _is_file(env, path)]


def _relative(env: BuildEnvironment, path: str) -> str:
    """Return a path relative to the source folder; empty if it is on another drive."""
    try:
        return os.path.relpath(path, env.srcdir).replace(os.path.sep, "/")
    except ValueError:
        return ""


class DecodeImagePaths(SphinxTransform):
    """Decodes the paths of images in documents with posts, if that gives the name of a file.

    MyST-Parser percent-encodes the target of ``![](笔记/图.png)`` as if it were a URL, while Sphinx looks for a file of
    exactly that name.  Paths of downloads and of documents are decoded by MyST-Parser itself.
    """

    default_priority = 5  # after the posts are declared; Sphinx looks for the files when all transforms have run

    def apply(self, **_kwargs: object) -> None:
        """Replace the path of each image that does not exist as it is written."""
        declared: DeclaredDocument | None = self.env.temp_data.get(DECLARED)
        if declared is None or not declared.posts:
            return
        for image in find_nodes(self.document, nodes.image):
            uri = str(image.get("uri", ""))
            if "%" not in uri or ":" in uri.partition("/")[0]:  # nothing is encoded, or it is a URL
                continue
            if not self._is_file(uri) and self._is_file(path := unquote(uri)):
                image["uri"] = path

    def _is_file(self, uri: str) -> bool:
        return os.path.isfile(self.env.relfn2path(uri, self.env.docname)[1])  # noqa: PTH113 - it is a plain string
