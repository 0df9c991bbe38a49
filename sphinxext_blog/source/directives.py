"""The directives: ``post``, ``tag``, ``update``, ``postlist``, ``termlist``, ``postarchive``.

They leave a declaration or a placeholder and decide nothing about other documents.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

from ..config import EXCERPT_STYLES, LISTING_STYLES
from ..diagnostics import Report, Subtype, warn
from ..domain import blog_domain
from ..model.listing import TERM_STYLES, Listing, PostArchive, TermList
from ..model.selection import Query, Sort
from ..nodes import block, declared, lead
from .metadata import KEYS, faults_in, labels_of, meant_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.util.typing import OptionSpec

    from ..config import BlogConfig

__all__ = ["PostArchiveDirective", "PostDirective", "PostListDirective", "TagDirective", "TermListDirective"]


def _unchanged(names: object) -> dict[str, Callable[[str], str]]:
    return dict.fromkeys(names, directives.unchanged)  # type: ignore[call-overload,no-any-return]  # any iterable of names


_LISTING_OPTIONS = ("year", "path", "sort", "style", "excerpt", "paginate", "expand", "format", "empty")
"""Options of ``postlist``, beside those that name a kind of term."""


class _BlogDirective(SphinxDirective):
    @property
    def site(self) -> BlogConfig:
        """The options of the site."""
        return blog_domain(self.env).options

    def tell(self, subtype: Subtype, message: str) -> None:
        """Warn at the directive's line, of an included file too."""
        warn(subtype, message, location=self.get_location())

    def placed(self, node: nodes.Element) -> nodes.Element:
        """The node, with the directive's source and line."""
        self.set_source_info(node)
        return node

    def choice(self, option: str, choices: tuple[str, ...], default: str = "") -> str:
        """The value of an option that has to be one of a few; another one is a warning."""
        value = self.options.get(option, "").strip()
        if value in ("", *choices):
            return value or default
        known = ", ".join(choices)
        self.tell(Subtype.VALUE, f":{option}: is '{value}', but should be one of {known}; it is ignored")
        return default

    def size(self, option: str, value: str) -> int | None:
        """A whole number above 0; another value is a warning and gives None."""
        if value.strip().isascii() and value.strip().isdecimal() and int(value) > 0:
            return int(value)
        self.tell(Subtype.VALUE, f"{option} is '{value}', but should be a whole number above 0; it is ignored")
        return None


class _AnyOption(dict[str, "Callable[[str], str]"]):
    """Options of which none is refused: docutils would drop the directive with it, and so the post.

    Not quite empty, or docutils would look for no options at all.
    """

    def __missing__(self, name: str) -> Callable[[str], str]:
        """Take it as it is."""
        return directives.unchanged


class PostDirective(_BlogDirective):
    """Makes the document, or the section it stands in, a post; its body is the excerpt."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = _AnyOption(_unchanged(KEYS))  # and the site's own kinds of term

    def run(self) -> list[nodes.Node]:
        """Leave the declaration, and the body where it stands."""
        known = KEYS.keys() | self.site.term_keys.keys()
        values = {name: value for name, value in self.options.items() if name in known}
        reports = []  # the declaration of the post gives them, which may be a draft that is not read to its end
        for name in sorted(self.options.keys() - values.keys()):
            found = meant_by(name, sorted(known))
            meant = f"; did you mean '{found}'?" if found else "."
            message = f"post has no option '{name}'{meant} It is ignored"
            reports.append(Report(Subtype.KEY, message, self.get_location()))
        if self.arguments:
            values["date"] = self.arguments[0]
        result: list[nodes.Node] = [self.placed(declared(kind="post", values=values, reports=reports))]
        if self.content:
            body = self.placed(lead("\n".join(self.content), classes=["blog-post-excerpt"]))
            self.state.nested_parse(self.content, self.content_offset, body)
            result.append(body)
        return result


class TagDirective(_BlogDirective):
    """Tags the document it stands in, and shows the tags as links."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Leave the declaration, and the tags as links."""
        labels = labels_of(self.arguments[0])
        for subtype, fault in faults_in(self.arguments[0]):
            self.tell(subtype, f"tag: {fault}; it is left out")
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
                refexplicit=False,  # the label may be declared; where the tag has no page, its name stays
                refwarn=False,
                refdoc=self.env.docname,
            )
            line += [self.placed(link), nodes.Text(" ")]
        if line.children:
            line.pop()
        return [self.placed(declared(kind="tag", values={"tags": labels})), self.placed(line)]


class UpdateDirective(_BlogDirective):
    """A dated note inside a post; the newest one is the post's *updated* date."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave the date, and the note."""
        note = self.placed(nodes.admonition("\n".join(self.content), classes=["blog-update"]))
        # its title is made where the date is read, with the rest of the post
        mark = self.placed(declared(kind="update", values={"date": self.arguments[0]}))
        self.state.nested_parse(self.content, self.content_offset, note)
        return [mark, note]


class PostListDirective(_BlogDirective):
    """A listing of posts, filtered and ordered."""

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = _AnyOption(_unchanged(_LISTING_OPTIONS))  # likewise

    def run(self) -> list[nodes.Node]:
        """Leave the place of the listing."""
        if not self._knows_options():
            return []
        limit = self.size("the number of posts", self.arguments[0]) if self.arguments else None
        sort = self.choice("sort", tuple(Sort), Sort.NEWEST)
        listing = Listing(
            query=Query(
                terms=self._filters(),
                years=labels_of(self.options.get("year")),
                paths=labels_of(self.options.get("path")),
                sort=Sort(sort),
                limit=limit,
            ),
            style=self.choice("style", LISTING_STYLES),
            excerpt=self.choice("excerpt", EXCERPT_STYLES),
            page_size=self._page_size(),
            expand=self.options.get("expand", "").strip(),
            format=self.options.get("format", "").strip(),
            empty=self.options.get("empty"),
            line=self.lineno,
        )
        return [self.placed(block(block=listing))]

    def _knows_options(self) -> bool:
        """Whether all options are known; a misspelled filter must not show all posts."""
        known = {*_LISTING_OPTIONS, *self.site.term_keys}
        for name in sorted(self.options.keys() - known):
            near = get_close_matches(name, sorted(known), n=1)
            meant = f"; did you mean '{near[0]}'?" if near else "."
            self.tell(Subtype.KEY, f"postlist has no option '{name}'{meant} Nothing is shown")
        return self.options.keys() <= known

    def _filters(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        filters: dict[str, tuple[str, ...]] = {}
        for option, taxonomy in self.site.term_keys.items():
            if labels := labels_of(self.options.get(option)):
                filters[taxonomy] = (*filters.get(taxonomy, ()), *labels)
        return tuple(sorted(filters.items()))

    def _page_size(self) -> int:
        if "paginate" not in self.options:
            return 0
        value = self.options["paginate"].strip()
        return (self.size(":paginate:", value) if value else None) or self.site.page_size


class TermListDirective(_BlogDirective):
    """The terms of one kind, with the number of their posts."""

    required_arguments = 1
    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = _unchanged(["style"])

    def run(self) -> list[nodes.Node]:
        """Leave the place of the terms."""
        name = self.arguments[0]
        taxonomy = self.site.kind_named(name)
        if not taxonomy:
            known = ", ".join(self.site.taxonomy_of)
            self.tell(
                Subtype.VALUE, f"termlist: '{name}' is no kind of term, expected one of {known}; nothing is shown"
            )
            return []
        limit = self.size("the number of terms", self.arguments[1]) if len(self.arguments) > 1 else None
        style = self.choice("style", TERM_STYLES, "list")
        return [self.placed(block(block=TermList(taxonomy=taxonomy, style=style, limit=limit, line=self.lineno)))]


class PostArchiveDirective(_BlogDirective):
    """Every post, by year and month."""

    def run(self) -> list[nodes.Node]:
        """Leave the place of the archive."""
        return [self.placed(block(block=PostArchive(line=self.lineno)))]
