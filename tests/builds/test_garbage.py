"""Python's garbage collector runs less often during a build, and is as before after it."""

from __future__ import annotations

import gc
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.builds.site import Site

_CONF = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
_POST = "---\ndate: 2026-01-01\n---\n# Post\n\nWords.\n"


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    before = gc.get_threshold()
    gc.unfreeze()  # what the tests have frozen, so that a build is seen to freeze nothing
    yield
    gc.set_threshold(*before)
    gc.collect()
    gc.freeze()


def _build(site: Site, *, fails: bool = False) -> tuple[int, int, int]:
    """The thresholds while the first document is read."""
    site.write({"conf.py": _CONF, "index.md": "# Home\n", "posts/post.md": _POST})
    out = site.folder / "out"
    seen: list[tuple[int, int, int]] = []

    def look(*_: object) -> None:
        seen.append(gc.get_threshold())
        if fails:
            raise ValueError

    with docutils_namespace():
        app = Sphinx(site.src, site.src, out, out / ".doctrees", "html", status=None, warning=None)
        app.connect("doctree-read", look)
        with pytest.raises(ExtensionError) if fails else nullcontext():
            app.build()
    return seen[0]


@pytest.mark.parametrize("fails", [False, True])
def test_it_runs_less_often_and_is_restored(site: Site, fails: bool) -> None:
    """Also where a build stops with an error."""
    gc.set_threshold(700, 10, 10)
    assert _build(site, fails=fails)[0] > 700
    assert gc.get_threshold() == (700, 10, 10)
    assert gc.get_freeze_count() == 0


def test_it_looks_seldom_while_the_environment_is_loaded(site: Site) -> None:
    """And no longer once that is done, for not every application builds."""
    told = "import gc\n\ndef setup(app):\n    app.connect('config-inited', tell, priority=901)\n\n"
    told += "def tell(app, config):\n    app.seen = gc.get_threshold()\n"
    site.write({"conf.py": _CONF + told, "index.md": "# Home\n"})
    out = site.folder / "out"
    gc.set_threshold(700, 10, 10)
    with docutils_namespace():
        app = Sphinx(site.src, site.src, out, out / ".doctrees", "html", status=None, warning=None)
    assert vars(app)["seen"][0] > 700
    assert gc.get_threshold() == (700, 10, 10)
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("chosen", [(0, 10, 10), (50_000, 2, 3)])
def test_a_choice_of_the_project_holds(site: Site, chosen: tuple[int, int, int]) -> None:
    """None at all, or one that looks even less often."""
    gc.set_threshold(*chosen)
    assert _build(site) == chosen
    assert gc.get_threshold() == chosen
