"""Entries: a post as nodes, in each of the listing styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.shared import create_component

from ..core.plan import join
from ..core.post import TAXONOMIES
from ..links import Linker
from ..nodes import timestamp
from .excerpt import excerpt_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx

    from ..core.post import Post
    from ..core.terms import Term
    from ..domain import BlogDomain

__all__ = ["EntryMaker"]

_PLACE = re.compile(r"(\{[a-z][a-z0-9_]*\})")
_TAGS_IN_LINE = 5
"""At most so many tags are shown where a post has one line; a post with hundreds is listed hundreds of times."""
_IN_META = ("author", "category", "series", "location", "language")


class EntryMaker:
    """Makes entries for one page."""

    def __init__(self, app: Sphinx, domain: BlogDomain, docname: str, *, excerpt: str, expand: str) -> None:
        """Entries for a page.

        :param docname: the page.
        :param excerpt: what they show of a body: one of ``EXCERPT_STYLES``.
        :param expand: the text of “read more”; empty for the usual one.
        """
        self._app, self._domain, self._docname, self._excerpt = app, domain, docname, excerpt
        self._linker = Linker(app.builder, docname)
        self._found: dict[tuple[str, str], str] = {}
        self._words = domain.wording
        self._expand = expand or self._words.said("read more")

    def entries(self, posts: Sequence[Post], style: str) -> list[nodes.Element]:
        """Posts in a style, one node each or one for all."""
        if style == "compact":
            return self._by_year(posts)
        if style == "cards":
            return [self._cards(posts)]
        return [self._entry(post, whole=style == "full") for post in posts]

    def lines(self, posts: Iterable[Post], template: str) -> nodes.bullet_list:
        """Posts as a list of one line each: text with ``{date}``, ``{title}``, ``{tags}`` and so on filled in."""
        result = nodes.bullet_list(bullet="*", classes=["blog-lines"])
        for post in posts:
            item = nodes.paragraph()
            item += self._filled(post, template)
            result += nodes.list_item("", item)
        return result

    # -- styles -----------------------------------------------------------------------------------------------------

    def _entry(self, post: Post, *, whole: bool) -> nodes.container:
        # a rubric, no section: a late section would take a number of the page's, and enter its table of contents
        heading = nodes.rubric("", "", self._title(post), classes=["blog-entry-title"])
        heading["heading-level"] = 2
        entry = nodes.container("", heading, self._meta(post), classes=["blog-entry", "no-search"])
        body, truncated = self._body(post, whole=whole)
        if body:
            entry += nodes.container("", *body, classes=["blog-excerpt"])
        if tags := self._tags(post):
            entry += tags
        if truncated and (more := self._read_more(post)) is not None:
            entry += more
        return entry

    def _by_year(self, posts: Sequence[Post]) -> list[nodes.Element]:
        """One line each, under a heading for each year where there are several."""
        groups: dict[str, list[Post]] = {}
        for post in posts:
            year = self._words.year(post.date.year) if post.date is not None else self._words.said("undated")
            groups.setdefault(year, []).append(post)
        result: list[nodes.Element] = []
        for year, found in groups.items():
            if len(groups) > 1:
                heading = nodes.rubric(year, year, classes=["blog-year"])
                heading["heading-level"] = 2
                result.append(heading)
            lines = nodes.bullet_list(bullet="*", classes=["blog-compact", "no-search"])
            lines += [self._line(post) for post in found]
            result.append(lines)
        return result

    def _line(self, post: Post) -> nodes.list_item:
        line = nodes.paragraph()
        if post.date is not None:
            line += [self._date(post), nodes.Text(" ")]
        line += self._title(post)
        if tags := self._terms(post, "tag", most=_TAGS_IN_LINE):
            line += [nodes.Text(" "), nodes.inline("", "", *tags, classes=["blog-tags"])]
        return nodes.list_item("", line)

    def _cards(self, posts: Sequence[Post]) -> nodes.Element:
        row = create_component("grid-row", ["sd-row", "sd-row-cols-1", "sd-row-cols-md-2", "sd-g-3"])
        for post in posts:
            column = create_component("grid-item", ["sd-col", "sd-d-flex-row"])
            column += self._card(post)
            row += column
        grid = create_component(
            "grid-container", ["sd-container-fluid", "sd-sphinx-override", "sd-mb-4", "blog-cards", "no-search"]
        )
        grid += row
        return grid

    def _card(self, post: Post) -> nodes.Element:
        card = create_component("card", ["sd-card", "sd-shadow-sm", "sd-w-100", "blog-card"])
        if post.image:
            picture = nodes.image(uri=post.image, alt=post.image_alt, candidates={"*": post.image})
            picture["classes"] += ["sd-card-img-top", "blog-cover"]
            if "://" in post.image:
                picture["candidates"] = {"?": post.image}
            card += nodes.container("", picture, classes=["blog-card-image"])
        body = create_component("card-body", ["sd-card-body"])
        title = create_component("card-title", ["sd-card-title", "sd-font-weight-bold"])
        title += nodes.paragraph("", "", self._title(post))
        body += [title, self._meta(post)]
        shown, _ = self._body(post, whole=False)
        if shown := [node for node in shown if not _is_picture(node, post.image)]:  # the cover is seen once
            body += nodes.container("", *shown, classes=["blog-excerpt"])
        if tags := self._tags(post):
            body += tags
        card += body
        return card

    # -- parts ------------------------------------------------------------------------------------------------------

    def _title(self, post: Post) -> nodes.Node:
        return self._to(post, post.title)

    def _to(self, post: Post, text: str) -> nodes.Element:
        if post.external_link:
            return nodes.reference(text, text, refuri=post.external_link, internal=False)
        return self._linker.to(post.docname, text, anchor=post.anchor)

    def _date(self, post: Post) -> nodes.Element:
        if post.date is None:
            return nodes.inline()
        text = self._words.date(post.date)
        return timestamp(text, text, datetime=post.date.isoformat(), classes=["blog-date"])

    def _meta(self, post: Post) -> nodes.paragraph:
        """The line below a title: badge, date, authors, category, reading time."""
        parts: list[nodes.Node] = []
        state = self._domain.catalog.states[post.key]
        badges = [self._words.state(state), self._words.said("pinned") if post.pinned else ""]
        parts += [
            nodes.inline(text, text, classes=["blog-badge", f"blog-badge-{name}"])
            for name, text in zip((state.value, "pinned"), badges, strict=True)
            if text
        ]
        if post.date is not None:
            parts.append(self._date(post))
        for taxonomy in (*_IN_META, *self._domain.options.added()):
            if found := self._terms(post, taxonomy):
                parts.append(nodes.inline("", "", *found, classes=[_class_of(taxonomy)]))
        if minutes := self._words.length(post.measure):
            parts.append(nodes.inline(minutes, minutes, classes=["blog-reading-time"]))
        line = nodes.paragraph(classes=["blog-meta"])
        for place, part in enumerate(parts):
            if place:
                line += nodes.Text(" · ")
            line += part
        return line

    def _tags(self, post: Post) -> nodes.paragraph | None:
        tags = self._terms(post, "tag")
        return nodes.paragraph("", "", *tags, classes=["blog-tags"]) if tags else None

    def _terms(self, post: Post, taxonomy: str, *, most: int | None = None) -> list[nodes.Node]:
        """The terms of a post as links, with a separator between them."""
        result: list[nodes.Node] = []
        for term in self._domain.catalog.terms_for(post, taxonomy)[:most]:
            if result:
                result.append(nodes.Text(" " if taxonomy == "tag" else ", "))
            result.append(self._term(term))
        return result

    def _term(self, term: Term) -> nodes.Node:
        key = (term.taxonomy, term.slug)
        if key not in self._found:
            name = join(self._domain.layout().path, *key)
            self._found[key] = self._domain.plan.docname_of(name) or name
        return self._linker.to(self._found[key], term.label, classes=[f"{_class_of(term.taxonomy)}-name"])

    def _body(self, post: Post, *, whole: bool) -> tuple[list[nodes.Element], bool]:
        """What is shown of a post's text, and whether something was left out."""
        if self._excerpt == "none" and not whole:
            return [], False
        whole = whole or self._excerpt == "full"
        said = isinstance(post.excerpt, str) and not post.lead.from_body  # the body of the directive comes first
        if not whole and (self._excerpt == "text" or said):
            return [nodes.paragraph(post.text, post.text)] if post.text else [], post.text_cut
        prefix = f"blog-{self._docname}-{post.key}".replace("/", "-").replace("#", "-")
        shown = excerpt_nodes(self._app, post, self._docname, prefix, whole=whole)
        return shown, post.lead.truncated and not whole

    def _read_more(self, post: Post) -> nodes.paragraph | None:
        reference = self._to(post, self._expand)
        if not isinstance(reference, nodes.reference):
            return None
        # “Read more” ten times over says nothing to who hears only links
        reference["reftitle"] = self._words.joined(self._expand, post.title)
        return nodes.paragraph("", "", reference, classes=["blog-read-more"])

    def _filled(self, post: Post, template: str) -> list[nodes.Node]:
        parts: dict[str, list[nodes.Node]] = {
            "title": [self._title(post)],
            "date": [self._date(post)] if post.date is not None else [],
            **{taxonomy: self._terms(post, taxonomy) for taxonomy in self._domain.catalog.taxonomies},
        }
        parts |= {"tags": parts["tag"], "categories": parts["category"], "authors": parts["author"]}
        result: list[nodes.Node] = []
        for piece in _PLACE.split(template):
            name = piece[1:-1] if piece.startswith("{") and piece.endswith("}") else ""
            result += parts[name] if name in parts else [nodes.Text(piece)] if piece else []
        return result


def _class_of(taxonomy: str) -> str:
    """The class of a kind of term; a site's own kinds may be called as other things of ours are."""
    return f"blog-{taxonomy}" if taxonomy in TAXONOMIES else f"blog-of-{taxonomy}"


def _is_picture(node: nodes.Element, uri: str) -> bool:
    """Whether a block is nothing but the image with an address."""
    images = list(node.findall(nodes.image))
    is_it = len(images) == 1 and uri in images[0].get("candidates", {}).values()
    return is_it and next(iter(node.findall(nodes.Text)), None) is None
