"""Drafts: excludes unpublished documents before they are read.

A document whose front matter makes it a draft or scheduled is not read, so no data has to be removed later.  Its
docname exists while other documents are read, so that Sphinx does not warn of toctrees and links that name it.  A
transform drops it from toctrees.

Some drafts are only known after parsing: those declared by a ``post`` directive, and those with front matter from a
template.  :mod:`.source.unpublished` empties these, and this module removes them after reading.  A document with
unpublished sections is then read again without them.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from .diagnostics import Report, Subtype, warn
from .domain import blog_domain
from .model.post import UNPUBLISHED, Post, PostStatus, UnpublishedDocument, status_of
from .nodes import find_nodes
from .source.declarations import declare, emit_reports, is_indispensable, unpublished_post
from .source.frontmatter import front_matter_span
from .source.prediction import (
    first_heading,
    is_post,
    is_reserved_docname,
    note_front_matter,
    predict_post,
    with_defaults,
)
from .source.unpublished import file_type, note_included, source_kind
from .sphinx_compat import (
    defined_names,
    drop_warnings,
    drop_warnings_about,
    forget_document,
    is_config_unchanged,
    listeners_of,
    read_again,
    warnings_mark,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .domain import BlogDomain
    from .model.post import Blanking

__all__ = [
    "DropDraftsFromToctrees",
    "documents_with_dropped_entries",
    "drop_from_added_toctrees",
    "exclude_drafts",
    "log_drafts",
    "remove_draft_docnames",
    "remove_found_drafts",
    "reread",
    "text_to_parse",
]

_logger = logging.getLogger(__name__)

# -- front matter ------------------------------------------------------------------------------------------------------

_POST = re.compile(r"\bpost(?:\}|::)")
_INCLUDE = re.compile(r"\binclude(?:\}|::)[ \t]*(?P<path>[^\n]*)")
_FIELD = re.compile(r":(?P<name>[\w-]+):(?:[ \t]+(?P<value>[^\n]*?))?[ \t]*")
_MARKDOWN = ("markdown", "myst-nb")
"""The types of source files in which nothing but a block at the start is front matter."""
_MAX_INCLUDES = 20
"""The maximum number of included files; more are treated as circular."""


def _draft_in(env: BuildEnvironment, docname: str, text: str) -> tuple[UnpublishedDocument, list[Report], str] | None:
    """Return the draft that a source text certainly declares, the problems of its front matter, and its header.

    Return None if it is not a draft, or if that depends on its directives.
    """
    domain = blog_domain(env)
    options = domain.options
    path = str(env.doc2path(docname, base=False))
    kind = source_kind(env, path)
    header_data = _fields_of(text) if kind == "rst" else _front_matter_of(env, docname, path, text)
    if header_data is None or is_indispensable(env, docname):
        return None
    values, lines, head = header_data
    is_reserved = is_reserved_docname(docname, env.config.root_doc, options.layout())
    if not is_post(values, docname, options, is_reserved=is_reserved):
        if not (domain.home_base and is_reserved):
            return None
        # It overrides a page that exists only in another version.
        override = Post(docname=docname, title=_heading_in(text, head, kind) or docname)
        return UnpublishedDocument(post=override, files=_timestamps(env, [path])), [], head
    likely = predict_post(docname, with_defaults(values, docname, options), domain.zone, options)
    if not domain.is_unpublished(likely):
        return None
    reports: list[Report] = []
    metadata = declare(env, (docname, 1), values, lines, reports)
    files = _files_without_directive(env, docname, path, _cell_sources(text) if kind == "ipynb" else text)
    if files is None or not (domain.home_base or metadata.is_unpublished(domain.now)):
        return None
    post = unpublished_post(docname, metadata, _heading_in(text, head, kind) if domain.home_base else "")
    return UnpublishedDocument(post=post, files=_timestamps(env, files)), reports, head


def _heading_in(text: str, head: str, kind: str) -> str:
    """Return the first heading of a source text as plain text; empty if there is none.

    :param head: the header of the text.
    """
    return first_heading(_cell_sources(text) if kind == "ipynb" else text.removeprefix(head), kind)


def _front_matter_of(
    env: BuildEnvironment, docname: str, path: str, text: str
) -> tuple[dict[str, Any], dict[str, int], str] | None:
    """Return the values, lines and text of front matter or notebook metadata; None if parsing might change them."""
    content = [text]
    front = note_front_matter(env.config, blog_domain(env).options, docname, path, content)
    if front is None:  # the parser of another file type may derive front matter from something else
        return ({}, {}, "") if file_type(env, path) in _MARKDOWN else None
    if front.error or "myst" in front.values:  # the parser reports problems of these
        return None
    head = (
        json.dumps(json.loads(content[0]) | {"cells": []})
        if path.endswith(".ipynb")
        else _block_with_dashes(content[0])
    )
    return front.values, front.lines, head


def _block_with_dashes(text: str) -> str:
    """Return front matter with its lines of dashes."""
    span = front_matter_span(text)
    if span is None:
        return ""
    end = text.find("\n", span[1])
    return text[: end + 1] if end >= 0 else text


def _fields_of(text: str) -> tuple[dict[str, Any], dict[str, int], str] | None:
    """Return the field list at the start of reStructuredText; None if a parser might find other fields."""
    values: dict[str, Any] = {}
    numbers: dict[str, int] = {}
    lines = text.removeprefix("\ufeff").split("\n")
    end = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        field = _FIELD.fullmatch(line)
        if field is None:
            is_longer = line.startswith((":", " ", "\t")) or (end and number == end + 1)
            if is_longer or (line.startswith(("..", "__ ")) and not end):  # invisible markup may precede fields
                return None
            break
        values[field["name"]], numbers[field["name"]], end = field["value"] or "", number, number
    return values, numbers, "".join(f"{line}\n" for line in lines[:end])


def _cell_sources(notebook: str) -> str:
    """Return the sources of all cells of a notebook."""
    cells = json.loads(notebook).get("cells", [])
    return "\n".join(source if isinstance(source := cell.get("source", ""), str) else "".join(source) for cell in cells)


def _files_without_directive(env: BuildEnvironment, docname: str, path: str, text: str) -> list[str] | None:
    """Return the files of a document, including included ones; None if one has a ``post`` directive."""
    files, texts = [path], [text]
    if source_kind(env, path) == "rst":
        texts += [str(env.config.rst_prolog or ""), str(env.config.rst_epilog or "")]
    while texts:
        text = texts.pop()
        if _POST.search(text) or len(files) > _MAX_INCLUDES:
            return None
        for match in _INCLUDE.finditer(text):
            included, absolute = env.relfn2path(match["path"].strip(), docname)
            try:
                texts.append(Path(absolute).read_text(encoding="utf-8-sig"))
            except (OSError, ValueError):
                return None
            files.append(included)
    return files


def _timestamps(env: BuildEnvironment, files: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the modification times of files."""
    return tuple((file, _changed(Path(env.srcdir) / file)) for file in dict.fromkeys(files))


def _changed(path: Path) -> int:
    """Return the modification time of a file in nanoseconds; 0 if there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:  # deleted since Sphinx listed it
        return 0


# -- before reading ----------------------------------------------------------------------------------------------------


def exclude_drafts(app: Sphinx, stale: AbstractSet[str]) -> set[str]:
    """Exclude unpublished documents from reading, and return the documents that must be reread for that.

    :param stale: the documents that Sphinx is about to read.
    """
    env = app.env
    domain = blog_domain(env)
    previous = dict(domain.unpublished)
    domain.unpublished.clear()
    domain.build.texts_change = any(map(_changes_text, listeners_of(app, "source-read")))
    premature = _prematurely_published(domain)
    for docname in sorted({*stale, *previous, *premature} & env.project.docnames) if not domain.preview else ():
        stored = previous.get(docname)
        if stored is not None and _is_still_unpublished(env, docname, stored):
            domain.unpublished[docname] = stored
        elif not domain.build.texts_change and (draft := _draft_in_file(env, docname)) is not None:
            domain.unpublished[docname] = draft
    candidates = (
        previous.keys() - domain.unpublished.keys() if is_config_unchanged(env) and not domain.preview else set()
    )
    domain.build.possibly_unpublished = {
        name for name in candidates & stale if domain.is_unpublished(previous[name].post)
    }
    domain.build.newly_unpublished = (domain.unpublished.keys() & env.all_docs.keys()) - domain.pages.keys()
    to_reread = documents_with_dropped_entries(
        domain, previous.keys() - domain.unpublished.keys() - domain.build.possibly_unpublished
    )
    to_reread |= _documents_with(env, domain.build.newly_unpublished)
    to_reread |= (
        _documents_mentioning(env, defined_names(env, domain.build.newly_unpublished))
        if domain.build.newly_unpublished
        else set()
    )
    for docname, dates in domain.records.removed_sections.items():
        if domain.preview or any(date is not None and date <= domain.now for date in dates):
            to_reread.add(docname)
    return ((to_reread | premature) - domain.unpublished.keys()) & env.project.docnames


def _changes_text(handler: object) -> bool:
    """Return whether a handler of ``source-read`` may change a text; handlers of Sphinx and this extension do not."""
    return not str(getattr(handler, "__module__", "")).startswith(("sphinx.", "sphinxext_blog."))


def _prematurely_published(domain: BlogDomain) -> set[str]:
    """Return the documents with unpublished posts that a preview, or a build with a fast clock, has read."""
    if domain.preview:
        return set()
    return {docname for docname, posts in domain.posts.items() if any(map(domain.is_unpublished, posts))}


def _is_still_unpublished(env: BuildEnvironment, docname: str, stored: UnpublishedDocument) -> bool:
    """Return whether a document that was unpublished in the last build is unchanged and still unpublished."""
    files = [str(env.doc2path(docname, base=False)), *(file for file, _ in stored.files[1:])]
    unchanged = is_config_unchanged(env) and stored.files == _timestamps(env, files)
    return unchanged and blog_domain(env).is_unpublished(stored.post)


def _draft_in_file(env: BuildEnvironment, docname: str) -> UnpublishedDocument | None:
    """Return the draft that a file certainly declares, and report problems of its front matter."""
    try:
        text = Path(env.doc2path(docname)).read_text(encoding=env.settings["input_encoding"])
    except (OSError, ValueError, LookupError):  # Sphinx reports it
        return None
    result = _draft_in(env, docname, text)
    if result is None:
        return None
    draft, reports, _ = result
    emit_reports(env, reports)
    return draft


def _documents_with(env: BuildEnvironment, docnames: AbstractSet[str]) -> set[str]:
    """Return the documents whose toctrees contain some others."""
    if not docnames:
        return set()
    return {parent for parent, children in env.toctree_includes.items() if not docnames.isdisjoint(children)}


def documents_with_dropped_entries(domain: BlogDomain, docnames: AbstractSet[str]) -> set[str]:
    """Return the documents from whose toctrees some others were dropped."""
    dropped = domain.records.dropped_entries
    return {parent for parent, names in dropped.items() if not docnames.isdisjoint(names)} if docnames else set()


def _documents_mentioning(env: BuildEnvironment, names: set[str]) -> set[str]:
    """Return the documents whose sources contain some names, and which may therefore define them."""
    tails = {re.split(r"[.:]+", name.rstrip(".:"))[-1] or name for name in names}
    if not tails:
        return set()
    expression = re.compile("|".join(rf"(?<!\w){re.escape(tail)}(?!\w)" for tail in sorted(tails)), re.IGNORECASE)
    domain = blog_domain(env)
    documents = set()
    for docname in env.all_docs.keys() - domain.pages.keys():
        files = [Path(env.doc2path(docname)), *(Path(env.srcdir) / file for file in env.dependencies.get(docname, ()))]
        if any(expression.search(_text_of(file)) for file in files):
            documents.add(docname)
    return documents


def _text_of(file: Path) -> str:
    """Return the text of a file; empty if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="ignore")
    except OSError:
        return ""


def remove_draft_docnames(domain: BlogDomain) -> None:
    """Remove the docnames of drafts, which must not exist after reading."""
    domain.env.project.docnames -= domain.absent
    # Sphinx writes all documents that it has read.
    read = domain.build.docnames_to_read
    read[:] = [docname for docname in read if docname not in domain.unpublished]


# -- while reading -----------------------------------------------------------------------------------------------------


def text_to_parse(env: BuildEnvironment, docname: str, text: str) -> str:
    """Return the text of a document, or only its header if a template has made it a draft."""
    domain = blog_domain(env)
    is_found_early = domain.build.texts_change and not domain.preview and not domain.home_base  # its title is required
    draft = _draft_in(env, docname, text) if is_found_early else None
    return draft[2] if draft is not None else text


class DropDraftsFromToctrees(SphinxTransform):
    """Drops unpublished documents from the toctrees of the document that is being read."""

    default_priority = 1  # before the titles of entries are noted for translators (10)

    def apply(self, **_kwargs: object) -> None:
        """Drop the entries of toctrees that the author wrote."""
        _drop_from_toctrees(self.env, self.document)


def drop_from_added_toctrees(app: Sphinx, doctree: nodes.document) -> None:
    """Drop the entries of toctrees that transforms of other extensions added (event: doctree-read, before Sphinx)."""
    _drop_from_toctrees(app.env, doctree)


def _drop_from_toctrees(env: BuildEnvironment, document: nodes.document) -> None:
    """Drop entries, and record them, since publishing one of them requires rereading this document."""
    domain = blog_domain(env)
    if domain.home_base:
        dropped = _link_to_home(domain, document)
    else:
        drafts = (
            (domain.unpublished.keys() | domain.build.possibly_unpublished)
            - domain.pages.keys()
            - domain.build.reserved_docnames
        )
        dropped = set()
        for toctree in find_nodes(document, addnodes.toctree) if drafts else ():
            dropped |= drafts.intersection(name for _, name in toctree["entries"])
            toctree["entries"] = [entry for entry in toctree["entries"] if entry[1] not in drafts]
            toctree["includefiles"] = [name for name in toctree["includefiles"] if name not in drafts]
    if dropped:
        earlier = domain.records.dropped_entries.get(env.docname, ())
        domain.records.dropped_entries[env.docname] = tuple(sorted({*earlier, *dropped}))


def _link_to_home(domain: BlogDomain, document: nodes.document) -> set[str]:
    """Let entries of posts and pages of the blog lead to the version of the site that has them; return these."""
    moved: set[str] = set()
    for toctree in find_nodes(document, addnodes.toctree):
        entries: list[tuple[str | None, str]] = []
        for title, name in toctree["entries"]:
            home_title = domain.home_title(name)
            if home_title:
                entries.append((title or home_title, domain.home_url(name)))
            elif name not in domain.unpublished and name not in domain.build.possibly_unpublished:
                entries.append((title, name))
            if home_title or name in domain.unpublished:
                moved.add(name)
        toctree["entries"] = entries
        toctree["includefiles"] = [name for name in toctree["includefiles"] if name not in moved]
    return moved


# -- after reading -----------------------------------------------------------------------------------------------------

_ATTEMPTS = 4
"""The maximum number of readings of a document; one suffices if its sections are in its own file."""


def remove_found_drafts(app: Sphinx) -> tuple[set[str], set[str]]:
    """Remove the drafts that reading found, and reread the documents that depend on them.

    :returns: the drafts, and the documents that have to be written.
    """
    env = app.env
    domain = blog_domain(env)
    previous = set(domain.unpublished)
    names: set[str] = set()
    for docname, draft in sorted(domain.records.drafts.items()):
        names.update(draft.names)
        _unpublish(app, docname, draft.post)
    published, domain.build.possibly_unpublished = domain.build.possibly_unpublished - domain.unpublished.keys(), set()
    with _draft_names(domain):
        for docname in sorted(domain.records.blankings):
            names |= _read_without_drafts(app, docname)
    new_drafts = domain.unpublished.keys() - previous
    parents = _documents_with(env, domain.unpublished.keys() - domain.pages.keys() - domain.build.reserved_docnames)
    if domain.home_base:
        parents = _documents_with_entries_at_home(env, domain)
    if published:
        parents |= documents_with_dropped_entries(domain, published) | (env.glob_toctrees & env.all_docs.keys())
    lost = names - defined_names(env) if names else names
    reread(app, (parents | _documents_mentioning(env, lost)) - domain.unpublished.keys())
    return new_drafts, parents


def _documents_with_entries_at_home(env: BuildEnvironment, domain: BlogDomain) -> set[str]:
    """Return the documents to reread, since their toctrees contain titles and URLs in another version."""
    domain.clear_computed()
    home = domain.home_digest()
    has_changed = domain.records.home_digest not in ("", home)
    domain.records.home_digest = home
    elsewhere = domain.unpublished.keys() | domain.build.reserved_docnames | domain.pages.keys()
    parents = _documents_with(env, elsewhere)
    if has_changed:
        parents |= domain.records.dropped_entries.keys()
    return (parents & env.all_docs.keys()) - elsewhere


def reread(app: Sphinx, docnames: Iterable[str]) -> None:
    """Read documents again under the conditions of the first reading: the docnames of drafts exist."""
    domain = blog_domain(app.env)
    with _draft_names(domain):
        for docname in sorted(docnames):
            mark = warnings_mark()
            is_known = docname in domain.build.blankings  # the warnings about removed sections are not given again
            if not is_known:
                drop_warnings_about(app.env, docname)
            app.env.reread_always.discard(docname)
            _read_without_drafts(app, docname)
            if is_known:
                drop_warnings(mark)


def _unpublish(app: Sphinx, docname: str, post: Post) -> None:
    """Remove a document that has been read, and record it as unpublished."""
    env = app.env
    files = [str(env.doc2path(docname, base=False)), *sorted(map(str, env.dependencies.get(docname, ())))]
    blog_domain(env).unpublished[docname] = UnpublishedDocument(post=post, files=_timestamps(env, files))
    forget_document(app, docname)


@contextmanager
def _draft_names(domain: BlogDomain) -> Iterator[None]:
    """Add the docnames of drafts while documents are read."""
    domain.env.project.docnames |= domain.unpublished.keys()
    try:
        yield
    finally:
        remove_draft_docnames(domain)


def _read_without_drafts(app: Sphinx, docname: str) -> set[str]:
    """Read a document again without its unpublished sections; return the names that these defined."""
    domain = blog_domain(app.env)
    names: set[str] = set()
    for _ in range(_ATTEMPTS):
        blanking = domain.records.blankings.get(docname)
        if blanking is not None:
            names.update(blanking.names)
            earlier = domain.build.blankings.get(docname)
            domain.build.blankings[docname] = blanking if earlier is None else earlier.and_then(blanking)
        with _included_texts(app, domain.build.blankings.get(docname)):
            read_again(app, docname)
        if docname not in domain.records.blankings:
            return names
    message = "post: the lines of an unpublished section cannot be determined. The whole document is excluded."
    warn(Subtype.SECTION, message, location=docname)
    dates = [date for date in domain.build.blankings[docname].dates if date is not None]
    _unpublish(app, docname, Post(docname=docname, title="", date=min(dates, default=None), draft=not dates))
    return names


@contextmanager
def _included_texts(app: Sphinx, blanking: Blanking | None) -> Iterator[None]:
    """Process the texts that a document includes, if an unpublished section may be in one.

    The handler is not connected otherwise, because it changes how Sphinx divides included texts into lines.
    """
    if blanking is None or blanking.is_within_own_file:
        yield
        return
    listener = app.connect("include-read", note_included, priority=900)
    try:
        yield
    finally:
        app.disconnect(listener)


def log_drafts(domain: BlogDomain) -> None:
    """Log the posts that are excluded, or included in a preview, and the date of the next one."""
    if domain.home_base:
        return
    if domain.preview:
        posts = (post for posts_of_document in domain.posts.values() for post in posts_of_document)
        waiting = [(_due(post, domain), post.docname) for post in posts if status_of(post, domain.now) in UNPUBLISHED]
    else:
        waiting = [(_due(held.post, domain), docname) for docname, held in domain.unpublished.items()]
        waiting += [
            (due, docname)
            for docname, posts_of_document in domain.records.removed_sections.items()
            for due in posts_of_document
        ]
    drafts = sorted(docname for due, docname in waiting if due is None)
    scheduled = sorted((due, docname) for due, docname in waiting if due is not None)
    what = "preview includes" if domain.preview else "skipped"
    if drafts:
        _logger.info("blog: %s %s: %s", what, _counted(len(drafts), "draft"), ", ".join(dict.fromkeys(drafts)))
    if scheduled:
        _logger.info(
            "blog: %s %s; next due %s: %s",
            what,
            _counted(len(scheduled), "scheduled post"),
            scheduled[0][0].isoformat(),
            ", ".join(sorted({docname for _, docname in scheduled})),
        )


def _counted(number: int, noun: str) -> str:
    """Return a number with its noun in singular or plural."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _due(post: Post, domain: BlogDomain) -> datetime | None:
    """Return the publication date of a scheduled post; None for a draft."""
    return post.date if status_of(post, domain.now) is PostStatus.SCHEDULED else None
