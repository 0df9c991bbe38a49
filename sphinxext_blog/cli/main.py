"""The entry point of ``sphinx-blog`` and its subcommands."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING

from .. import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["COMMANDS", "main"]

COMMANDS: Mapping[str, tuple[str, str]] = {
    "new": (".new", "create the file of a new post"),
    "check": (".check", "report problems in posts; with --fix, fix those that have exactly one safe fix"),
    "list": (".listing", "list posts with date and status, including unpublished and unlisted ones"),
    "next": (".due", "list scheduled posts, and report whether one is due"),
    "schema": ("..source.schema", "print the JSON Schema of front matter, for editors"),
    "import": ("..importers.command", "convert the posts of another blog engine"),
}
"""(module, help text) of each subcommand."""

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``sphinx-blog``.

    :returns: the exit status: 0 for success, 1 for reported problems, 2 for invalid arguments, 130 (as in shells) for
        an interruption by the user.
    """
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="sphinx-blog", description="Tools for a blog built with Sphinx.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, summary) in COMMANDS.items():
        subparser = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if name in given:  # the other commands are not imported
            command = import_module(module, __package__)
            command.add_arguments(subparser)
            subparser.set_defaults(run=command.run)
    parsed = parser.parse_args(given)
    if isinstance(sys.stdout, TextIOWrapper):  # a pipe on Windows does not support all characters of titles
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        result: int = parsed.run(parsed)
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; written files are preserved, and the command can be repeated\n")
        return _INTERRUPTED
    return result
