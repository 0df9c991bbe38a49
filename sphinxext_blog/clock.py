"""The edge: the moment of a build, whether it is a preview, and where its site will stand."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .addresses import base_url
from .config import check_config
from .domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

__all__ = ["is_preview", "moment_of", "start_build"]


def moment_of(environment: Mapping[str, str]) -> datetime:
    """Now, or what ``SOURCE_DATE_EPOCH`` says (https://reproducible-builds.org/specs/source-date-epoch/)."""
    said = environment.get("SOURCE_DATE_EPOCH", "")
    if said.isascii() and said.isdecimal():
        return datetime.fromtimestamp(int(said), UTC)
    return datetime.now(UTC)


def is_preview(mode: str, environment: Mapping[str, str]) -> bool:
    """Whether drafts and scheduled posts are shown: asked for, or in a build that only authors see."""
    if mode != "auto":
        return mode == "show"
    return environment.get("READTHEDOCS_VERSION_TYPE") == "external" or "SPHINX_AUTOBUILD" in environment


def start_build(app: Sphinx) -> None:
    """Give the domain what this build is given (event: builder-inited)."""
    options = check_config(app.config)
    domain = blog_domain(app.env)
    preview = is_preview(options.drafts, os.environ)
    domain.start(app, options, moment_of(os.environ), preview=preview, base=base_url(app.config, os.environ))
