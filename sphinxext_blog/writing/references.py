"""References: a warning of ours for each role that names nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Subtype, warn
from ..domain import BlogDomain

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain

__all__ = ["warn_of_missing"]


def warn_of_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Report a missing post or term, and keep Sphinx from doing it without a type (event: warn-missing-reference)."""
    if not isinstance(domain, BlogDomain):
        return None
    ignored = (f"blog:{node['reftype']}", node["reftarget"]) in {tuple(item) for item in app.config.nitpick_ignore}
    if (node.get("refwarn") or app.config.nitpicky) and not ignored:
        warn(
            Subtype.REF,
            f"no {node['reftype']} is named '{node['reftarget']}'; its text is shown without a link",
            location=node,
        )
    return True
