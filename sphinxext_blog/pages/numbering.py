"""Numbering: figures, tables and equations of posts with ``numfig``.

Sphinx numbers only what stands in a toctree.  Posts get numbers of their own, from 1 in each; they are taken out
before Sphinx compares its numbers with those of the last build, or every post would look changed.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..domain import blog_domain
from ..sphinx_compat import assign_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["coming_numbers", "number_figures", "numbered", "remove_numbers"]


def remove_numbers(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take out the numbers that are ours (event: env-get-updated, before Sphinx's collector)."""
    for docname in blog_domain(env).records.assigned_numbers:
        env.toc_fignumbers.pop(docname, None)
    return []


def number_figures(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Number what Sphinx has not; gives the posts whose numbers are new (event: env-get-updated, after it)."""
    domain = blog_domain(env)
    old, new = domain.records.assigned_numbers, _numbers(env)
    env.toc_fignumbers.update(new)
    domain.records.assigned_numbers = new
    return [docname for docname in new if old.get(docname) != new[docname]]


def coming_numbers(env: BuildEnvironment) -> tuple[Any, Any]:
    """The numbers of sections, and of figures and equations, that Sphinx and we are going to give.

    The environment keeps the old ones, for Sphinx rewrites the documents where it finds others.
    """
    kept = env.toc_secnumbers, env.toc_fignumbers
    assign_numbers(env)
    env.toc_fignumbers.update(_numbers(env))
    found = env.toc_secnumbers, env.toc_fignumbers
    env.toc_secnumbers, env.toc_fignumbers = kept
    return found


@contextmanager
def numbered(env: BuildEnvironment, numbers: tuple[Any, Any] | None) -> Iterator[None]:
    """Let sections, figures and equations have these numbers; None for those that they have."""
    kept = env.toc_secnumbers, env.toc_fignumbers
    env.toc_secnumbers, env.toc_fignumbers = numbers or kept
    try:
        yield
    finally:
        env.toc_secnumbers, env.toc_fignumbers = kept


def _numbers(env: BuildEnvironment) -> dict[str, Any]:
    """The numbers of the posts that have none of Sphinx's."""
    domain = blog_domain(env)
    new = {}
    for docname, figures in sorted(domain.records.figures.items()) if env.config.numfig else ():
        if docname in domain.posts and docname not in env.toc_fignumbers:
            numbers = {kind: {name: (n,) for n, name in enumerate(ids, 1)} for kind, ids in figures.items()}
            # the math domain looks equations up without asking
            new[docname] = {"displaymath": {}, **numbers}
    return new
