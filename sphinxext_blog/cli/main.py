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
    "new": (".new", "make the file of a new post"),
    "check": (".check", "tell, and mend, what a build would warn of in posts"),
    "list": (".listing", "list posts with their date and state"),
    "schema": ("..source.schema", "print the JSON Schema of front matter, for editors"),
    "import": ("..importers.command", "bring over the posts of a blog made with another engine"),
}
"""(module, help text) of each subcommand; modules are imported only when they are used."""

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``sphinx-blog``.

    :returns: the exit status: 0 for success, 1 for reported problems, 2 for invalid arguments, 130 (as in shells) for
        an interruption by the user.
    """
    parser = argparse.ArgumentParser(prog="sphinx-blog", description="Tools for a blog made with Sphinx.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, summary) in COMMANDS.items():
        command = import_module(module, __package__)
        subparser = commands.add_parser(name, help=summary, description=command.__doc__)
        command.add_arguments(subparser)
        subparser.set_defaults(run=command.run)
    parsed = parser.parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper):  # a pipe on Windows does not support all characters of titles
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        result: int = parsed.run(parsed)
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; what was written stays, and the same command can be run again\n")
        return _INTERRUPTED
    return result
