"""The directives: ``post``, ``tag``, ``update``, ``postlist``, ``termlist``, ``postarchive``, ``mentions``.

They insert a declaration or a placeholder, without any information about other documents.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

from ..config import EXCERPT_STYLES, LISTING_STYLES
from ..diagnostics import Report, Subtype, suggestion_for, warn
from ..domain import blog_domain
from ..model.listing import TERM_STYLES, Listing, MentionList, PostArchive, TermList
from ..model.selection import Query, Sort
from ..nodes import declaration, excerpt_body, listing_placeholder
from .metadata import KEYS, label_problems, labels_of, suggested_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.util.typing import OptionSpec

    from ..config import BlogConfig

__all__ = [
    "AnyOption",
    "BlogDirective",
    "MentionsDirective",
    "PostArchiveDirective",
    "PostDirective",
    "PostListDirective",
    "TagDirective",
    "TermListDirective",
]


def _unchanged(names: object) -> dict[str, Callable[[str], str]]:
    """Return an option specification in which all values remain unchanged."""
    return dict.fromkeys(names, directives.unchanged)  # type: ignore[call-overload,no-any-return]  # any iterable of names


_LISTING_OPTIONS = ("year", "path", "sort", "style", "excerpt", "paginate", "expand", "format", "empty")
"""The options of ``postlist`` besides those of the taxonomies."""


class BlogDirective(SphinxDirective):
    """The base class of the directives."""

    @property
    def site(self) -> BlogConfig:
        """Return the options of the site."""
        return blog_domain(self.env).options

    def report(self, subtype: Subtype, message: str) -> None:
        """Warn at the line of the directive, in an included file as well."""
        warn(subtype, message, location=self.get_location())

    def report_unknown_options(
        self, names: Iterable[str] | None = None, effect: str = "The option is ignored."
    ) -> bool:
        """Warn about unknown options, which docutils would drop the directive for; return whether there are any.

        :param names: the names of the valid options; None for those of the specification.
        """
        valid_names = sorted(self.option_spec or () if names is None else names)
        unknown = sorted(self.options.keys() - set(valid_names))
        for name in unknown:
            hint = suggestion_for(name, valid_names)
            self.report(Subtype.KEY, f"{self.name}: unknown option '{name}'.{hint} {effect}")
        return bool(unknown)

    def with_source_info(self, node: nodes.Element) -> nodes.Element:
        """Return a node after setting its source and line to those of the directive."""
        self.set_source_info(node)
        return node

    def choice(self, option: str, choices: tuple[str, ...], default: str = "") -> str:
        """Return the value of an option with a fixed set of values; warn and return the default for any other value."""
        value = self.options.get(option, "").strip()
        if value in ("", *choices):
            return value or default
        choices_text = ", ".join(choices)
        self.report(
            Subtype.VALUE, f":{option}: '{value}' is not valid. Expected one of {choices_text}. The option is ignored."
        )
        return default

    def size(self, option: str, value: str) -> int | None:
        """Return a positive whole number; warn and return None for any other value."""
        if value.strip().isascii() and value.strip().isdecimal() and int(value) > 0:
            return int(value)
        self.report(
            Subtype.VALUE, f"{option} '{value}' is not valid. Expected a whole number above 0. The value is ignored."
        )
        return None


class AnyOption(dict[str, "Callable[[str], str]"]):
    """An option specification that accepts every option.

    Docutils drops a directive with an unknown option, and thus the post.  The specification must not be empty,
    because docutils then parses no options.
    """

    def __missing__(self, name: str) -> Callable[[str], str]:
        """Return the converter of any option, which returns the value unchanged."""
        return directives.unchanged


class PostDirective(BlogDirective):
    """Declares the document, or the section that contains it, a post; its body is the excerpt."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = AnyOption(_unchanged(KEYS))  # the site may add taxonomies

    def run(self) -> list[nodes.Node]:
        """Insert the declaration, and the body in place."""
        valid_names = KEYS.keys() | self.site.term_keys.keys()
        values = {name: value for name, value in self.options.items() if name in valid_names}
        reports = []  # emitted when it is known whether the post is published
        for name in sorted(self.options.keys() - values.keys()):
            suggestion = suggested_key(name, sorted(valid_names))
            hint = f" Did you mean '{suggestion}'?" if suggestion else ""
            message = f"post: unknown option '{name}'.{hint} The option is ignored."
            reports.append(Report(Subtype.KEY, message, self.get_location()))
        if self.arguments:
            values["date"] = self.arguments[0]
        result: list[nodes.Node] = [self.with_source_info(declaration(kind="post", values=values, reports=reports))]
        if self.content:
            body = self.with_source_info(excerpt_body("\n".join(self.content), classes=["blog-post-excerpt"]))
            self.state.nested_parse(self.content, self.content_offset, body)
            result.append(body)
        return result


class TagDirective(BlogDirective):
    """Assigns tags to the document that contains it, and displays them as links."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Insert the declaration, and the tags as links."""
        labels = labels_of(self.arguments[0])
        for subtype, problem in label_problems(self.arguments[0]):
            self.report(subtype, f"tag: {problem}. The tag is ignored.")
        line = nodes.paragraph(classes=["blog-tags"])
        for label in labels:
            text = nodes.inline(label, label, classes=["blog-tag"])
            # not refwarn: the tag of an unlisted post has no page
            link = pending_xref(
                label,
                text,
                refdomain="blog",
                reftype="tag",
                reftarget=label,
                refexplicit=False,  # term data may define another label; without a page, the name is displayed
                refwarn=False,
                refdoc=self.env.docname,
            )
            line += [self.with_source_info(link), nodes.Text(" ")]
        if line.children:
            line.pop()
        return [self.with_source_info(declaration(kind="tag", values={"tags": labels})), self.with_source_info(line)]


class UpdateDirective(BlogDirective):
    """Inserts a dated note into a post; the newest one is the *updated* date of the post."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Insert the date, and the note."""
        note = self.with_source_info(nodes.admonition("\n".join(self.content), classes=["blog-update"]))
        # the title is added when the dates of the post are parsed
        date_node = self.with_source_info(declaration(kind="update", values={"date": self.arguments[0]}))
        self.state.nested_parse(self.content, self.content_offset, note)
        return [date_node, note]


class PostListDirective(BlogDirective):
    """Inserts a listing of posts, filtered and sorted."""

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = AnyOption(_unchanged(_LISTING_OPTIONS))  # the site may add taxonomies

    def run(self) -> list[nodes.Node]:
        """Insert the placeholder of the listing."""
        # a misspelled filter must not list all posts
        if self.report_unknown_options([*_LISTING_OPTIONS, *self.site.term_keys], "The listing is not displayed."):
            return []
        limit = self.size("postlist:", self.arguments[0]) if self.arguments else None
        query = Query(
            terms=self._filters(),
            years=labels_of(self.options.get("year")),
            paths=labels_of(self.options.get("path")),
            sort=Sort.SERIES,
            limit=limit,
        )
        default = Sort.SERIES if query.series and self.site.orders_series else Sort.NEWEST
        listing = Listing(
            query=replace(query, sort=Sort(self.choice("sort", tuple(Sort), default))),
            style=self.choice("style", LISTING_STYLES),
            excerpt=self.choice("excerpt", EXCERPT_STYLES),
            page_size=self._page_size(),
            expand=self.options.get("expand", "").strip(),
            format=self.options.get("format", "").strip(),
            empty=self.options.get("empty"),
            line=self.lineno,
        )
        return [self.with_source_info(listing_placeholder(block=listing))]

    def _filters(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the filters of the listing by taxonomy."""
        filters: dict[str, tuple[str, ...]] = {}
        for option, taxonomy in self.site.term_keys.items():
            if labels := labels_of(self.options.get(option)):
                filters[taxonomy] = (*filters.get(taxonomy, ()), *labels)
        return tuple(sorted(filters.items()))

    def _page_size(self) -> int:
        """Return the number of posts on a page; 0 without pagination."""
        if "paginate" not in self.options:
            return 0
        value = self.options["paginate"].strip()
        return (self.size(":paginate:", value) if value else None) or self.site.page_size


class TermListDirective(BlogDirective):
    """Inserts the terms of a taxonomy, with their numbers of posts."""

    required_arguments = 1
    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = AnyOption(_unchanged(["style"]))

    def run(self) -> list[nodes.Node]:
        """Insert the placeholder of the term list."""
        self.report_unknown_options()
        name = self.arguments[0]
        taxonomy = self.site.taxonomy_named(name)
        if not taxonomy:
            valid_names = ", ".join(self.site.taxonomy_of)
            self.report(
                Subtype.VALUE,
                f"termlist: '{name}' is not a taxonomy. Expected one of {valid_names}. The list is not displayed.",
            )
            return []
        limit = self.size("termlist:", self.arguments[1]) if len(self.arguments) > 1 else None
        style = self.choice("style", TERM_STYLES, "list")
        return [
            self.with_source_info(
                listing_placeholder(block=TermList(taxonomy=taxonomy, style=style, limit=limit, line=self.lineno))
            )
        ]


class PostArchiveDirective(BlogDirective):
    """Inserts an archive of all posts, by year and month."""

    option_spec: ClassVar[OptionSpec] = AnyOption(_unchanged(["style"]))  # it has none; each is reported

    def run(self) -> list[nodes.Node]:
        """Insert the placeholder of the archive."""
        self.report_unknown_options([])
        return [self.with_source_info(listing_placeholder(block=PostArchive(line=self.lineno)))]


class MentionsDirective(BlogDirective):
    """Inserts the posts that mention an object, or anything in the document."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = AnyOption(_unchanged(["role", "limit"]))

    def run(self) -> list[nodes.Node]:
        """Insert the placeholder of the list."""
        self.report_unknown_options()
        limit = self.size(":limit:", self.options["limit"]) if "limit" in self.options else None
        name = self.arguments[0].strip() if self.arguments else ""
        block = MentionList(name=name, role=self.options.get("role", "").strip(), limit=limit, line=self.lineno)
        return [self.with_source_info(listing_placeholder(block=block))]
