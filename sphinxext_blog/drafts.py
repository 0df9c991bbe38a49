"""Drafts: what is not published, before it is read.

A document whose front matter makes it a draft, or a post of the future, is not read at all: Sphinx does not meet it, so
there is nothing to undo.  Its name exists while the others are read, so a toctree or a link to it is no mistake; a
transform drops it from the toctrees of the document that is being read.

Some drafts are only known when they are parsed: those by a ``post`` directive, and those whose front matter comes from
a template.  :mod:`.source.unpublished` empties these, and here they are forgotten when all is read.  A document with
sections that are not published is then read again without them.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import addnodes
from sphinx.environment import CONFIG_OK
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from .diagnostics import Report, Subtype, warn
from .domain import blog_domain
from .model.post import UNPUBLISHED, Post, State, Withheld, state_of
from .nodes import found_in
from .source.declarations import declare, emit_reports, is_indispensable, post_of
from .source.frontmatter import block_of
from .source.prediction import completed, guess, is_own_page, is_post, note_front_matter
from .source.unpublished import file_type, kind_of, note_included
from .sphinx_compat import (
    defined_names,
    drop_warnings,
    drop_warnings_about,
    forget_document,
    listeners_of,
    read_again,
    warnings_mark,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .domain import BlogDomain
    from .model.post import Blanking

__all__ = [
    "DropDraftsFromToctrees",
    "documents_without",
    "exclude_drafts",
    "hide_drafts",
    "report_drafts",
    "reread",
    "settle_drafts",
    "text_to_parse",
]

_logger = logging.getLogger(__name__)

# -- front matter ------------------------------------------------------------------------------------------------------

_POST = re.compile(r"\bpost(?:\}|::)")
_INCLUDE = re.compile(r"\binclude(?:\}|::)[ \t]*(?P<path>[^\n]*)")
_FIELD = re.compile(r":(?P<name>[\w-]+):(?:[ \t]+(?P<value>[^\n]*?))?[ \t]*")
_MARKDOWN = ("markdown", "myst-nb")
_DEEPEST = 20
"""Files that include each other; more are taken for a circle."""


def _draft_in(env: BuildEnvironment, docname: str, text: str) -> tuple[Withheld, list[Report], str] | None:
    """Return the draft that a source text is for certain, what is wrong with its front matter, and its head.

    None where it is none, or where only its directives can tell.
    """
    domain = blog_domain(env)
    options = domain.options
    path = str(env.doc2path(docname, base=False))
    kind = kind_of(env, path)
    found = _fields_of(text) if kind == "rst" else _front_matter_of(env, docname, path, text)
    if found is None or is_indispensable(env, docname):
        return None
    values, lines, head = found
    own_page = is_own_page(docname, env.config.root_doc, options.layout())
    if not is_post(values, docname, options, own_page=own_page):
        return None
    likely = guess(docname, completed(values, docname, options), domain.zone, options)
    if state_of(likely, domain.now) not in UNPUBLISHED:
        return None
    reports: list[Report] = []
    metadata = declare(env, (docname, 1), values, lines, reports)
    files = _files_if_silent(env, docname, path, _words_of(text) if kind == "ipynb" else text)
    if not metadata.is_unpublished(domain.now) or files is None:
        return None
    return Withheld(post=post_of(docname, metadata), files=_stamps(env, files)), reports, head


def _front_matter_of(
    env: BuildEnvironment, docname: str, path: str, text: str
) -> tuple[dict[str, Any], dict[str, int], str] | None:
    """Return the front matter of Markdown, or the metadata of a notebook; None where it cannot be sure."""
    content = [text]
    front = note_front_matter(env.config, blog_domain(env).options, docname, path, content)
    if front is None:  # another parser may make front matter of something else
        return ({}, {}, "") if file_type(env, path) in _MARKDOWN else None
    if front.error or "myst" in front.values:  # the parser reports what is wrong with these
        return None
    head = json.dumps(json.loads(text) | {"cells": []}) if path.endswith(".ipynb") else _block_with_dashes(content[0])
    return front.values, front.lines, head


def _block_with_dashes(text: str) -> str:
    span = block_of(text)
    if span is None:
        return ""
    end = text.find("\n", span[1])
    return text[: end + 1] if end >= 0 else text


def _fields_of(text: str) -> tuple[dict[str, Any], dict[str, int], str] | None:
    """Return the field list at the start of reStructuredText; None where a parser may see other fields."""
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
            if is_longer or (line.startswith("..") and not end):  # a comment may stand before fields
                return None
            break
        values[field["name"]], numbers[field["name"]], end = field["value"] or "", number, number
    return values, numbers, "".join(f"{line}\n" for line in lines[:end])


def _words_of(notebook: str) -> str:
    cells = json.loads(notebook).get("cells", [])
    return "\n".join(source if isinstance(source := cell.get("source", ""), str) else "".join(source) for cell in cells)


def _files_if_silent(env: BuildEnvironment, docname: str, path: str, text: str) -> list[str] | None:
    """Return the file of a document and those that it includes, if none has a ``post`` directive; else None."""
    files, texts = [path], [text]
    if kind_of(env, path) == "rst":
        texts += [str(env.config.rst_prolog or ""), str(env.config.rst_epilog or "")]
    while texts:
        text = texts.pop()
        if _POST.search(text) or len(files) > _DEEPEST:
            return None
        for match in _INCLUDE.finditer(text):
            included, absolute = env.relfn2path(match["path"].strip(), docname)
            try:
                texts.append(Path(absolute).read_text(encoding="utf-8-sig"))
            except (OSError, ValueError):
                return None
            files.append(included)
    return files


def _stamps(env: BuildEnvironment, files: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return when files were last changed."""
    return tuple((file, _changed(Path(env.srcdir) / file)) for file in dict.fromkeys(files))


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # gone since Sphinx looked
        return 0


# -- before reading ----------------------------------------------------------------------------------------------------


def exclude_drafts(app: Sphinx, stale: AbstractSet[str]) -> set[str]:
    """Choose the documents that are not read, and return those that have to be read again for that.

    :param stale: the documents that Sphinx is about to read.
    """
    env = app.env
    domain = blog_domain(env)
    before = dict(domain.withheld)
    domain.withheld.clear()
    domain.build.texts_change = any(map(_changes_text, listeners_of(app, "source-read")))
    shown = _shown_too_early(domain)
    for docname in sorted({*stale, *before, *shown} & env.project.docnames) if not domain.preview else ():
        known = before.get(docname)
        if known is not None and _still_holds(env, docname, known):
            domain.withheld[docname] = known
        elif not domain.build.texts_change and (found := _draft_in_file(env, docname)) is not None:
            domain.withheld[docname] = found
    unsure = before.keys() - domain.withheld.keys() if env.config_status == CONFIG_OK and not domain.preview else set()
    domain.build.unsure = {name for name in unsure & stale if state_of(before[name].post, domain.now) in UNPUBLISHED}
    domain.build.withdrawn = (domain.withheld.keys() & env.all_docs.keys()) - domain.pages.keys()
    again = documents_without(domain, before.keys() - domain.withheld.keys() - domain.build.unsure)
    again |= _documents_with(env, domain.build.withdrawn)
    again |= _mentioning(env, defined_names(env, domain.build.withdrawn)) if domain.build.withdrawn else set()
    for docname, dates in domain.records.removed_sections.items():
        if domain.preview or any(date is not None and date <= domain.now for date in dates):
            again.add(docname)
    return ((again | shown) - domain.withheld.keys()) & env.project.docnames


def _changes_text(handler: object) -> bool:
    """Return whether a handler of ``source-read`` may change a text; Sphinx's own do not, and ours comes last."""
    return not str(getattr(handler, "__module__", "")).startswith(("sphinx.", "sphinxext_blog."))


def _shown_too_early(domain: BlogDomain) -> set[str]:
    """Return the documents that a preview has read, or a build on a machine whose clock was ahead."""
    if domain.preview:
        return set()
    return {
        docname
        for docname, posts in domain.posts.items()
        if any(state_of(post, domain.now) in UNPUBLISHED for post in posts)
    }


def _still_holds(env: BuildEnvironment, docname: str, known: Withheld) -> bool:
    """Return whether a document that was unpublished in the last build is so still."""
    files = [str(env.doc2path(docname, base=False)), *(file for file, _ in known.files[1:])]
    unchanged = env.config_status == CONFIG_OK and known.files == _stamps(env, files)
    return unchanged and state_of(known.post, blog_domain(env).now) in UNPUBLISHED


def _draft_in_file(env: BuildEnvironment, docname: str) -> Withheld | None:
    """Return the draft that a file is for certain, and report what is wrong with its front matter."""
    try:
        text = Path(env.doc2path(docname)).read_text(encoding=env.settings["input_encoding"])
    except (OSError, ValueError, LookupError):  # Sphinx has more to say of it
        return None
    found = _draft_in(env, docname, text)
    if found is None:
        return None
    draft, reports, _ = found
    emit_reports(env, reports)
    return draft


def _documents_with(env: BuildEnvironment, docnames: AbstractSet[str]) -> set[str]:
    """Return the documents whose toctrees hold some others."""
    if not docnames:
        return set()
    return {parent for parent, children in env.toctree_includes.items() if not docnames.isdisjoint(children)}


def documents_without(domain: BlogDomain, docnames: AbstractSet[str]) -> set[str]:
    """Return the documents from whose toctrees some others were dropped."""
    dropped = domain.records.dropped_entries
    return {parent for parent, names in dropped.items() if not docnames.isdisjoint(names)} if docnames else set()


def _mentioning(env: BuildEnvironment, names: set[str]) -> set[str]:
    """Return the documents that may define some names: those in whose sources they stand."""
    tails = {re.split(r"[.:]+", name.rstrip(".:"))[-1] or name for name in names}
    if not tails:
        return set()
    expression = re.compile("|".join(rf"(?<!\w){re.escape(tail)}(?!\w)" for tail in sorted(tails)), re.IGNORECASE)
    domain = blog_domain(env)
    found = set()
    for docname in env.all_docs.keys() - domain.pages.keys():
        files = [Path(env.doc2path(docname)), *(Path(env.srcdir) / file for file in env.dependencies.get(docname, ()))]
        if any(expression.search(_text_of(file)) for file in files):
            found.add(docname)
    return found


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="ignore")
    except OSError:
        return ""


def hide_drafts(domain: BlogDomain) -> None:
    """Remove the docnames of drafts, which all that follows reading does not know."""
    domain.env.project.docnames -= domain.absent
    # Sphinx writes whatever it has read.
    read = domain.build.being_read
    read[:] = [docname for docname in read if docname not in domain.withheld]


# -- while reading -----------------------------------------------------------------------------------------------------


def text_to_parse(env: BuildEnvironment, docname: str, text: str) -> str:
    """Return the text of a document, or only its front matter if a template has made it a draft."""
    domain = blog_domain(env)
    found = _draft_in(env, docname, text) if domain.build.texts_change and not domain.preview else None
    return found[2] if found is not None else text


class DropDraftsFromToctrees(SphinxTransform):
    """Drop unpublished documents from the toctrees of the document that is being read."""

    default_priority = 1  # before the titles of entries are noted for translators (10)

    def apply(self, **_kwargs: object) -> None:
        """Drop them, and note which: when one of them is published, this document is read again."""
        domain = blog_domain(self.env)
        drafts = (domain.withheld.keys() | domain.build.unsure) - domain.pages.keys() - domain.build.reserved
        dropped: set[str] = set()
        for toctree in found_in(self.document, addnodes.toctree) if drafts else ():
            dropped |= drafts.intersection(name for _, name in toctree["entries"])
            toctree["entries"] = [entry for entry in toctree["entries"] if entry[1] not in drafts]
            toctree["includefiles"] = [name for name in toctree["includefiles"] if name not in drafts]
        if dropped:
            domain.records.dropped_entries[self.env.docname] = tuple(sorted(dropped))


# -- after reading -----------------------------------------------------------------------------------------------------

_ATTEMPTS = 4
"""How often a document is read; once is enough where its sections stand in its own file."""


def settle_drafts(app: Sphinx) -> tuple[set[str], set[str]]:
    """Forget the drafts that reading has found, and read again the documents that these have changed.

    Returns the drafts, and the documents that have to be written for that.
    """
    env = app.env
    domain = blog_domain(env)
    known = set(domain.withheld)
    names: set[str] = set()
    for docname, draft in sorted(domain.records.drafts.items()):
        names.update(draft.names)
        _withdraw(app, docname, draft.post)
    published, domain.build.unsure = domain.build.unsure - domain.withheld.keys(), set()
    with _draft_names(domain):
        for docname in sorted(domain.records.blankings):
            names |= _read_without_drafts(app, docname)
    found = domain.withheld.keys() - known
    parents = _documents_with(env, domain.withheld.keys() - domain.pages.keys() - domain.build.reserved)
    if published:
        parents |= documents_without(domain, published) | (env.glob_toctrees & env.all_docs.keys())
    lost = names - defined_names(env) if names else names
    reread(app, (parents | _mentioning(env, lost)) - domain.withheld.keys())
    return found, parents


def reread(app: Sphinx, docnames: Iterable[str]) -> None:
    """Read documents once more, as they were read first: drafts are no mistake in a toctree."""
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


def _withdraw(app: Sphinx, docname: str, post: Post) -> None:
    """Remove a document that has been read, and note that it is unpublished."""
    env = app.env
    files = [str(env.doc2path(docname, base=False)), *sorted(map(str, env.dependencies.get(docname, ())))]
    blog_domain(env).withheld[docname] = Withheld(post=post, files=_stamps(env, files))
    forget_document(app, docname)


@contextmanager
def _draft_names(domain: BlogDomain) -> Iterator[None]:
    """Let drafts have their names, as while documents are read."""
    domain.env.project.docnames |= domain.withheld.keys()
    try:
        yield
    finally:
        hide_drafts(domain)


def _read_without_drafts(app: Sphinx, docname: str) -> set[str]:
    """Read a document again, without its unpublished sections; return the names that it defined with them."""
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
    message = "it has a section that is not published and cannot be told apart; the whole document is left out"
    warn(Subtype.SECTION, message, location=docname)
    dates = [date for date in domain.build.blankings[docname].dates if date is not None]
    _withdraw(app, docname, Post(docname=docname, title="", date=min(dates, default=None), draft=not dates))
    return names


@contextmanager
def _included_texts(app: Sphinx, blanking: Blanking | None) -> Iterator[None]:
    """Look at the texts that a document includes, if a section that it is read without may stand in one.

    Not always: with a handler of this event, Sphinx divides included texts into lines in another way.
    """
    if blanking is None or blanking.is_within_own_file:
        yield
        return
    listener = app.connect("include-read", note_included, priority=900)
    try:
        yield
    finally:
        app.disconnect(listener)


def report_drafts(domain: BlogDomain) -> None:
    """Log what is left out, or what a preview shows, and when the next post is due."""
    if domain.preview:
        posts = (post for found in domain.posts.values() for post in found)
        waiting = [(_due(post, domain), post.docname) for post in posts if state_of(post, domain.now) in UNPUBLISHED]
    else:
        waiting = [(_due(held.post, domain), docname) for docname, held in domain.withheld.items()]
        waiting += [(due, docname) for docname, found in domain.records.removed_sections.items() for due in found]
    drafts = sorted(docname for due, docname in waiting if due is None)
    scheduled = sorted((due, docname) for due, docname in waiting if due is not None)
    what = "shown, since this is a preview" if domain.preview else "left out"
    if drafts:
        _logger.info("blog: %s %s: %s", _counted(len(drafts), "draft"), what, ", ".join(dict.fromkeys(drafts)))
    if scheduled:
        _logger.info(
            "blog: %s %s, the next one is due %s: %s",
            _counted(len(scheduled), "scheduled post"),
            what,
            scheduled[0][0].isoformat(),
            ", ".join(sorted({docname for _, docname in scheduled})),
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _due(post: Post, domain: BlogDomain) -> datetime | None:
    """Return when a post that is not published yet will be; None for a draft."""
    return post.date if state_of(post, domain.now) is State.SCHEDULED else None
