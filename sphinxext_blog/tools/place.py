"""Places: which folder a command works on, and how Sphinx is told of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

__all__ = ["Place", "ToolError", "add_place_arguments", "place_of", "refuse", "shown_path"]

_USUAL = (".", "docs", "doc", "source", "docs/source")
"""Where projects keep their ``conf.py``, the likeliest first."""


class ToolError(Exception):
    """A command cannot be run as asked; the message is for its user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A project as the command line names it."""

    source: Path
    confdir: Path
    overrides: dict[str, str]
    tags: tuple[str, ...]


def add_place_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments that name a project, as ``sphinx-build`` has them."""
    usual = ", ".join(_USUAL)
    parser.add_argument(
        "source", nargs="?", metavar="SOURCE", help=f"the source folder (default: the first with a conf.py of {usual})"
    )
    parser.add_argument("-c", dest="confdir", metavar="DIR", help="the folder of conf.py (default: the source folder)")
    parser.add_argument(
        "-D", dest="overrides", metavar="NAME=VALUE", action="append", default=[], help="set an option of conf.py"
    )
    parser.add_argument("-t", dest="sphinx_tags", metavar="TAG", action="append", default=[], help="set a Sphinx tag")


def place_of(arguments: Namespace, here: Path | None = None) -> Place:
    """The project that a command line names.

    :param here: the working directory unless another one is given.
    :raises ToolError: if there is no ``conf.py``.
    """
    base = here or Path.cwd()
    confdir = base / arguments.confdir if arguments.confdir else None
    if arguments.source:
        source = base / arguments.source
    elif confdir is not None:
        source = confdir
    else:
        source = next((base / name for name in _USUAL if (base / name / "conf.py").is_file()), base)
    confdir = confdir or source
    if not source.is_dir():
        raise ToolError(f"there is no folder {shown_path(source)}")
    if not (confdir / "conf.py").is_file():
        looked = "" if arguments.source or arguments.confdir else f" (looked in {', '.join(_USUAL)})"
        raise ToolError(f"there is no conf.py in {shown_path(confdir)}{looked}; name the source folder, or use -c")
    overrides = dict(_setting(said) for said in arguments.overrides)
    return Place(source=source, confdir=confdir, overrides=overrides, tags=tuple(arguments.sphinx_tags))


def _setting(said: str) -> tuple[str, str]:
    name, equals, value = said.partition("=")
    if not name or not equals:
        raise ToolError(f"-D {said} should be -D name=value")
    return name, value


def shown_path(path: Path | str) -> str:
    """A path as messages show it: from the working directory if it lies there."""
    full, here = Path(path).resolve(), Path.cwd()
    return str(full.relative_to(here) if full.is_relative_to(here) else full)


def refuse(error: ToolError) -> int:
    """Say why a command could not be run; gives its exit status."""
    sys.stderr.write(f"sphinx-blog: {error}\n")
    return 2
