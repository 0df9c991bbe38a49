"""The edge: the moment of a build, and all else that it is given from outside."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .addresses import base_url, canonical_base
from .config import site_options
from .domain import blog_domain
from .preview import is_preview, starting_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

__all__ = ["moment_of", "start_build"]


def moment_of(environment: Mapping[str, str]) -> datetime:
    """Now, or what ``SOURCE_DATE_EPOCH`` says (https://reproducible-builds.org/specs/source-date-epoch/)."""
    said = environment.get("SOURCE_DATE_EPOCH", "")
    if said.isascii() and said.isdecimal():
        return datetime.fromtimestamp(int(said), UTC)
    return datetime.now(UTC)


def start_build(app: Sphinx) -> None:
    """Give the domain what this build is given (event: builder-inited)."""
    options = site_options(app)
    domain = blog_domain(app.env)
    preview = is_preview(options.drafts, os.environ, starting_commands)
    base = options.base_of(base_url(app.config, os.environ))
    original = canonical_base(base, os.environ, options.canonical_version)
    domain.start(app, options, moment_of(os.environ), preview=preview, base=base, canonical_base=original)
