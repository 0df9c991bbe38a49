"""Directives: ``post`` and ``postlist`` with ABlog's options."""

from __future__ import annotations

from glob import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..model.listing import Listing
from ..model.selection import Query, Sort
from ..nodes import excerpt_body, find_nodes, listing_placeholder
from ..source.directives import PostDirective, PostListDirective
from ..source.metadata import labels_of
from .conventions import ABlogConfig, map_keys
from .labels import babel_pattern

if TYPE_CHECKING:
    from typing import Any

__all__ = ["ABlogListDirective", "ABlogPostDirective", "RemoveExcluded"]

_FILTERS = {"tags": "tag", "author": "author", "category": "category", "location": "location", "language": "language"}
_ABLOG_OPTIONS = frozenset(("list-style", "excerpts", "date", "sort", "format", "expand", *_FILTERS))
"""The options of ABlog's ``postlist``."""


_CLASSES = (
    ("list", "postlist"), ("entry", "ablog-post"), ("title", "ablog-post-title"), ("excerpt", "ablog-post-excerpt"),
    ("more", "ablog-post-expand"),
)  # fmt: skip
"""The CSS classes of ABlog for the parts of a listing, which style sheets of themes and sites use."""


class ABlogPostDirective(PostDirective):
    """A ``post`` directive with the options of ABlog."""

    def run(self) -> list[nodes.Node]:
        """Return the declaration and the body, which is marked if its page excludes it."""
        is_excluded = "exclude" in self.options
        self.options: dict[str, Any] = map_keys(self.options)
        if "aliases" in self.options:
            self.options["aliases"] = ", ".join(self.options["aliases"])
        if "comments" in self.options:
            self.options["comments"] = str(self.options["comments"])
        result = super().run()
        for node in result:
            if isinstance(node, excerpt_body):
                node["excluded"] = is_excluded
        return result


class ABlogListDirective(PostListDirective):
    """A ``postlist`` directive of ABlog, or of the package if it has an option that ABlog does not have."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the listing."""
        if self.options.keys() - _ABLOG_OPTIONS or self.options.get("sort", "").strip():
            return super().run()
        limit = self.size("postlist:", self.arguments[0]) if self.arguments else None
        terms = tuple(
            (taxonomy, (label,))  # separately, because all of them must match
            for option, taxonomy in _FILTERS.items()
            for label in labels_of(self.options.get(option))
        )
        is_sorted = "sort" in self.options
        query = Query(
            terms=terms,
            paths=() if terms else (f"-{escape(self.env.docname)}",),
            sort=Sort.OLDEST if is_sorted else Sort.NEWEST,
            among=limit,
        )
        listing = Listing(
            query=query,
            format=self.options.get("format", "").strip() or "{date} - {title}",
            date_format=self._date_format(),
            excerpts="excerpts" in self.options,
            expand=self.options.get("expand", "").strip(),
            named=(("list", f"postlist-style-{self._list_style()}"), *_CLASSES),
            line=self.lineno,
        )
        return [self.with_source_info(listing_placeholder(block=listing))]

    def _date_format(self) -> str:
        strftime_format = self.options.get("date", "").strip()
        if strftime_format:
            return babel_pattern(strftime_format)
        return self.site.short_date if isinstance(self.site, ABlogConfig) else ""

    def _list_style(self) -> str:
        return nodes.make_id(self.options.get("list-style", "")) or "none"


class RemoveExcluded(SphinxPostTransform):
    """A transform that removes the body of ``post`` directives with ``:exclude:`` from the page."""

    default_priority = 5

    def run(self, **_kwargs: object) -> None:
        """Remove excluded bodies from the document."""
        for node in find_nodes(self.document, excerpt_body):
            if isinstance(node, excerpt_body) and node.get("excluded"):
                node.parent.remove(node)
