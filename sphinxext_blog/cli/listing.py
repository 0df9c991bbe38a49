"""``sphinx-blog list``: lists posts with date and status, including those that are not published or not listed."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..model.post import TAXONOMIES, PostStatus, status_of
from ..model.selection import Query, Sort, select
from ..pages.validity import outdated_reasons, successors
from ..sphinx_compat import column_width
from .check import add_reading_arguments, reading_options
from .problems import ToolError, add_project_arguments, display_path, json_text, project_of, refuse
from .site import open_site, split_labels

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from ..model.post import Post
    from .site import Site

__all__ = ["add_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the command."""
    add_project_arguments(parser)
    for taxonomy in TAXONOMIES:
        parser.add_argument(
            f"--{taxonomy}",
            metavar="LABEL",
            action="append",
            help=f"only posts with this {taxonomy} (-LABEL: without it)",
        )
    parser.add_argument(
        "--term", metavar="TAXONOMY=LABEL", action="append", default=[], help="the same for a custom taxonomy"
    )
    parser.add_argument("--year", action="append", help="only posts of this year")
    parser.add_argument("--path", metavar="GLOB", action="append", help="only posts whose docname matches the pattern")
    parser.add_argument("--state", choices=tuple(PostStatus), action="append", help="only posts with this status")
    parser.add_argument(
        "--outdated",
        action="store_true",
        help="only posts that are old, superseded or about other versions, with the reason",
    )
    parser.add_argument("--sort", choices=tuple(Sort), default=Sort.NEWEST, help="the order (default: newest)")
    parser.add_argument("--limit", metavar="N", type=int, help="the maximum number of posts")
    parser.add_argument("--json", action="store_true", help="print JSON, with all data of each post")
    add_reading_arguments(parser)
    parser.epilog = (
        "If a filter has several values, separated by commas or in several options, one of them must match. All "
        "filters must match. Write a label with a leading dash after an equals sign: --tag=-python."
    )


def run(arguments: Namespace) -> int:
    """List the posts of a site; return the exit status."""
    try:
        project = project_of(arguments)
        with open_site(project, arguments.doctree_dir, **reading_options(arguments)) as site:
            site.read()
            if arguments.doctree_dir:
                site.store()
            posts = _select_posts(site, arguments)
            table = _as_json(site, posts) if arguments.json else _as_table(site, posts, reasons=arguments.outdated)
            sys.stdout.write(table)
            return 0
    except ToolError as error:
        return refuse(error)


def _select_posts(site: Site, arguments: Namespace) -> list[Post]:
    """Return the posts that match the command line, with the filters of listings."""
    domain = site.domain
    catalog = replace(domain.catalog, listed=tuple(domain.catalog.built.values()))
    query = Query(
        terms=_terms(arguments, [taxonomy.name for taxonomy in domain.options.kinds]),
        years=tuple(arguments.year or ()),
        paths=tuple(arguments.path or ()),
        sort=Sort(arguments.sort),
    )
    for taxonomy, label in (
        (taxonomy, label.removeprefix("-")) for taxonomy, labels in query.terms for label in labels
    ):
        if not select(catalog, Query(terms=((taxonomy, (label,)),))):
            sys.stderr.write(f"sphinx-blog: no post has the {taxonomy} '{label}'\n")
    posts = [post for post in select(catalog, query) if _state(site, post) in (arguments.state or tuple(PostStatus))]
    if arguments.outdated:
        posts = [post for post in posts if outdated_reasons(domain, post)]
    return posts[: arguments.limit]


def _terms(arguments: Namespace, taxonomies: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the requested labels by taxonomy.

    :raises ToolError: if the site does not have the taxonomy.
    """
    labels_of = {name: list(getattr(arguments, name) or ()) for name in TAXONOMIES}
    for term in arguments.term:
        taxonomy, equals, label = term.partition("=")
        if not equals or taxonomy not in taxonomies:
            raise ToolError(
                f"--term: '{term}' is not valid. Expected TAXONOMY=LABEL with one of {', '.join(taxonomies)}."
            )
        labels_of.setdefault(taxonomy, []).append(label)
    return tuple((taxonomy, labels) for taxonomy, values in labels_of.items() if (labels := split_labels(values)))


def _state(site: Site, post: Post) -> PostStatus:
    return status_of(post, site.domain.now)


def _as_table(site: Site, posts: list[Post], *, reasons: bool = False) -> str:
    """Return a table with date, status, file and title, aligned for characters of any width.

    :param reasons: whether the reasons why a post is outdated follow its title.
    """
    rows = [
        (
            post.date.date().isoformat() if post.date is not None else "-",
            _state(site, post).value + (" pinned" if post.pinned else ""),
            _file(site, post) + (f"#{post.anchor}" if post.anchor else ""),
            post.title + (f"  ({'; '.join(outdated_reasons(site.domain, post))})" if reasons else ""),
        )
        for post in posts
    ]
    widths = [max((column_width(row[column]) for row in rows), default=0) for column in range(3)]
    return "".join(
        "  ".join([*(_padded(text, width) for text, width in zip(row, widths, strict=False)), row[3]]) + "\n"
        for row in rows
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - column_width(text))


def _file(site: Site, post: Post) -> str:
    return display_path(site.env.doc2path(post.docname))


def _as_json(site: Site, posts: list[Post]) -> str:
    return json_text([_record(site, post) for post in posts])


def _record(site: Site, post: Post) -> dict[str, Any]:
    return {
        "docname": post.docname,
        "anchor": post.anchor,
        "file": _file(site, post),
        "line": post.line,
        "title": post.title,
        "state": _state(site, post).value,
        "pinned": post.pinned,
        "date": post.date.isoformat() if post.date is not None else None,
        "updated": post.updated.isoformat() if post.updated is not None else None,
        "expires": post.expires.isoformat() if post.expires is not None else None,
        "applies_to": dict(post.applies_to),
        "superseded_by": successor.key if (successor := successors(site.domain).get(post.key)) is not None else None,
        "outdated": list(outdated_reasons(site.domain, post)),
        "terms": {taxonomy: list(labels) for taxonomy, labels in post.terms},
        "description": post.summary,
        "words": post.measure.words + post.measure.characters,
        "minutes": post.measure.minutes,
    }
