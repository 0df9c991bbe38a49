"""``sphinx-blog check``: reports the warnings about posts, and fixes problems that have exactly one safe fix."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .content import CONTENT_TYPE, check_content
from .fix import changes_of, fix_posts
from .problems import (
    FORMATS,
    ToolError,
    add_project_arguments,
    as_github,
    as_json,
    as_records,
    as_text,
    project_of,
    refuse,
)
from .site import open_site

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from .fix import FixedFile
    from .problems import Problem
    from .site import Site

__all__ = ["add_arguments", "add_reading_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the command."""
    add_project_arguments(parser)
    parser.add_argument("--fix", action="store_true", help="fix problems that have exactly one safe fix, then check")
    parser.add_argument("--diff", action="store_true", help="print the changes of --fix, without changing files")
    parser.add_argument("--all", action="store_true", help="report warnings about other documents too")
    parser.add_argument(
        "--full",
        action="store_true",
        help="build the site as HTML in a temporary folder, to include warnings of writers",
    )
    parser.add_argument(
        "--content",
        action="store_true",
        help="report missing text alternatives, links with tracking parameters, unused images, series without order, "
        "and outdated posts",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="the output format (default: text)")
    add_reading_arguments(parser)
    parser.epilog = "Exit status: 0 for no problems, 1 for problems, 2 if the site cannot be read."


def add_reading_arguments(parser: ArgumentParser) -> None:
    """Declare the options for reading the site."""
    parser.add_argument(
        "-d", "--doctree-dir", metavar="DIR", help="store doctrees in this folder, for faster later runs"
    )
    parser.add_argument(
        "-j", "--jobs", metavar="N", default="1", help="the number of parallel processes, or auto (default: 1)"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="print the log of Sphinx")


def run(arguments: Namespace) -> int:
    """Check a site; return the exit status."""
    try:
        project = project_of(arguments)
        options = reading_options(arguments) | ({"builder": "html"} if arguments.full else {})
        doctree_folder = None if arguments.full else arguments.doctree_dir
        with open_site(project, doctree_folder, **options) as site:
            fixed_files = fix_posts(site, write=not arguments.diff) if arguments.fix or arguments.diff else []
            if arguments.diff:
                sys.stdout.write(changes_of(fixed_files))
                return 1 if fixed_files else 0
            posts = _inspect(site, everything=arguments.all, full=arguments.full, content=arguments.content)
            if doctree_folder:
                site.store()
            return _report(site, arguments, posts, fixed_files)
    except ToolError as error:
        return refuse(error)


def reading_options(arguments: Namespace) -> dict[str, Any]:
    """Return the options for reading the site from the command line.

    :raises ToolError: if the number of processes is not valid.
    """
    value = arguments.jobs
    if value != "auto" and not (value.isascii() and value.isdecimal() and int(value)):
        raise ToolError(f"-j: '{value}' is not a whole number above 0 or auto")
    jobs = _processors() if value == "auto" else int(value)
    return {"parallel": jobs, "status": sys.stderr if arguments.verbose else None}


def _processors() -> int:
    from multiprocessing import cpu_count

    return cpu_count()


def _inspect(site: Site, *, everything: bool, full: bool, content: bool) -> set[str]:
    """Read and resolve documents, so that Sphinx emits its warnings; return the documents with posts.

    The links of drafts are resolved in preview mode, those of other documents in normal mode.
    """
    site.read()
    posts = set(site.domain.posts)
    hidden = site.unpublished()
    if content:
        site.problems.update(check_content(site, _documents(site) if everything else posts))
    if full:
        site.build()
    else:
        site.resolve(sorted(hidden))
    if hidden:
        site.publish()
    if full:
        site.build()
    else:
        site.resolve(sorted(_documents(site) if everything else site.documents_about_blog()))
    return posts


def _documents(site: Site) -> set[str]:
    """Return the documents that have a source."""
    return site.env.found_docs - site.domain.pages.keys()


def _report(site: Site, arguments: Namespace, posts: set[str], fixed_files: list[FixedFile]) -> int:
    """Report the problems; return the exit status."""
    problems = sorted(site.problems)
    reported = [problem for problem in problems if arguments.all or _is_about_posts(site, problem, posts)]
    fixes = [problem for file in fixed_files for problem in file.fixes]
    if arguments.format == "json":
        fix_records = as_records(fixes)
        elsewhere = len(problems) - len(reported)
        sys.stdout.write(as_json(reported, fixed=fix_records, documents=len(posts), elsewhere=elsewhere))
    else:
        sys.stdout.write(as_text(fixes))
        sys.stdout.write(as_github(reported) if arguments.format == "github" else as_text(reported))
    sys.stderr.write(_summary(len(reported), len(problems) - len(reported), len(posts)))
    return 1 if reported else 0


def _is_about_posts(site: Site, problem: Problem, posts: set[str]) -> bool:
    return problem.type.startswith(("blog.", f"{CONTENT_TYPE}.")) or site.document_of(problem.file) in posts


def _summary(reported: int, elsewhere: int, documents: int) -> str:
    summary = f"{_number(reported, 'problem')} in {_number(documents, 'document')} with posts"
    if elsewhere:
        summary += f"; {_number(elsewhere, 'warning')} in other documents (--all reports them)"
    return summary + "\n"


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
