"""Doctrees for tests, read by docutils alone: reStructuredText and MyST Markdown without Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser

if TYPE_CHECKING:
    from docutils import nodes

__all__ = ["md", "rst"]

_SETTINGS = {
    "doctitle_xform": False,
    "_disable_config": True,
    "report_level": 5,
    "myst_enable_extensions": ["dollarmath"],
    "myst_suppress_warnings": ["myst"],
}


def rst(text: str) -> nodes.document:
    """A doctree of reStructuredText; its title stays a section, as in Sphinx."""
    return publish_doctree(text, settings_overrides=_SETTINGS)


def md(text: str) -> nodes.document:
    """A doctree of MyST Markdown."""
    return publish_doctree(text, parser=Parser(), settings_overrides=_SETTINGS)
