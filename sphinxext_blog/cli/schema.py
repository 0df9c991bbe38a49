"""``sphinx-blog schema``: print the JSON Schema of front matter, for editors."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from ..source.schema import DRAFTS, front_matter_schema

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

__all__ = ["add_arguments", "run", "schema_text"]


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the command."""
    newest = next(iter(DRAFTS))
    parser.add_argument(
        "--draft",
        choices=tuple(DRAFTS),
        default=newest,
        help=f"the version of JSON Schema it says it is written in (default: {newest}); some tools know only 7",
    )


def schema_text(draft: str) -> str:
    """The schema as JSON; the file that the package ships holds exactly this."""
    return json.dumps(front_matter_schema(draft), ensure_ascii=False, indent=2) + "\n"


def run(arguments: Namespace) -> int:
    """Print the schema."""
    sys.stdout.write(schema_text(arguments.draft))
    return 0
