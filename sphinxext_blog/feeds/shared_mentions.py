"""The file ``mentions.json``, in which other sites find the posts of this one about their objects.

A site writes it if it displays mentions.  It is written as feeds are: if its fingerprint has changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builders import is_web_site
from ..domain import blog_domain
from ..model.page_plan import join
from ..model.record import record
from ..model.shared_mentions import mentions_document
from ..model.views import Link
from ..pages.mentions import mentions_of
from ..render.templates import write_asset
from ..site import absolute
from ..source.shared_mentions import SHARED_FILE
from .writer import is_stale

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.application import Sphinx

    from ..domain import BlogDomain
    from ..model.views import Fingerprints

__all__ = ["SharedMentionsView", "shared_mentions_fingerprint", "write_shared_mentions"]


@record
class SharedMentionsView:
    """The content of the file in which other sites find the posts of this one."""

    site: str
    posts: tuple[tuple[Link, datetime | None], ...]
    """The posts, newest first."""
    objects: tuple[tuple[tuple[str, str, str, str], tuple[int, ...]], ...]
    """((project, domain, type, name), indices of posts), sorted."""


def _shared_view(domain: BlogDomain) -> SharedMentionsView | None:
    """Return the view of the file; None if the site displays no mentions, or another version of it has the posts."""
    if domain.home_base or not (domain.options.mentions or domain.options.objects):
        return None
    mentions = mentions_of(domain)
    posts = [post for post in domain.catalog.listed if mentions.mentions_objects(post)]
    numbers = {post.key: number for number, post in enumerate(posts)}
    objects = {
        (project, *target.object_key): tuple(numbers[post.key] for post in mentions.own_posts_about(target))
        for project, targets in mentions.projects.items()
        for target in targets
    }
    return SharedMentionsView(
        site=domain.options.title or domain.env.config.project,
        posts=tuple((Link(text=post.title, docname=post.docname, anchor=post.anchor), post.date) for post in posts),
        objects=tuple((key, indices) for key, indices in sorted(objects.items()) if indices),
    )


def _shared_file(domain: BlogDomain) -> str:
    return join(domain.options.path, SHARED_FILE)


def shared_mentions_fingerprint(domain: BlogDomain, prints: Fingerprints) -> dict[str, str]:
    """Return the fingerprint of the file by its name; empty if the site does not write it."""
    view = _shared_view(domain)
    return {_shared_file(domain): prints.of([prints.digest(view)])} if view is not None else {}


def write_shared_mentions(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Write the file in which other sites find the posts of this one (event: html-collect-pages); add no page."""
    domain = blog_domain(app.env)
    file = _shared_file(domain)
    fingerprints = domain.records.feed_fingerprints
    is_required = is_web_site(app.builder) and file in fingerprints and is_stale(app, domain, file, fingerprints)
    view = _shared_view(domain) if is_required else None
    if view is not None:
        posts = [(link.text, absolute("", app.builder, link.docname, link.anchor), date) for link, date in view.posts]
        content = mentions_document(view.site, posts, view.objects)
        write_asset(Path(app.outdir) / file, content)
    return []
