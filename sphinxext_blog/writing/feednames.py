"""Names of feeds: the URL and the title of each, known without what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from ..model.urls import whole_url

if TYPE_CHECKING:
    from ..domain import BlogDomain
    from ..model.feed_plan import PlannedFeed

__all__ = ["UNSET", "feed_title", "feed_url"]

UNSET = ("", "Project name not set", "Author name not set")
"""What Sphinx has where conf.py says nothing."""


def feed_url(domain: BlogDomain, file: str) -> str:
    """The URL of a feed."""
    return whole_url(domain.base, quote(file))


def feed_title(domain: BlogDomain, planned: PlannedFeed) -> str:
    """The title of a feed: in a feed reader it stands between those of other sites, so it names the project."""
    if planned.title:
        return planned.title
    page = domain.plan.page(domain.plan.docname_of(planned.page) or "")
    words = domain.wording
    project = domain.env.config.project
    blog = domain.options.title
    site = project if project not in UNSET else blog
    heading = words.heading(page) if page is not None else blog
    return words.joined(heading, site) if site and site != heading else heading
