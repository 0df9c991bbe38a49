"""References: a warning of ours for each role that names nothing, or more than one post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Subtype, warn
from ..domain import BlogDomain

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain

__all__ = ["warn_of_missing"]

_TOLD = 5
"""Posts of one name that a warning lists."""


def warn_of_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Report what a role of ours does not name, and keep Sphinx from doing it without a type.

    Event: warn-missing-reference.
    """
    if not isinstance(domain, BlogDomain):
        return None
    ignored = (f"blog:{node['reftype']}", node["reftarget"]) in {tuple(item) for item in app.config.nitpick_ignore}
    if (node.get("refwarn") or app.config.nitpicky) and not ignored:
        warn(Subtype.REF, f"{_fault(domain, node)}; its text is shown without a link", location=node)
    return True


def _fault(domain: BlogDomain, node: pending_xref) -> str:
    kind, name = node["reftype"], node["reftarget"]
    shared = domain.names.shared(kind, name, node.get("refdoc", ""))
    if not shared:
        return f"no {kind} is named '{name}'"
    told = ", ".join(f"'{key}'" for key in shared[:_TOLD])
    more = f" and {len(shared) - _TOLD} more" if len(shared) > _TOLD else ""
    return f"{len(shared)} posts are named '{name}': write which of {told}{more}"
