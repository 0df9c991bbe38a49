"""Views of mentions: the posts that mention an object, at its description, in lists, and on pages of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.listing_views import Empty, MentionedObject, MentionedObjects, MentionLine, TermBranch, TermTree
from ..model.listing_views import Mentions as MentionsView
from ..model.page_plan import OBJECTS, join
from ..model.shared_mentions import SharedPost
from ..model.views import Link
from .mentions import link_to_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..model.listing import MentionList
    from ..model.listing_views import ListingView
    from ..model.mentions import MentionTarget
    from ..model.page_plan import Page
    from ..model.post import Post
    from .mentions import Mentions
    from .post_views import PostViews, ViewParts

__all__ = ["MentionViews"]


class MentionViews:
    """Makes the views of posts that mention objects.

    :param posts: makes the titles of posts.
    :param find_mentions: returns the posts that mention objects.
    """

    def __init__(self, parts: ViewParts, posts: PostViews, find_mentions: Callable[[], Mentions]) -> None:
        """Make views from the data of a build."""
        self._parts, self._posts, self._find_mentions = parts, posts, find_mentions

    def described(self, docname: str) -> dict[str, MentionsView]:
        """Return the posts that mention the objects that a document describes, by anchor."""
        targets = self._find_mentions().described.get(docname, {})
        return {anchor: self._mentions_of(docname, target) for anchor, target in targets.items()}

    def _mentions_of(self, docname: str, target: MentionTarget) -> MentionsView:
        lines = self._mention_lines(self._find_mentions().posts_about(target, docname))
        limit = self._parts.options.mentions_limit
        page = self._page_of_object(target) if len(lines) > limit else None
        if page is None:
            return MentionsView(posts=lines, heading=self._parts.messages.text("mentions"))
        more = page._replace(text=self._parts.messages.more(len(lines) - limit))
        return MentionsView(posts=lines[:limit], heading=self._parts.messages.text("mentions"), more=more)

    def mention_list(self, block: MentionList, docname: str) -> Iterator[ListingView]:
        """Yield the view of a directive ``mentions`` in a document."""
        mentions = self._find_mentions()
        lines = self._mention_lines(mentions.of_list(block, docname))
        target = mentions.named(block, docname)
        page = self._page_of_object(target) if target is not None else None
        limit = block.limit or len(lines)
        rest = len(lines) - limit
        if not lines:
            yield Empty(text=self._parts.messages.text("no posts"))
        elif rest > 0 and page is not None:
            yield MentionsView(posts=lines[:limit], more=page._replace(text=self._parts.messages.more(rest)))
        else:
            yield MentionsView(posts=lines[:limit])

    def _page_of_object(self, target: MentionTarget) -> Link | None:
        """Return a link to the entry of an object on a generated page; None if there is none."""
        slug = self._find_mentions().project_slug(target)
        name = join(self._parts.options.path, OBJECTS, slug)
        docname = self._parts.plan.docname_of(name) if slug and target.is_object else None
        return Link(text=target.name, docname=docname, anchor=target.page_anchor) if docname is not None else None

    def _mention_lines(self, posts: Iterable[Post | SharedPost]) -> tuple[MentionLine, ...]:
        return tuple(map(self._mention_line, posts))

    def _mention_line(self, post: Post | SharedPost) -> MentionLine:
        if isinstance(post, SharedPost):
            return MentionLine(post=Link(text=post.title, url=post.url), date=post.date, site=post.site)
        return self._parts.once(
            ("mention", post.key), lambda: MentionLine(post=self._posts.title(post), date=post.date)
        )

    def project_index(self) -> TermTree:
        """Return the view of the page of all projects."""
        mentions = self._find_mentions()
        return TermTree(
            terms=tuple(
                TermBranch(
                    link=Link(
                        text=name,
                        docname=self._parts.plan.docname_of(join(self._parts.options.path, OBJECTS, slug)) or "",
                    ),
                    count=len(mentions.projects[name]),
                )
                for name, slug in mentions.project_slugs.items()
            )
        )

    def project(self, page: Page) -> MentionedObjects:
        """Return the view of the page of a project: its objects, each with the posts that mention it."""
        mentions = self._find_mentions()
        return MentionedObjects(
            objects=tuple(
                MentionedObject(
                    link=link_to_object(target),
                    anchor=target.page_anchor,
                    posts=self._mention_lines(mentions.objects[target]),
                )
                for target in mentions.projects.get(page.label, ())
            )
        )
