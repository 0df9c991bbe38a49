"""Encoding: posts that are not UTF-8, which Sphinx has not been able to read since version 9."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sphinx

from ..diagnostics import Subtype, warn
from ..domain import blog_domain
from ..sphinx_compat import forget_document
from .source import matches

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["leave_out_undecodable"]

_SPHINX_STOPS = sphinx.version_info >= (9, 0)


def leave_out_undecodable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Drop posts that are not UTF-8 from what is read, with a warning; older versions of Sphinx replace what is wrong.

    Only files that a pattern makes posts are looked at: the others are not ours.
    """
    if not _SPHINX_STOPS:
        return
    options = blog_domain(env).options
    for docname in [name for name in docnames if matches(name, options)]:
        fault = _fault_in(Path(env.doc2path(docname)))
        if fault is not None:
            reason, line = fault
            message = f"the file is not UTF-8 ({reason}); it is left out: save it as UTF-8, or exclude it"
            warn(Subtype.ENCODING, message, location=(docname, line))
            docnames.remove(docname)
            forget_document(app, docname)


def _fault_in(path: Path) -> tuple[str, int] | None:
    """What is wrong with a file's bytes, and in which line; None for valid UTF-8."""
    try:
        path.read_text(encoding="utf-8")
    except OSError:  # gone since Sphinx looked; it says so itself
        return None
    except UnicodeDecodeError as error:
        return f"byte 0x{error.object[error.start]:02x}", error.object.count(b"\n", 0, error.start) + 1
    return None
