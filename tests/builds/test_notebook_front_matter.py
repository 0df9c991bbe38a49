"""Front matter in the first cell of a notebook: it counts, and is not displayed."""

from __future__ import annotations

import json
import os
import shutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builds.reading_records import read

if TYPE_CHECKING:
    from tests.builds.reading_records import Read
    from tests.builds.site import Site

pytestmark = pytest.mark.slow

_HEAD = "---\ndate: 2026-01-11\ntags: [a, b]\nblogpost: true\n---\n"
_MYST_NB = 'nb_execution_mode = "off"\nsource_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}\n'
_NBSPHINX = 'nbsphinx_execute = "never"\n'


def _notebook(*cells: tuple[str, str]) -> str:
    made: list[dict[str, object]] = [
        {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True), "id": f"cell-{index}"}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for index, (kind, source) in enumerate(cells)
    ]
    return json.dumps(
        {"cells": made, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    )


@pytest.fixture(autouse=True)
def _pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program with which nbsphinx converts Markdown: that of the system, or of a package."""
    if shutil.which("pandoc") is None and find_spec("pypandoc") is not None:
        pypandoc = import_module("pypandoc")
        monkeypatch.setenv("PATH", f"{Path(pypandoc.get_pandoc_path()).parent}{os.pathsep}{os.environ['PATH']}")


def _read(site: Site, extension: str, *cells: tuple[str, str], patterns: str = "[]") -> Read:
    pytest.importorskip(extension)
    options = _MYST_NB if extension == "myst_nb" else _NBSPHINX
    conf = f'project = "T"\nextensions = ["{extension}", "sphinxext_blog"]\nblog_posts = {patterns}\n{options}'
    suffix = "md" if extension == "myst_nb" else "rst"
    home = "# Home\n" if suffix == "md" else "Home\n====\n"
    return read(site.write({"conf.py": conf, f"index.{suffix}": home, "note.ipynb": _notebook(*cells)}))


@pytest.mark.parametrize("extension", ["myst_nb", "nbsphinx"])
@pytest.mark.parametrize(
    "cells",
    [
        [("raw", _HEAD), ("markdown", "# Title\n\nText.")],
        [("markdown", _HEAD), ("markdown", "# Title\n\nText.")],
        [("markdown", _HEAD + "\n# Title\n\nText.")],
    ],
    ids=["raw", "markdown", "with text"],
)
def test_front_matter_in_the_first_cell_counts_and_is_not_shown(
    site: Site, extension: str, cells: list[tuple[str, str]]
) -> None:
    found = _read(site, extension, *cells, ("code", "x = 1"))
    post = found["note"]
    assert (f"{post.date:%F}", post.labels("tag"), post.title) == ("2026-01-11", ("a", "b"), "Title")
    text = found.build.main("note.html").get_text()
    assert "blogpost" not in text
    assert "2026-01-11" not in text
    assert "x = 1" in text
    assert [warning for warning in found.build.warnings if "note.ipynb" in warning and "toctree" not in warning] == []


def test_a_draft_notebook_is_not_published(site: Site) -> None:
    found = _read(site, "myst_nb", ("raw", "---\ndraft: true\nblogpost: true\n---\n"), ("markdown", "# Title"))
    assert not found.build.has("note.html")


@pytest.mark.parametrize("source", ["---\n\nText between rules.\n\n---\n\n# Title", "# Title\n\n---\na: b\n---\n"])
def test_other_first_cells_are_not_changed(site: Site, source: str) -> None:
    """And so do the notebooks that are no posts."""
    found = _read(site, "myst_nb", ("markdown", source))
    assert found.posts == {}
    assert "Title" in found.build.main("note.html").get_text()


@pytest.mark.parametrize(("extension", "style"), [("myst_nb", "mystnb"), ("nbsphinx", "nbsphinx-code-cells")])
def test_a_listing_has_the_style_sheet_of_notebooks(site: Site, extension: str, style: str) -> None:
    """Cells in an excerpt look as in the post."""
    found = _read(
        site, extension, ("raw", _HEAD), ("markdown", "# Title\n\nText."), ("code", "x = 1"), patterns='["n*"]'
    )
    home = found.build.page("blog/index.html")
    assert "x = 1" in home.get_text()
    for page in (home, found.build.page("note.html")):
        assert [link for link in page.select("link[rel=stylesheet]") if style in str(link["href"])]
