"""Parts: what each of the parts around a post shows, as finished values for its template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..links import Linker
from ..model.page_plan import join
from ..model.post import State, update_shown
from ..model.services import SERVICES, Licence, licence_named, share_url
from ..model.taxonomy import class_of
from ..site import absolute
from .commenting import comments_of
from .relations import related_to, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from ..domain import BlogDomain
    from ..model.post import Post
    from ..model.terms import Term

__all__ = ["PartMaker", "in_byline", "licence_of", "notices_of", "shows_neighbours"]

_IN_BYLINE = ("author", "category", "series", "location", "language")
"""The order of a byline; other kinds of term follow, and tags have a line of their own."""
_RELBARS = ("theme_show_relbar_top", "theme_show_relbar_bottom")
"""The bars of alabaster and its children; ``show_relbars`` stands in for each that is not set."""
_BUTTONS = {"top", "bottom", "both"}
"""Where sphinx_rtd_theme shows its buttons; any other value of the option shows none."""
_MILD = ("unlisted", "updated")
"""The kinds of notice that warn of nothing."""
_FOLDED = 6
"""A box of a series with more parts than this is folded."""


def in_byline(taxonomies: Iterable[str]) -> list[str]:
    """The kinds of term that stand in one line with the date, in order."""
    known = tuple(taxonomies)
    return [name for name in _IN_BYLINE if name in known] + [name for name in known if name not in (*_IN_BYLINE, "tag")]


def notices_of(domain: BlogDomain, post: Post) -> list[tuple[str, str, str]]:
    """The kind, title and text of each notice of a post; none for one that is plainly published.

    An update is told in the byline, and in a notice where there is no byline.
    """
    state = domain.catalog.states[post.key]
    moment = {State.SCHEDULED: post.date, State.EXPIRED: post.expires}.get(state)
    title, text = domain.wording.notice(state, moment)
    found = [(state.value, title, text)] if title else []
    if not domain.options.byline and (updated := update_shown(post)) is not None:
        found.append(("updated", domain.wording.updated(updated), ""))
    return found


def licence_of(domain: BlogDomain, post: Post) -> Licence | None:
    """The licence of a post, or of the site; None where nothing is said of one."""
    said = domain.options.licence if post.licence is None else post.licence
    if isinstance(said, str):
        return licence_named(said) if said.strip() else None
    return Licence(text=said["text"], url=said.get("url", ""))


def shows_neighbours(domain: BlogDomain) -> bool:
    """Return whether the extension shows the posts before and after by date, since the theme does not.

    Themes show what Sphinx gives them as previous and next, unless an option of theirs leaves that out.
    """
    if domain.options.neighbours is not None:
        return domain.options.neighbours
    return not _theme_shows_neighbours(getattr(domain.app.builder, "globalcontext", {}))


def _theme_shows_neighbours(context: Mapping[str, Any]) -> bool:
    """Return whether a theme shows previous and next, by its options as its templates see them.

    An option that a theme does not have is not in the context; a theme without any of these always shows them.
    """
    if "theme_show_prev_next" in context:  # pydata-sphinx-theme and its children
        # an author may place the component in another area instead
        areas = (value for name, value in context.items() if name.startswith("theme_"))
        return _is_on(context["theme_show_prev_next"]) or any("prev-next" in _names(area) for area in areas)
    if "theme_prev_next_buttons_location" in context:  # sphinx_rtd_theme
        return str(context["theme_prev_next_buttons_location"]) in _BUTTONS
    if "theme_show_relbars" in context:
        return any(_is_on(context.get(bar) or context["theme_show_relbars"]) for bar in _RELBARS)
    return True


def _is_on(value: object) -> bool:
    return str(value).lower() in ("true", "1", "yes", "on")


def _names(area: object) -> list[str]:
    """Return the names of the components in an area of a theme: a list, a text with commas, or those of some pages."""
    if isinstance(area, dict):
        return [name for found in area.values() for name in _names(found)]
    items = area.split(",") if isinstance(area, str) else area if isinstance(area, (list, tuple)) else ()
    return [str(item).strip().removesuffix(".html") for item in items]


class PartMaker:
    """Makes the values for one post; a method for each part, which gives None where there is nothing to show."""

    def __init__(self, domain: BlogDomain, post: Post, docname: str) -> None:
        """Values with addresses as seen from a page."""
        self._domain, self._post, self._words = domain, post, domain.wording
        self._linker = Linker(domain.app.builder, docname)
        self._pages = cast("dict[tuple[str, str], str]", domain.build.computed.setdefault("pages of terms", {}))

    def values(self, part: str) -> dict[str, Any] | None:
        """What a part shows, by its name."""
        values: dict[str, Any] | None = getattr(self, part)()
        return values

    def byline(self) -> dict[str, Any] | None:
        """When, by whom, what about, how long."""
        post, catalog = self._post, self._domain.catalog
        filed = {taxonomy: catalog.terms_for(post, taxonomy) for taxonomy, _ in post.terms}
        if self._domain.options.series_box and "series" in filed:  # which has its box
            filed["series"] = tuple(term for term in filed["series"] if len(term.posts) == 1)
        updated = update_shown(post)
        named = [name for name in in_byline(filed) if filed[name]]
        values = {
            "date": self._date(post.date),
            "updated": {"text": self._words.updated(updated), "iso": updated.isoformat()} if updated else None,
            "terms": {name: self._terms(filed[name]) for name in named},
            "classes": {name: class_of(name) for name in named},
            "tags": self._terms(filed.get("tag", ())),
            "minutes": self._words.length(post.measure),
        }
        return {**values, "comma": self._words.said("comma")} if any(values.values()) else None

    def notices(self) -> dict[str, Any] | None:
        """What a reader has to know first."""
        found = [
            {"kind": kind, "admonition": "note" if kind in _MILD else "warning", "title": title, "text": text}
            for kind, title, text in notices_of(self._domain, self._post)
        ]
        return {"notices": found} if found else None

    def series(self) -> dict[str, Any] | None:
        """The boxes of the post's series."""
        boxes = []
        for term, place in series_of(self._domain, self._post):
            boxes.append({
                "label": term.label,
                "url": self._term_url(term),
                "place": (said := self._words.part(place.number, place.total)),
                "name": self._words.joined(term.label, said),
                "folded": place.total > _FOLDED,
                "more": self._words.said("all parts") if place.total > _FOLDED else "",
                "parts": [
                    {"number": number, "current": part.key == self._post.key, **self._link(part)}
                    for number, part in place.shown
                ],
            })  # fmt: skip
        return {"boxes": boxes} if boxes else None

    def neighbours(self) -> dict[str, Any] | None:
        """What comes before and after: in each series, and by date where the theme does not show that."""
        options, said = self._domain.options, self._words.said
        rows = []
        for term, place in series_of(self._domain, self._post) if options.series_box else ():
            words = said("previous part"), said("next part")
            rows.append(self._row(term.label, (place.previous, place.following), words))
        shown = self._domain.catalog.neighbours() if shows_neighbours(self._domain) else {}
        newer_and_older = shown.get(self._post.key)
        if newer_and_older is not None and any(newer_and_older):
            rows.append(self._row(said("posts"), newer_and_older, (said("newer post"), said("older post"))))
        return {"rows": rows} if rows else None

    def related(self) -> dict[str, Any] | None:
        """Posts on the same subjects."""
        found = related_to(self._domain, self._post)
        posts = [{**self._link(post), "date": self._date(post.date)} for post in found]
        return {"title": self._words.said("related"), "posts": posts} if posts else None

    def licence(self) -> dict[str, Any] | None:
        """What the text may be used for."""
        found = licence_of(self._domain, self._post)
        words = {"word": self._words.said("licence"), "colon": self._words.said("colon")}
        return {**words, "text": found.text, "url": found.url} if found else None

    def share(self) -> dict[str, Any] | None:
        """Links by which readers tell others."""
        url = self._url()
        if not self._domain.options.share or not url:
            return None
        links = []
        for service in self._domain.options.share:
            name, template = SERVICES[service] if isinstance(service, str) else service
            name = self._words.service(name) if isinstance(service, str) else name
            title = self._words.said("by e-mail") if service == "email" else self._words.share_on(name)
            links.append({"name": name, "url": share_url(template, url, self._post.title), "title": title})
        return {"word": self._words.said("share"), "colon": self._words.said("colon"), "links": links}

    def comments(self) -> dict[str, Any] | None:
        """What other readers say."""
        if not self._domain.options.comments or self._post.comments is False:
            return None
        return comments_of(self._domain, self._post, self._url())

    # -- values -----------------------------------------------------------------------------------------------------

    def _url(self) -> str:
        """Where the post will stand, or its original; empty where that is not known."""
        base = self._domain.base
        own = absolute(base, self._domain.app.builder, self._post.docname, self._post.anchor) if base else ""
        return self._post.canonical or own

    def _date(self, moment: datetime | None) -> dict[str, str] | None:
        return {"text": self._words.date(moment), "iso": moment.isoformat()} if moment is not None else None

    def _link(self, post: Post) -> dict[str, str]:
        """A post as a link."""
        if post.external_link:
            return {"title": post.title, "url": post.external_link}
        uri = self._linker.href(post.docname)
        url = f"{uri.removesuffix('#')}#{post.anchor}" if post.anchor and uri else uri  # "#": the page itself
        return {"title": post.title, "url": url}

    def _row(self, label: str, posts: tuple[Post | None, Post | None], words: tuple[str, str]) -> dict[str, Any]:
        before, after = (
            {"word": word, **self._link(post)} if post is not None else None
            for post, word in zip(posts, words, strict=True)
        )
        return {"label": label, "previous": before, "next": after}

    def _terms(self, terms: tuple[Term, ...]) -> list[dict[str, str]]:
        return [{"label": term.label, "url": self._term_url(term)} for term in terms]

    def _term_url(self, term: Term) -> str:
        key = (term.taxonomy, term.slug)
        if key not in self._pages:
            name = join(self._domain.options.path, *key)
            self._pages[key] = self._domain.plan.docname_of(name) or name
        return self._linker.href(self._pages[key])
