"""Engines: those that posts can be imported from, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ablog import ABLOG
from .docusaurus import DOCUSAURUS
from .hexo import HEXO
from .hugo import HUGO_ENGINE
from .jekyll import JEKYLL
from .mkdocs import MKDOCS
from .pelican import PELICAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .blog import Engine

__all__ = ["ENGINES"]

ENGINES: Mapping[str, Engine] = {
    engine.name: engine for engine in (HEXO, JEKYLL, HUGO_ENGINE, PELICAN, MKDOCS, DOCUSAURUS, ABLOG)
}
