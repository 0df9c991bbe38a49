"""Numbering: figures, tables and equations of posts with ``numfig``.

Sphinx numbers only documents in a toctree.  In other posts, this extension numbers from 1.  It removes these numbers
before Sphinx compares its numbers with those of the last build, or every post would look changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain import blog_domain
from ..sphinx_compat import assign_numbers

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["computed_numbers", "number_figures", "remove_numbers"]


def remove_numbers(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Remove the numbers that this extension assigned (event: env-get-updated, before Sphinx's collector)."""
    for docname in blog_domain(env).records.assigned_numbers:
        env.toc_fignumbers.pop(docname, None)
    return []


def number_figures(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Number posts outside of toctrees; return those with new numbers (event: env-get-updated, after the collector)."""
    domain = blog_domain(env)
    old, new = domain.records.assigned_numbers, _numbers(env)
    env.toc_fignumbers.update(new)
    domain.records.assigned_numbers = new
    return [docname for docname in new if old.get(docname) != new[docname]]


def computed_numbers(env: BuildEnvironment) -> tuple[Any, Any]:
    """Return the numbers of sections, and of figures and equations, that this build is going to assign.

    The environment keeps those of the last build, since Sphinx rewrites the documents in which they differ.
    """
    old = env.toc_secnumbers, env.toc_fignumbers
    assign_numbers(env)  # replaces both
    env.toc_fignumbers.update(_numbers(env))
    new = env.toc_secnumbers, env.toc_fignumbers
    env.toc_secnumbers, env.toc_fignumbers = old
    return new


def _numbers(env: BuildEnvironment) -> dict[str, Any]:
    """Return the numbers of the posts that Sphinx does not number."""
    domain = blog_domain(env)
    new = {}
    for docname, figures in sorted(domain.records.figures.items()) if env.config.numfig else ():
        if docname in domain.posts and docname not in env.toc_fignumbers:
            numbers = {kind: {name: (n,) for n, name in enumerate(ids, 1)} for kind, ids in figures.items()}
            # the math domain expects this key in every document with numbers
            new[docname] = {"displaymath": {}, **numbers}
    return new
