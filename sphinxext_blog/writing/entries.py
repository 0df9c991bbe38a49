"""Entries: the parts that the styles of listings show of a post, as nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..links import Linker
from ..model.page_plan import join
from ..model.post import update_shown
from ..model.taxonomy import class_of
from ..nodes import timestamp
from .covers import CoverMaker
from .excerpt import excerpt_nodes
from .grouping import heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.listing import Listing
    from ..model.post import Post
    from ..model.terms import Term
    from ..nodes import cover

__all__ = ["EntryMaker"]

_PLACE = re.compile(r"(\{[a-z][a-z0-9_]*\})")
_TAGS_IN_LINE = 5
"""At most so many tags are shown where a post has one line; a post with hundreds is listed hundreds of times."""
_IN_META = ("author", "category", "series", "location", "language")


class EntryMaker:
    """Makes the parts of entries for one listing."""

    def __init__(
        self, app: Sphinx, domain: BlogDomain, docname: str, *, excerpt: str, expand: str, leading: bool = False
    ) -> None:
        """Parts of entries for a page.

        :param docname: the page.
        :param excerpt: what they show of a body: one of ``EXCERPT_STYLES``.
        :param expand: the text of “read more”; empty for the usual one.
        :param leading: whether the listing is the first of its page.
        """
        self._app, self._domain, self._docname, self._excerpt = app, domain, docname, excerpt
        self._linker = Linker(app.builder, docname)
        self._covers = CoverMaker(domain, docname, leading=leading)
        self._found: dict[tuple[str, str], str] = {}
        self.words = domain.wording
        self._expand = expand or self.words.said("read more")

    def title(self, post: Post) -> list[nodes.Node]:
        """The title as a link, with the marks of a post that is pinned, or that readers do not see yet."""
        result: list[nodes.Node] = [self._to(post, post.title)]
        for badge in self._badges(post):
            result += [nodes.Text(" "), badge]
        return result

    def heading(self, post: Post) -> nodes.rubric:
        """The title as a heading."""
        return heading(2, self._to(post, post.title), "blog-entry-title")

    def link(self, post: Post) -> nodes.Element:
        """The title as a link, and no more."""
        return self._to(post, post.title)

    def date(self, post: Post, pattern: str = "") -> list[nodes.Node]:
        """The date, readable by machines as well; nothing for a post without one."""
        if post.date is None:
            return []
        text = self.words.date(post.date, pattern)
        return [timestamp(text, text, datetime=post.date.isoformat(), classes=["blog-date"])]

    def meta(self, post: Post) -> nodes.paragraph:
        """The line below a title: marks, dates, authors, category, reading time."""
        parts: list[nodes.Node] = [*self.date(post)]
        if (updated := update_shown(post)) is not None:
            text = self.words.updated(updated)
            parts.append(timestamp(text, text, datetime=updated.isoformat(), classes=["blog-date", "blog-updated"]))
        named = ((taxonomy, self.terms(post, taxonomy)) for taxonomy in (*_IN_META, *self._domain.options.added()))
        parts += [nodes.inline("", "", *found, classes=[class_of(taxonomy)]) for taxonomy, found in named if found]
        parts += self.minutes(post)
        line = nodes.paragraph(classes=["blog-meta"])
        for badge in self._badges(post):
            line += [badge, nodes.Text(" ")]
        for place, part in enumerate(parts):
            if place:
                line += nodes.Text(" · ")
            line += part
        return line

    def minutes(self, post: Post) -> list[nodes.Node]:
        """The reading time; nothing for a post without text."""
        text = self.words.length(post.measure)
        return [nodes.inline(text, text, classes=["blog-reading-time"])] if text else []

    def tags(self, post: Post) -> list[nodes.Node]:
        """All tags, in a paragraph of their own; nothing for a post without."""
        tags = self.terms(post, "tag")
        return [nodes.paragraph("", "", *tags, classes=["blog-tags"])] if tags else []

    def few_tags(self, post: Post) -> list[nodes.Node]:
        """The first tags, as part of a line."""
        tags = self.terms(post, "tag", most=_TAGS_IN_LINE)
        return [nodes.inline("", "", *tags, classes=["blog-tags"])] if tags else []

    def terms(self, post: Post, taxonomy: str, *, most: int | None = None) -> list[nodes.Node]:
        """The terms of a post as links, with a separator between them."""
        result: list[nodes.Node] = []
        for term in self._domain.catalog.terms_for(post, taxonomy)[:most]:
            if result:
                result.append(nodes.Text(" " if taxonomy == "tag" else self.words.said("comma")))
            result.append(self._term(term))
        return result

    def _term(self, term: Term) -> nodes.Node:
        key = (term.taxonomy, term.slug)
        if key not in self._found:
            name = join(self._domain.options.path, *key)
            self._found[key] = self._domain.plan.docname_of(name) or name
        return self._linker.to(self._found[key], term.label, classes=[f"{class_of(term.taxonomy)}-name"])

    def picture(self, post: Post, style: str, *, beside: Iterable[nodes.Node] = ()) -> cover | None:
        """The cover: see :meth:`.covers.CoverMaker.picture`."""
        return self._covers.picture(post, style, beside=beside)

    def body(self, post: Post, *, whole: bool) -> tuple[list[nodes.Element], bool]:
        """What is shown of a post's text, and whether something was left out."""
        if self._excerpt == "none" and not whole:
            return [], False
        whole = whole or self._excerpt == "full"
        if not whole and (self._excerpt == "text" or post.has_plain_excerpt):
            return [nodes.paragraph(post.text, post.text)] if post.text else [], post.text_cut
        prefix = f"blog-{self._docname}-{post.key}".replace("/", "-").replace("#", "-")
        shown = excerpt_nodes(self._app, post, self._docname, prefix, whole=whole)
        return shown, post.lead.truncated and not whole

    def summary(self, post: Post) -> str:
        """One or two lines of plain text; empty in a listing without excerpts."""
        return post.summary if self._excerpt != "none" else ""

    def read_more(self, post: Post) -> list[nodes.Node]:
        """The link to the rest; nothing where the post is not in the output."""
        reference = self._to(post, self._expand)
        if not isinstance(reference, nodes.reference):
            return []
        # “Read more” ten times over says nothing to who hears only links
        reference["reftitle"] = self.words.joined(self._expand, post.title)
        return [nodes.paragraph("", "", reference, classes=["blog-read-more"])]

    def lines(self, posts: Iterable[Post], shown: Listing) -> nodes.bullet_list:
        """Posts as a list of one line each: text with ``{date}``, ``{title}``, ``{tags}`` and so on filled in."""
        result = nodes.bullet_list(bullet="*", classes=["blog-lines", *shown.classes_of("list")])
        for post in posts:
            line = nodes.paragraph("", "", *self._filled(post, shown), classes=shown.classes_of("title"))
            item = nodes.list_item("", line, classes=shown.classes_of("entry"))
            if shown.excerpts and (body := self.body(post, whole=False)[0]):
                item += nodes.container("", *body, classes=["blog-excerpt", *shown.classes_of("excerpt")])
                item += self._more(post, shown)
            result += item
        return result

    # ------------------------------------------------------------------------------------------------------------------

    def _more(self, post: Post, shown: Listing) -> list[nodes.Node]:
        """The link to the rest, where a listing asks for it."""
        found = self.read_more(post) if shown.expand else []
        for node in found:
            if isinstance(node, nodes.Element):
                node["classes"] += shown.classes_of("more")
        return found

    def _to(self, post: Post, text: str) -> nodes.Element:
        if post.external_link:
            return nodes.reference(text, text, refuri=post.external_link, internal=False)
        return self._linker.to(post.docname, text, anchor=post.anchor)

    def _badges(self, post: Post) -> list[nodes.Node]:
        state = self._domain.catalog.states[post.key]
        texts = {state.value: self.words.state(state), "pinned": self.words.said("pinned") if post.pinned else ""}
        return [
            nodes.inline(text, text, classes=["blog-badge", f"blog-badge-{name}"])
            for name, text in texts.items()
            if text
        ]

    def _filled(self, post: Post, shown: Listing) -> list[nodes.Node]:
        parts: dict[str, list[nodes.Node]] = {
            "title": self.title(post),
            "date": self.date(post, shown.date_format),
            **{taxonomy: self.terms(post, taxonomy) for taxonomy in self._domain.catalog.taxonomies},
        }
        parts |= {"tags": parts["tag"], "categories": parts["category"], "authors": parts["author"]}
        result: list[nodes.Node] = []
        for piece in _PLACE.split(shown.format):
            name = piece[1:-1] if piece.startswith("{") and piece.endswith("}") else ""
            result += parts[name] if name in parts else [nodes.Text(piece)] if piece else []
        return result
