"""The reference pages: options, warnings and keys, made from where the package declares them.

Each directive writes Markdown and lets MyST parse it, so that what a declaration says may hold links and code.
"""

from __future__ import annotations

import ast
import inspect
import json
from dataclasses import fields
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinxext_blog.config import BlogConfig, default_of
from sphinxext_blog.diagnostics import Subtype
from sphinxext_blog.reading import declaration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

__all__ = ["setup"]


class _Declarations(SphinxDirective):
    """Parses the Markdown that :meth:`lines` writes."""

    declared_by: object
    """What the page is made from; a change of its file is a change of the page."""

    def run(self) -> list[nodes.Node]:
        """The declarations as nodes."""
        path = inspect.getfile(self.declared_by)  # type: ignore[arg-type]  # a class, or a module
        self.env.note_dependency(path)
        return self.parse_text_to_nodes(StringList(list(self.lines()), path))  # type: ignore[arg-type]  # as docutils does

    def lines(self) -> Iterator[str]:
        """The page, as Markdown."""
        raise NotImplementedError


class OptionList(_Declarations):
    """Every option of ``conf.py``, as a ``confval``."""

    declared_by = BlogConfig

    def lines(self) -> Iterator[str]:
        """One ``confval`` for each field."""
        for option in fields(BlogConfig):
            default = default_of(option)
            shown = str(list(default)) if isinstance(default, tuple) else repr(default)
            yield from (f"````{{confval}} blog_{option.name}", f":type: {_quoted(option.metadata['expects'])}")
            yield from (f":default: {_quoted(f'`{shown}`')}", "", option.metadata["help"], "````", "")


class WarningList(_Declarations):
    """Every subtype of a warning, with its docstring."""

    declared_by = Subtype

    def lines(self) -> Iterator[str]:
        """One entry of a definition list for each member."""
        for name, meaning in _docstrings(Subtype):
            yield from (f"`blog.{Subtype[name].value}`", f": {meaning}", "")


class KeyList(_Declarations):
    """The keys of a post; ``:only:`` says to show just some."""

    declared_by = declaration
    option_spec: ClassVar[OptionSpec] = {"only": directives.unchanged}

    def lines(self) -> Iterator[str]:
        """One entry of a definition list for each key."""
        only = self.options.get("only", "").split()
        for key, meaning in declaration.KEYS.items():
            if key in only or not only:
                yield from (f"`{key}`", f": {meaning[:1].upper()}{meaning[1:]}.", "")


def _quoted(text: str) -> str:
    """A value for MyST's options, which are YAML."""
    return json.dumps(text, ensure_ascii=False)


def _docstrings(declared: type) -> Iterator[tuple[str, str]]:
    """(name, docstring) for each attribute of a class, in order; Python itself does not keep these docstrings."""
    body = ast.parse(inspect.getsource(declared)).body[0]
    statements = body.body if isinstance(body, ast.ClassDef) else []
    for found, following in pairwise(statements):
        if isinstance(found, ast.Assign) and isinstance(following, ast.Expr):
            yield ast.unparse(found.targets[0]), " ".join(str(ast.literal_eval(following.value)).split())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives of the reference pages."""
    app.add_directive("blog-options", OptionList)
    app.add_directive("blog-warnings", WarningList)
    app.add_directive("blog-keys", KeyList)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
