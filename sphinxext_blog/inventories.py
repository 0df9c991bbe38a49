"""Inventories: the titles that links show of what stands in other projects, as their inventories have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.inventory import filter_sphinx_inventories
from sphinx.addnodes import pending_xref
from sphinx.ext.intersphinx import (
    inventory_exists,
    resolve_reference_any_inventory,
    resolve_reference_detect_inventory,
    resolve_reference_in_inventory,
)
from sphinx.util.logging import suppress_logging

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .core.plaintext import Link

__all__ = ["title_elsewhere"]


def title_elsewhere(env: BuildEnvironment, link: Link, docname: str) -> str:
    """What a link in a document shows of another project; empty where no inventory has its target."""
    inventories = getattr(env, "intersphinx_named_inventory", None)
    if not inventories:  # also of a site without intersphinx
        return ""
    if link.kind == "myst":
        domains = env.config.myst_ref_domains
        found = filter_sphinx_inventories(inventories, targets=link.target)
        return next((match.text or match.name for match in found if domains is None or match.domain in domains), "")
    kind = link.kind.removeprefix("blog:")
    domain = "blog" if kind != link.kind else "" if kind == "any" else "std"
    node = pending_xref("", refdomain=domain, reftype=kind, reftarget=link.target, refexplicit=False, refdoc=docname)
    with suppress_logging():  # what is ambiguous is told where the link stands
        reference = _resolved(env, link, node)
    return reference.astext() if reference is not None else ""


def _resolved(env: BuildEnvironment, link: Link, node: pending_xref) -> nodes.reference | None:
    shown = nodes.inline(link.shown, link.shown)
    if link.inventory is None:
        return resolve_reference_detect_inventory(env, node, shown)
    if not link.inventory:
        return resolve_reference_any_inventory(env, False, node, shown)  # noqa: FBT003 - its signature
    exists = inventory_exists(env, link.inventory)
    return resolve_reference_in_inventory(env, link.inventory, node, shown) if exists else None
