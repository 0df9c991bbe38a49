"""Components of posts, displayed: a view and a context give values for templates, or nodes for other builders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..model.post import State
from ..model.services import share_url
from ..model.taxonomy import class_of
from ..nodes import timestamp
from .commenting import comments_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime

    from ..i18n import Wording
    from ..model.components import NoticeView, PostComponents
    from ..model.views import Link
    from .context import PageContext

__all__ = ["plain_components", "template_values"]

_MILD = ("unlisted", "updated")
"""The kinds of notice that warn of nothing."""
_FOLDED = 6
"""A box of a series with more parts than this is folded."""


def template_values(
    view: PostComponents, name: str, context: PageContext, *, shows_prev_next: bool
) -> dict[str, Any] | None:
    """Return the values for the template of a component; None if it has nothing to show.

    :param shows_prev_next: whether the posts before and after by date are shown beside the parts of series.
    """
    if name == "neighbours":
        return _prev_next(view, context, by_date=shows_prev_next)
    return _VALUES[name](view, context)


# -- values for templates ----------------------------------------------------------------------------------------------


def _byline(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """When, by whom, what about, how long."""
    byline, words = view.byline, context.words
    groups = byline.groups
    values = {
        "date": _date(byline.date, words),
        "updated": _updated(byline.updated, words),
        "terms": {group.taxonomy: [_term(term, context) for term in group.terms] for group in groups},
        "classes": {group.taxonomy: class_of(group.taxonomy) for group in groups},
        "tags": [_term(tag, context) for tag in byline.tags],
        "minutes": words.length(byline.measure),
    }
    return {**values, "comma": words.said("comma")} if any(values.values()) else None


def _notices(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """What a visitor has to know first."""
    found = []
    for notice in view.notices:
        title, text = _notice(notice, context.words)
        admonition = "note" if notice.kind in _MILD else "warning"
        found.append({"kind": notice.kind, "admonition": admonition, "title": title, "text": text})
    return {"notices": found} if found else None


def _series(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """The boxes of the series."""
    words = context.words
    boxes = []
    for box in view.series:
        place = words.part(box.number, box.total)
        is_folded = box.total > _FOLDED
        boxes.append({
            "label": box.series.text,
            "url": context.url(box.series),
            "place": place,
            "name": words.joined(box.series.text, place),
            "folded": is_folded,
            "more": words.said("all parts") if is_folded else "",
            "parts": [
                {"number": part.number, "current": part.is_current, **_titled(part.post, context)} for part in box.parts
            ],
        })  # fmt: skip
    return {"boxes": boxes} if boxes else None


def _prev_next(view: PostComponents, context: PageContext, *, by_date: bool) -> dict[str, Any] | None:
    """What comes before and after: in each series, and by date."""
    phrase = context.words.said
    rows = []
    for box in view.series:
        words = phrase("previous part"), phrase("next part")
        rows.append(_row(box.series.text, (box.previous, box.next), words, context))
    if by_date:
        beside = view.prev_next.newer, view.prev_next.older
        rows.append(_row(phrase("posts"), beside, (phrase("newer post"), phrase("older post")), context))
    rows = [row for row in rows if row["previous"] or row["next"]]
    return {"rows": rows} if rows else None


def _related(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Posts on the same subjects."""
    posts = [{**_titled(found.post, context), "date": _date(found.date, context.words)} for found in view.related]
    return {"title": context.words.said("related"), "posts": posts} if posts else None


def _licence(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """What the text may be used for."""
    if view.licence is None:
        return None
    words = {"word": context.words.said("licence"), "colon": context.words.said("colon")}
    return {**words, "text": view.licence.text, "url": view.licence.url}


def _share(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """Links by which visitors share the post."""
    if view.share is None:
        return None
    words, share = context.words, view.share
    url = share.canonical or context.absolute_url(share.base, share.post)
    links = []
    for key, label, template in share.services:
        name = words.service(label) if key else label
        title = words.said("by e-mail") if key == "email" else words.share_on(name)
        links.append({"name": name, "url": share_url(template, url, share.post.text), "title": title})
    return {"word": words.said("share"), "colon": words.said("colon"), "links": links}


def _comments(view: PostComponents, context: PageContext) -> dict[str, Any] | None:
    """What other visitors say."""
    return comments_of(view.comments, context) if view.comments is not None else None


_VALUES: dict[str, Callable[[PostComponents, PageContext], dict[str, Any] | None]] = {
    "byline": _byline, "notices": _notices, "series": _series, "related": _related, "licence": _licence,
    "share": _share, "comments": _comments,
}  # fmt: skip


def _date(date: datetime | None, words: Wording) -> dict[str, str] | None:
    return {"text": words.date(date), "iso": date.isoformat()} if date is not None else None


def _updated(date: datetime | None, words: Wording) -> dict[str, str] | None:
    return {"text": words.updated(date), "iso": date.isoformat()} if date is not None else None


def _term(link: Link, context: PageContext) -> dict[str, str]:
    return {"label": link.text, "url": context.url(link)}


def _titled(link: Link, context: PageContext) -> dict[str, str]:
    return {"title": link.text, "url": context.url(link)}


def _row(
    label: str, posts: tuple[Link | None, Link | None], words: tuple[str, str], context: PageContext
) -> dict[str, Any]:
    before, after = (
        {"word": word, **_titled(post, context)} if post is not None else None
        for post, word in zip(posts, words, strict=True)
    )
    return {"label": label, "previous": before, "next": after}


def _notice(notice: NoticeView, words: Wording) -> tuple[str, str]:
    """Return the title and text of a notice."""
    if notice.kind == "updated":
        assert notice.timestamp is not None
        return words.updated(notice.timestamp), ""
    return words.notice(State(notice.kind), notice.timestamp)


# -- the plain form ----------------------------------------------------------------------------------------------------


def plain_components(view: PostComponents, context: PageContext, names: Collection[str]) -> list[nodes.Node]:
    """Return the byline, notices and places in series of a post as nodes.

    :param names: the components that have a place in the text.
    """
    result: list[nodes.Node] = []
    if "byline" in names:
        result += _plain_byline(view, context)
    for notice in view.notices if "notices" in names else ():
        title, text = _notice(notice, context.words)
        box = nodes.admonition("", nodes.title(title, title), classes=["blog-notice"])
        box += nodes.paragraph(text, text) if text else []
        result.append(box)
    for box_view in view.series if "series" in names else ():
        place = context.words.said("colon") + context.words.part(box_view.number, box_view.total)
        result.append(nodes.paragraph("", "", context.node(box_view.series), nodes.Text(place)))
    return result


def _plain_byline(view: PostComponents, context: PageContext) -> list[nodes.paragraph]:
    byline, words = view.byline, context.words
    comma = words.said("comma")
    parts: list[list[nodes.Node]] = []
    if byline.date is not None:
        text = words.date(byline.date)
        parts.append([timestamp(text, text, datetime=byline.date.isoformat(), classes=["blog-date"])])
    if byline.updated is not None:
        parts.append([nodes.Text(words.updated(byline.updated))])
    parts += [_plain_row([[context.node(term)] for term in group.terms], comma) for group in byline.groups]
    if length := words.length(byline.measure):
        parts.append([nodes.Text(length)])
    lines = [nodes.paragraph("", "", *_plain_row(parts, " · "), classes=["blog-meta"])] if parts else []
    if byline.tags:
        row = _plain_row([[context.node(tag)] for tag in byline.tags], comma)
        name = words.taxonomy("tag") + words.said("colon")
        lines.append(nodes.paragraph("", "", nodes.Text(name), *row, classes=["blog-tags"]))
    return lines


def _plain_row(parts: Iterable[list[nodes.Node]], separator: str) -> list[nodes.Node]:
    row: list[nodes.Node] = []
    for part in parts:
        row += [nodes.Text(separator), *part] if row else part
    return row
