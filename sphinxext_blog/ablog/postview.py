"""View of a post, as templates of a site see it; see :mod:`.view`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from ..core.post import UNPUBLISHED, State, update_shown

if TYPE_CHECKING:
    from datetime import datetime

    from ..core.post import Post
    from .collectionview import CollectionView
    from .view import ABlogView

__all__ = ["CATALOGS", "PostView"]

CATALOGS = {"tags": "tag", "author": "author", "category": "category", "location": "location", "language": "language"}
"""What ABlog calls the terms of a post, with the kind of each."""


class PostView:
    """A post."""

    def __init__(self, view: ABlogView, post: Post) -> None:
        """A post, seen by a template."""
        self._view, self._post = view, post
        self.docname, self.section = post.docname, post.anchor
        self.title, self.summary = escape(post.title), escape(post.summary)
        self.date, self.external_link = post.date, escape(post.external_link)
        self.canonical_link = escape(post.canonical)
        self.nocomments = post.comments is False
        self.redirect = [escape(alias) for alias in post.aliases]

    def __str__(self) -> str:
        """The title."""
        return self.title

    def __html__(self) -> str:
        """The title, which is escaped."""
        return self.title

    def __getattr__(self, name: str) -> list[CollectionView]:
        """The tags, authors and so on."""
        if name not in CATALOGS:
            raise AttributeError(name)
        return self._view.catalogs[name].of(self._post)

    @property
    def published(self) -> bool:
        """Whether readers may see it."""
        return self._view.domain.catalog.states[self._post.key] not in UNPUBLISHED

    @property
    def draft(self) -> bool:
        """Whether they may not."""
        return not self.published

    @property
    def update(self) -> datetime | None:
        """When it was last changed; its date where it was not."""
        return self._post.updated or self._post.date

    @property
    def next(self) -> PostView | None:
        """The newer post."""
        return self._neighbour(0)

    @property
    def prev(self) -> PostView | None:
        """The older post."""
        return self._neighbour(1)

    def _neighbour(self, place: int) -> PostView | None:
        found = self._view.domain.catalog.neighbours().get(self._post.key, (None, None))[place]
        return self._view.post(found) if found is not None else None

    @property
    def card(self) -> dict[str, Any]:
        """What the sidebar ``ablog/postcard.html`` shows, in the site's language."""
        words, post = self._view.domain.wording, self._post
        changed = update_shown(post)
        rows = [(kind, escape(words.taxonomy(kind)), getattr(self, name)) for name, kind in CATALOGS.items()]
        return {
            "date": escape(words.date(post.date)) if post.date is not None else escape(words.state(State.DRAFT)),
            "updated": escape(words.updated(changed)) if changed is not None else Markup(""),
            "rows": [row for row in rows if row[2]],
        }
