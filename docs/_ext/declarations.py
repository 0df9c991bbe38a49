"""The reference pages: options, warnings, keys and templates, made from where the package declares them.

Each directive writes Markdown and lets MyST parse it, so that what a declaration says may hold links and code.
"""

from __future__ import annotations

import ast
import inspect
import json
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinxext_blog.config import BlogConfig, default_of
from sphinxext_blog.config.components import ComponentOptions, MentionOptions
from sphinxext_blog.config.content import LanguageOptions, PostOptions, TermOptions
from sphinxext_blog.config.pages import (
    CoverOptions,
    FeatureOptions,
    FeedOptions,
    HeadOptions,
    ListingOptions,
    SocialCardOptions,
)
from sphinxext_blog.diagnostics import Subtype
from sphinxext_blog.model import listing_views
from sphinxext_blog.model.views import Link
from sphinxext_blog.render import context
from sphinxext_blog.render.listing import TEMPLATES
from sphinxext_blog.source import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

__all__ = ["setup"]


class _Declarations(SphinxDirective):
    """Parses the Markdown that :meth:`lines` writes."""

    declared_by: object
    """The class or module from which the page is generated; the page is reread if its file changes."""
    has_headings: ClassVar[bool] = False
    """Whether the Markdown has headings."""

    def run(self) -> list[nodes.Node]:
        """The declarations as nodes."""
        path = inspect.getfile(self.declared_by)  # type: ignore[arg-type]  # a class, or a module
        for base in getattr(self.declared_by, "__mro__", ())[:-1]:  # without object, which has no file
            if base.__module__.startswith("sphinxext_blog"):
                self.env.note_dependency(inspect.getfile(base))
        self.env.note_dependency(path)
        text = StringList(list(self.lines()), path)
        return self.parse_text_to_nodes(text, allow_section_headings=self.has_headings)  # type: ignore[arg-type]  # as docutils does

    def lines(self) -> Iterator[str]:
        """The page, as Markdown."""
        raise NotImplementedError


_GROUPS: dict[str, type] = {
    "Posts and generated pages": PostOptions,
    "Terms": TermOptions,
    "Listings and excerpts": ListingOptions,
    "Covers": CoverOptions,
    "Page features": FeatureOptions,
    "Post components, comments and sidebars": ComponentOptions,
    "Posts and objects": MentionOptions,
    "Feeds": FeedOptions,
    "Search engines and link previews": HeadOptions,
    "Social cards": SocialCardOptions,
    "Languages": LanguageOptions,
}
"""The headings of the reference of options, with the classes that declare the options."""


class OptionList(_Declarations):
    """Every option of ``conf.py``, as a ``confval``."""

    declared_by = BlogConfig
    has_headings = True

    def lines(self) -> Iterator[str]:
        """Yield a heading for each group, and a ``confval`` for each option.

        :raises ValueError: an option is in no group.
        """
        options = {option.name: option for option in fields(BlogConfig)}
        for heading, group in _GROUPS.items():
            yield from (f"## {heading}", "")
            for name in [name for name in options if name in group.__annotations__]:
                option = options.pop(name)
                default = default_of(option)
                text = str(list(default)) if isinstance(default, tuple) else repr(default)
                yield from (f"````{{confval}} blog_{name}", f":type: {_quoted(option.metadata['expects'])}")
                yield from (f":default: {_quoted(f'`{text}`')}", "", option.metadata["help"], "````", "")
        if options:
            raise ValueError(f"options without a group: {', '.join(options)}")


class WarningList(_Declarations):
    """Every subtype of a warning, with its docstring; ``:only:`` selects one, of which the docstring is inserted."""

    declared_by = Subtype
    option_spec: ClassVar[OptionSpec] = {"only": directives.unchanged}

    def lines(self) -> Iterator[str]:
        """One entry of a definition list for each member, with a link to its section on the page Troubleshooting."""
        meanings = {Subtype[name].value: meaning for name, meaning in _docstrings(Subtype)}
        if "only" in self.options:
            yield meanings[self.options["only"].strip()]
            return
        for name, meaning in meanings.items():
            label = f"warning-{name.replace('_', '-')}"
            yield from (f"`blog.{name}`", f": {meaning} {{ref}}`Causes and fixes <{label}>`", "")


class KeyList(_Declarations):
    """The keys of a post; ``:only:`` says to show just some."""

    declared_by = metadata
    option_spec: ClassVar[OptionSpec] = {"only": directives.unchanged}

    def lines(self) -> Iterator[str]:
        """One entry of a definition list for each key."""
        only = self.options.get("only", "").split()
        for key, meaning in metadata.KEYS.items():
            if key in only or not only:
                yield from (f"`{key}`", f": {meaning[:1].upper()}{meaning[1:]}.", "")


class TemplateList(_Declarations):
    """The templates of listings, with their variables: the fields of the views."""

    declared_by = listing_views
    has_headings = True

    def lines(self) -> Iterator[str]:
        """One definition list for each template."""
        for view, name in TEMPLATES.items():
            yield from (f"### `blog/{name}.html`", "", _summary(view), "", *_variables(view))
            for part, record in _PARTS.get(name, {}).items():
                yield from (f"### `blog/{part}.html`", "", f"`entry`: {_summary(record)}", "", *_variables(record))


class TemplateRecordList(_Declarations):
    """The records that the variables of templates hold."""

    declared_by = listing_views
    has_headings = True

    def lines(self) -> Iterator[str]:
        """One definition list for each record that is not itself a view or an entry."""
        shown = {*TEMPLATES, *(record for parts in _PARTS.values() for record in parts.values())}
        known = {"Link": Link, **{name: getattr(listing_views, name) for name in listing_views.__all__}}
        for record in known.values():
            if isinstance(record, type) and _is_record(record) and record not in shown:
                yield from (f"(template-{record.__name__})=", f"### {record.__name__}", "")
                yield from (_summary(record), "", *_variables(record))


class TemplateFunctionList(_Declarations):
    """What templates of listings can call."""

    declared_by = context

    def lines(self) -> Iterator[str]:
        """One entry of a definition list for each function."""
        for name in context.HtmlContext.FUNCTIONS:
            function = getattr(context.HtmlContext, name)
            parameters = [found for found in inspect.signature(function).parameters.values() if found.name != "self"]
            arguments = ", ".join(
                found.name if found.default is found.empty else f"{found.name}={found.default!r}"
                for found in parameters
            )
            yield from (f"`{name}({arguments})`", f": {' '.join(str(inspect.getdoc(function)).split())}", "")


_PARTS: dict[str, dict[str, type]] = {
    "list": {"entry": listing_views.Entry},
    "cards": {"card": listing_views.Card},
}
"""The templates that others include, with the records that they display."""


def _is_record(kind: type) -> bool:
    return is_dataclass(kind) or kind is Link


def _summary(record: type) -> str:
    return " ".join(str(inspect.getdoc(record)).split())


def _variables(record: type) -> Iterator[str]:
    """Return the fields of a record, those of its base first, its properties and its methods."""
    for owner in reversed(record.__mro__):
        for name, meaning in _docstrings(owner) if _is_record(owner) else ():
            yield from (f"`{name}`: `{owner.__annotations__[name]}`", f": {meaning}", "")
    for name, found in vars(record).items():
        if isinstance(found, property) or (inspect.isfunction(found) and not name.startswith("_")):
            called = f"{name}({', '.join([*inspect.signature(found).parameters][1:])})" if callable(found) else name
            meaning = " ".join(str(inspect.getdoc(found)).split()).removeprefix("Return ")
            yield from (f"`{called}`", f": {meaning[:1].upper()}{meaning[1:]}", "")


def _quoted(text: str) -> str:
    """A value for MyST's options, which are YAML."""
    return json.dumps(text, ensure_ascii=False)


def _docstrings(declared: type) -> Iterator[tuple[str, str]]:
    """(name, docstring) for each attribute of a class, in order; Python itself does not keep these docstrings."""
    body = ast.parse(inspect.getsource(declared)).body[0]
    statements = body.body if isinstance(body, ast.ClassDef) else []
    for found, following in pairwise(statements):
        if isinstance(found, ast.Assign | ast.AnnAssign) and isinstance(following, ast.Expr):
            target = found.targets[0] if isinstance(found, ast.Assign) else found.target
            yield ast.unparse(target), " ".join(str(ast.literal_eval(following.value)).split())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives of the reference pages."""
    app.add_directive("blog-options", OptionList)
    app.add_directive("blog-warnings", WarningList)
    app.add_directive("blog-keys", KeyList)
    app.add_directive("blog-templates", TemplateList)
    app.add_directive("blog-template-records", TemplateRecordList)
    app.add_directive("blog-template-functions", TemplateFunctionList)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
