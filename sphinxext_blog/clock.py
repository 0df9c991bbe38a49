"""The edge: the moment of a build, and all else that it is given from outside."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .addresses import base_url, canonical_base
from .config import site_options
from .diagnostics import Subtype, warn
from .domain import blog_domain
from .preview import is_preview, starting_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

__all__ = ["moment_of", "start_build"]

_END = datetime(9999, 1, 1, tzinfo=UTC)
_MOST_DIGITS = 20
"""More are no moment, and Python reads no number of thousands of digits."""


def moment_of(environment: Mapping[str, str]) -> datetime:
    """Now, or what ``SOURCE_DATE_EPOCH`` says (https://reproducible-builds.org/specs/source-date-epoch/).

    What is no such number of seconds is a warning, for it may hide or show posts; an empty value says nothing.
    """
    said = environment.get("SOURCE_DATE_EPOCH", "")
    if not said:
        return datetime.now(UTC)
    found = _from_seconds(said)
    if found is None:
        message = (
            f"SOURCE_DATE_EPOCH is '{said[:40]}', but should be seconds since 1970; the time of the machine is used"
        )
        warn(Subtype.CONFIG, message, location=None)
        return datetime.now(UTC)
    return found


def _from_seconds(said: str) -> datetime | None:
    """A moment of 1970 to 9998: in the last year that there is, some zones would be beyond it."""
    if not (said.isascii() and said.isdecimal() and len(said) <= _MOST_DIGITS):
        return None
    seconds = int(said)
    return datetime.fromtimestamp(seconds, UTC) if seconds < _END.timestamp() else None


def start_build(app: Sphinx) -> None:
    """Give the domain what this build is given (event: builder-inited)."""
    options = site_options(app)
    domain = blog_domain(app.env)
    preview = is_preview(options.drafts, os.environ, starting_commands)
    base = options.base_of(base_url(app.config, os.environ))
    original = canonical_base(base, os.environ, options.canonical_version)
    domain.start(app, options, moment_of(os.environ), preview=preview, base=base, canonical_base=original)
