"""Hiding: the text of a draft is not parsed.

What a parser meets it notes: labels, equations, objects, terms.  Of two documents with one name Sphinx knows the one
that it read last; so a draft that began as the copy of a post would take the names of that post, and they would go with
the draft.  Therefore only the front matter is read where that alone says that a document is not published yet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx.util.logging import suppress_logging

from ..domain import blog_domain
from ..model.page_plan import is_page_name
from ..model.post import UNPUBLISHED, state_of
from .declaration import read_declaration
from .frontmatter import block_of
from .prescan import fields_of, guess
from .source import completed, is_own_page, is_post

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

    from .frontmatter import FrontMatter

__all__ = ["is_indispensable", "without_draft"]

_MAY_SAY_MORE = re.compile(r"\bpost(?:\}|::)|\binclude(?:\}|::)")
"""The directive that completes front matter, and those that may bring it."""
_FIELDS = re.compile(r"\A\ufeff?\s*(?=:)(?:[ \t]*\S[^\n]*(?:\n|\Z))+")


def is_indispensable(env: BuildEnvironment, docname: str) -> bool:
    """Whether the site cannot do without a document: it is its root, and no page of the blog could be that."""
    return docname == env.config.root_doc and not is_page_name(docname, blog_domain(env).options.layout())


def without_draft(env: BuildEnvironment, docname: str, front: FrontMatter | None, text: str, *, is_rst: bool) -> str:
    """A text without its body, if its head makes it a post that is not published yet; else as it is.

    :param front: its front matter; None for none, and for reStructuredText, whose fields are only guessed here.
    """
    if blog_domain(env).preview or is_indispensable(env, docname):
        return text
    if is_rst:
        fields = _FIELDS.match(text)
        head = fields[0] if fields is not None else ""
        values: Mapping[str, Any] = fields_of(head)
        is_sure = "draft" in values or "date" in values  # there may be more fields than are seen here
    else:
        head, values, is_sure = _front_of(text), front.values if front is not None else {}, True
    hidden = is_sure and _is_unpublished(env, docname, values) and not _MAY_SAY_MORE.search(text)
    return head if hidden else text


def _front_of(text: str) -> str:
    """The block of front matter, with its lines of dashes."""
    span = block_of(text)
    if span is None:
        return ""
    end = text.find("\n", span[1])
    return text[: end + 1] if end >= 0 else text


def _is_unpublished(env: BuildEnvironment, docname: str, values: Mapping[str, Any]) -> bool:
    domain = blog_domain(env)
    own_page = is_own_page(docname, env.config.root_doc, domain.options.layout())
    if not is_post(dict(values), docname, domain.options, own_page=own_page):
        return False
    said = completed(values, docname, domain.options)
    if state_of(guess(docname, said, domain.zone, domain.options), domain.now) not in UNPUBLISHED:
        return False
    with suppress_logging():  # all is told when the document is read
        found = read_declaration(
            said, zone=domain.zone, location=(docname, None), lines={}, read=domain.options.date_of
        )
    return found.is_unpublished(domain.now)
