"""Profiles: what the first page of a term shows above its listing: where it belongs, and what the site says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..links import Linker
from ..model.page_plan import join
from ..model.services import PROFILES, profile_name

if TYPE_CHECKING:
    from ..domain import BlogDomain
    from ..model.page_plan import Page
    from ..model.terms import Term

__all__ = ["picture_of", "profile"]


def profile(domain: BlogDomain, docname: str, page: Page) -> list[nodes.Node]:
    """The terms above, the picture, texts and links of a term, and the terms right below.

    On an author's own document only the other terms are shown: the rest is for its text to say.
    """
    term = domain.catalog.term(page.taxonomy, page.label)
    if term is None:
        return []
    maker = _ProfileMaker(domain, docname)
    result: list[nodes.Node] = [*maker.trail(term)]
    if docname in domain.pages:
        result += maker.card(term)
    return [*result, *maker.below(term)]


def picture_of(term: Term) -> nodes.image:
    """The picture of a term, small; builders that show no pictures say whose it is."""
    uri = term.info.image
    candidates = {"?": uri} if ":" in uri else {"*": uri}  # a URL, or a file that the builder copies
    classes = ["blog-picture", *(["blog-avatar"] if term.taxonomy == "author" else []), "no-scaled-link"]
    return nodes.image(uri=uri, alt=term.label, candidates=candidates, width="6em", classes=classes)


class _ProfileMaker:
    """Makes the parts of a profile for one page."""

    def __init__(self, domain: BlogDomain, docname: str) -> None:
        self._domain, self._linker = domain, Linker(domain.app.builder, docname)

    def trail(self, term: Term) -> list[nodes.Node]:
        """The way down to a term; nothing for one at the top."""
        above = self._domain.catalog.above(term)
        if not above:
            return []
        line = nodes.paragraph("", "", self._overview(term), classes=["blog-trail", "no-search"])
        for found in above:
            line += [nodes.Text(" › "), self._link(found)]
        return [line]

    def card(self, term: Term) -> list[nodes.Node]:
        """What the site says of a term; nothing where it says nothing that is shown."""
        info = term.info
        parts: list[nodes.Node] = []
        for name, text in (("description", info.description), ("bio", info.bio)):
            paragraphs = text.split("\n\n") if text else []
            parts += [nodes.paragraph(said, said, classes=[f"blog-about-{name}"]) for said in paragraphs]
        links = [self._outward("website", info.url)] if info.url else []
        links += [self._outward(kind, url) for kind, url in info.social]
        if links:
            line = nodes.paragraph(classes=["blog-profiles"])
            for place, link in enumerate(links):
                line += [nodes.Text(" · "), link] if place else [link]
            parts.append(line)
        if not parts and not info.image:
            return []
        card = nodes.container("", nodes.container("", *parts, classes=["blog-about-text"]), classes=["blog-about"])
        if info.image:
            card.insert(0, nodes.container("", picture_of(term), classes=["blog-about-image"]))
        return [card]

    def below(self, term: Term) -> list[nodes.Node]:
        """The terms right below, with their counts."""
        found = self._domain.catalog.below(term)
        if not found:
            return []
        row = nodes.paragraph(classes=["blog-below", "no-search"])
        for place, below in enumerate(found):
            number = nodes.inline(f"({below.count})", f"({below.count})", classes=["blog-count"])
            item = nodes.inline("", "", self._link(below), nodes.Text(" "), number, classes=["blog-bar-item"])
            row += [nodes.Text(" "), item] if place else [item]
        return [row]

    def _link(self, term: Term) -> nodes.Element:
        return self._to(term.label, term.taxonomy, term.slug)

    def _overview(self, term: Term) -> nodes.Element:
        return self._to(self._domain.wording.taxonomy(term.taxonomy), term.taxonomy, "index")

    def _to(self, text: str, *names: str) -> nodes.Element:
        name = join(self._domain.options.path, *names)
        return self._linker.to(self._domain.plan.docname_of(name) or name, text)

    def _outward(self, kind: str, url: str) -> nodes.reference:
        """A link to an author elsewhere; ``me`` says that both are one person."""
        text = profile_name(kind, url)
        if kind in PROFILES:
            text = self._domain.wording.service(text)
        name = re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-")
        classes = ["blog-profile", *([f"blog-profile-{name}"] if name else [])]
        return nodes.reference(text, text, refuri=url, internal=False, rel="me noopener", classes=classes)
