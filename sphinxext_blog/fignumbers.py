"""Numbers of figures and equations, as plain texts show them.

Only those that are known when all is read: Sphinx numbers what stands in toctrees later, and a text that waited for it
would be stale.  In place of such a number stands the caption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.nodes import make_id

from .builders import documents_below_root
from .core.plaintext import Mark

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.environment import BuildEnvironment

    from .core.plaintext import Link
    from .records import BlogData

__all__ = ["Numbers"]


class Numbers:
    """What references by number show; for one build, when all is read."""

    def __init__(self, env: BuildEnvironment) -> None:
        """The numbers of a site."""
        self._env, self._config = env, env.config
        self._in_toctrees: Collection[str] | None = None

    def figure(self, link: Link) -> str:
        """What ``numref`` shows: the number where it is known, else the title; empty for what there is not."""
        std = self._env.domains["std"]
        docname, anchor, title = std.labels.get(link.target) or (*std.anonlabels.get(link.target, ("", "")), "")
        for kind, ids in self._own(docname).items():
            if anchor in ids:
                pattern = link.pattern or str(self._config.numfig_format.get(kind, ""))
                return _filled(pattern, str(ids.index(anchor) + 1), str(title)) or str(title)
        return str(title)

    def equation(self, target: str) -> str | Mark:
        """What ``eq`` shows: the number, or the placeholder of an equation; empty for what there is not."""
        found: tuple[str, int] | None = self._env.domains["math"].data["objects"].get(target)
        if found is None:
            return ""
        docname, number = found
        if self._config.numfig and self._config.math_numfig:
            ids = self._own(docname).get("displaymath", [])
            name = make_id(f"equation-{target}")
            if name not in ids:
                return Mark.EQUATION
            number = ids.index(name) + 1
        return _filled(self._config.math_eqref_format or "({number})", str(number)) or f"({number})"

    def _own(self, docname: str) -> dict[str, list[str]]:
        """The ids of what is numbered in a post that stands in no toctree, by kind; see :mod:`.writing.numbering`."""
        records: BlogData = self._env.domains["blog"].data["records"]  # the domain stands on this module
        figures = records.figures.get(docname, {})
        if not figures or not self._config.numfig or docname not in records.posts:
            return {}
        if self._in_toctrees is None:
            self._in_toctrees = documents_below_root(self._env)
        return {} if docname in self._in_toctrees else figures


def _filled(pattern: str, number: str, name: str = "") -> str:
    """A pattern of either of Sphinx's two forms with its number; empty for one that cannot be filled."""
    try:
        return pattern.format(number=number, name=name) if "{" in pattern else pattern % number
    except (KeyError, IndexError, TypeError, ValueError):
        return ""
