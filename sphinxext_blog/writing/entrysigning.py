"""Signing of entries: what listings show of posts, hashed once for all the listings that show a post alike."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ..model.signature import digest, entry_facts, line_facts, point_facts, row_facts
from ..reading.completing import images_there
from ..reading.lead import post_root, whole_of
from ..reading.packing import page_attributes
from .excerpt import load_doctree
from .thumbnails import scaler

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.post import Post
    from .linksigning import LinkSigner

__all__ = ["EntrySigner"]


class EntrySigner:
    """Makes the digests of one build."""

    def __init__(self, app: Sphinx, domain: BlogDomain, links: LinkSigner) -> None:
        """For the posts that a build shows."""
        self._app, self._domain, self._catalog, self._links = app, domain, domain.catalog, links
        self._digests: dict[tuple[str, str], str] = {}
        """By the key of a post and the way in which it is shown."""
        self._images: dict[str, list[str]] = {}
        """The names that images of a document have in the output, where those are not their own."""
        for path, (docnames, name) in sorted(domain.env.images.items()):
            for docname in docnames if name != posixpath.basename(path) else ():
                self._images.setdefault(docname, []).append(name)

    def entries(self, posts: Iterable[Post], style: str, excerpt: str) -> object:
        """What a listing in a style shows of posts."""
        excerpt = excerpt or self._domain.options.excerpt
        if style == "compact":
            return style, [self._line(post) for post in posts]
        if style == "table":
            return style, [self._row(post) for post in posts]
        if style == "timeline":
            texts = ((post, post.summary if excerpt != "none" else "") for post in posts)
            return style, [point_facts(self._catalog, post, text=text) for post, text in texts]
        return style, excerpt, [self._entry(post, self._body(post, style, excerpt)) for post in posts]

    def _line(self, post: Post) -> str:
        """The digest of a line, made once: there is one for each of its terms and for its year."""
        key = (post.key, "line")
        if key not in self._digests:
            self._digests[key] = digest(line_facts(self._catalog, post))
        return self._digests[key]

    def _row(self, post: Post) -> str:
        """The digest of a row of a table, made once."""
        key = (post.key, "row")
        if key not in self._digests:
            self._digests[key] = digest([row_facts(self._catalog, post), self._count(post)])
        return self._digests[key]

    def _entry(self, post: Post, body: str) -> str:
        """The digest of an entry, made once for all the listings that show the post alike."""
        key = (post.key, f"entry {body}")
        if key not in self._digests:
            facts = entry_facts(self._catalog, post, body=body)
            made_by = scaler() if post.image_digest else ""
            shown = (self._count(post), self._images.get(post.docname), made_by)
            self._digests[key] = digest([facts, *shown])
        return self._digests[key]

    def _count(self, post: Post) -> object:
        """The number of words, where it is shown: it changes at nearly every edit."""
        return (post.measure.words, post.measure.characters) if self._domain.options.show_word_count else None

    def _body(self, post: Post, style: str, excerpt: str) -> str:
        """The digest of what an entry shows of the text, with what its links show; empty for nothing."""
        shown = "full" if style == "full" else "none" if style == "format" else excerpt
        if shown == "none":
            return ""
        key = (post.key, shown)
        if key not in self._digests:
            facts: list[object]
            if shown == "full":
                facts = [self._whole(post), self._links.shown(post, whole=True)]
            elif shown == "text":
                facts = [post.text, post.text_cut]  # with the titles of others
            else:
                facts = [post.digest, self._links.shown(post, whole=False)]
            self._digests[key] = digest(facts)
        return self._digests[key]

    def _whole(self, post: Post) -> str:
        """The digest of a whole post, made when first asked for, since hardly any site shows whole posts."""
        bodies = self._domain.records.body_digests.setdefault(post.docname, {})
        if post.anchor not in bodies:
            doctree = load_doctree(self._app, post.docname)
            blocks = whole_of(post_root(doctree, post.anchor), post.others)
            there = images_there(self._domain.env, blocks)
            attributes = sorted(page_attributes(doctree).items())
            bodies[post.anchor] = digest(["".join(node.pformat() for node in blocks), there, *attributes])
        return str(bodies[post.anchor])
