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
from .conventions import ABlogConfig, in_our_words
from .labels import babel_pattern

if TYPE_CHECKING:
    from typing import Any

__all__ = ["ABlogListDirective", "ABlogPostDirective", "LeaveExcludedOut"]

_FILTERS = {"tags": "tag", "author": "author", "category": "category", "location": "location", "language": "language"}
_OWN = frozenset(("list-style", "excerpts", "date", "sort", "format", "expand", *_FILTERS))
"""The options of ABlog's ``postlist``."""


_CLASSES = (
    ("list", "postlist"), ("entry", "ablog-post"), ("title", "ablog-post-title"), ("excerpt", "ablog-post-excerpt"),
    ("more", "ablog-post-expand"),
)  # fmt: skip
"""What style sheets of themes and sites know the parts of a listing by."""


class ABlogPostDirective(PostDirective):
    """Makes a post; ABlog's options are said by ours."""

    def run(self) -> list[nodes.Node]:
        """Leave the declaration, and the body where it stands, marked if it is not to be seen there."""
        excluded = "exclude" in self.options
        self.options: dict[str, Any] = in_our_words(self.options)
        if "aliases" in self.options:
            self.options["aliases"] = ", ".join(self.options["aliases"])
        if "comments" in self.options:
            self.options["comments"] = str(self.options["comments"])
        result = super().run()
        for node in result:
            if isinstance(node, excerpt_body):
                node["excluded"] = excluded
        return result


class ABlogListDirective(PostListDirective):
    """A listing; one with an option that only ours has is read as ours."""

    def run(self) -> list[nodes.Node]:
        """Leave the place of the listing."""
        if self.options.keys() - _OWN or self.options.get("sort", "").strip():
            return super().run()
        limit = self.size("the number of posts", self.arguments[0]) if self.arguments else None
        terms = tuple(
            (taxonomy, (label,))  # one by one, since all of them must match
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
        site = self.site
        said = self.options.get("date", "").strip()
        return babel_pattern(said) if said else site.short_date if isinstance(site, ABlogConfig) else ""

    def _list_style(self) -> str:
        return nodes.make_id(self.options.get("list-style", "")) or "none"


class LeaveExcludedOut(SphinxPostTransform):
    """Take the body of a ``post`` directive out of its page, if its author excludes it; listings have it already."""

    default_priority = 5

    def run(self, **_kwargs: object) -> None:
        """Take it out of the document that is being written."""
        for node in find_nodes(self.document, excerpt_body):
            if isinstance(node, excerpt_body) and node.get("excluded"):
                node.parent.remove(node)
