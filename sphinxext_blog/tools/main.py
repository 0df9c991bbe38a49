"""The ``sphinx-blog`` command: one module for each of its commands."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from .. import __version__
from . import check, listing, new, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_COMMANDS = {"new": new, "check": check, "list": listing, "schema": schema}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit status."""
    parser = ArgumentParser(prog="sphinx-blog", description="Tools for authors of a blog made with sphinxext-blog.")
    parser.add_argument("--version", action="version", version=f"sphinx-blog {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, command in _COMMANDS.items():
        part = commands.add_parser(name, help=command.HELP, description=command.HELP[:1].upper() + command.HELP[1:])
        command.add_arguments(part)
        part.set_defaults(run=command.run)
    arguments = parser.parse_args(argv)
    status: int = arguments.run(arguments)
    return status
