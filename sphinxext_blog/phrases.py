"""Phrases: the fixed words that the blog says to readers, by name."""

from __future__ import annotations

import re

from sphinx.locale import get_translation

from .core.plaintext import join_lines

__all__ = ["CATALOGUE", "filled", "phrases", "services"]

CATALOGUE = "sphinxext_blog"
_BLANK_BESIDE_FIELD = re.compile(r" (?=\{)|(?<=\}) ")

_ = get_translation(CATALOGUE)


def phrases() -> dict[str, str]:
    """All of them, in the language of the build that runs."""
    said: dict[str, object] = {
        "read more": _("Read more"),
        "no posts": _("No posts yet."),
        "newer": _("Newer posts"),
        "older": _("Older posts"),
        "all": _("All"),
        "pinned": _("Pinned"),
        "pages": _("Pages"),
        "posts": _("Posts"),
        "undated": _("Undated"),
        "page": _("Page"),
        "newer post": _("Newer post"),
        "older post": _("Older post"),
        "previous part": _("Previous part"),
        "next part": _("Next part"),
        "all parts": _("All parts"),
        "related": _("Related posts"),
        "licence": _("Licence"),
        "share": _("Share"),
        "by e-mail": _("Send by e-mail"),
        "comments": _("Comments"),
        "recent": _("Recent posts"),
        "archive": _("Archive"),
        "subscribe": _("Subscribe"),
        "drafts": _("Drafts and scheduled posts"),
        "about feeds": _(
            "A feed tells you of new posts, without an account or an e-mail address. Copy any one of these "
            "addresses into a feed reader: they hold the same posts."
        ),
        "moved": _("This page has moved:"),
        "date": _("Date"),
        "title": _("Title"),
        "reading time": _("Reading time"),
        "pager": _("Pages of this list"),
        "comma": _(", "),  # between names
        "colon": _(": "),  # between what is named and what is said of it
    }
    return {name: str(text) for name, text in said.items()}


def services() -> dict[str, str]:
    """Services that are called otherwise in some languages, by their names in English."""
    return {"E-mail": str(_("E-mail")), "Weibo": str(_("Weibo")), "Zhihu": str(_("Zhihu"))}


def filled(pattern: str, **fields: str) -> str:
    """A phrase with its fields filled in; two wide characters that meet there have no blank between them."""
    return join_lines(_BLANK_BESIDE_FIELD.sub("\n", pattern).format(**fields))
