"""Every kind of draft, however it is named, in every step of its life: the site is one that never had it.

A site goes through all steps one after the other, each an incremental build of the one before, and each is compared
with a fresh build: of sources without the draft, or of the same sources where it is shown.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.site import NOW, Build, Site, differences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

pytestmark = pytest.mark.slow

_DAY = 86_400
NOTEBOOKS = '''
import json
from myst_parser.parsers.sphinx_ import MystParser

class Notebook(MystParser):
    """The cells of a notebook, each of which begins at a line of ten thousands, as MyST-NB has it."""

    supported = ("notebook",)

    def parse(self, inputstring, document):
        lines = []
        for number, cell in enumerate(json.loads(inputstring)["cells"], 1):
            lines += [""] * (number * 10_000 - len(lines))
            text = "".join(cell["source"])
            lines += (text if cell["cell_type"] == "markdown" else f"```\\n{text}\\n```").split("\\n")
        super().parse("\\n".join(lines), document)

def setup(app):
    app.add_source_suffix(".ipynb", "notebook")
    app.add_source_parser(Notebook)
'''
_CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nexclude_patterns = ["parts"]\n'
    'html_theme = "basic"\nhtml_baseurl = "https://example.org/"\nhtml_copy_source = False\n'
)
_PAGES = {
    "index.md": "# Home\n\n```{toctree}\ntree\nglob\ndoc\npath\nlabel\nblog/index\n```\n",
    "tree.md": "# Tree\n\n```{toctree}\nposts/d\nposts/seen\n```\n",
    "glob.md": "# Glob\n\n```{toctree}\n:glob:\n\nposts/*\n```\n",
    "doc.md": "# Doc\n\n{doc}`posts/d` and {doc}`with a title <posts/d>`\n",
    "path.md": "# Path\n\n[](posts/d.md) and [with a title](posts/d.md)\n",
    "label.md": "# Label\n\n{ref}`the-label` and {ref}`with a title <the-label>`\n",
    "posts/seen.md": "---\nblogpost: true\ndate: 2026-01-01\n---\n# Seen\n\nSeen text.\n",
}
_TEXT = "(the-label)=\n# Zymurgy\n\nZymurgy text.\n\n## Zymotic\n\nMore of it.\n"
_RST = ".. _the-label:\n\nZymurgy\n=======\n\nZymurgy text.\n\nZymotic\n-------\n\nMore of it.\n"


@dataclass(frozen=True)
class Form:
    """A way in which a document, or a part of one, is a post.

    ``write`` gives its files for some front matter.
    """

    write: Callable[[Mapping[str, str]], dict[str, str]]
    without: Mapping[str, str]
    """What stands in the place of its files in a site that never had it."""
    conf: str = ""
    suffix: str = "md"
    stays: bool = False
    """Whether its document is there without it."""


def _front(values: Mapping[str, str]) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n" if values else ""


def _options(values: Mapping[str, str], post: str = "```{post}", end: str = "```", indent: str = "") -> str:
    head = f"{post} {values['date']}\n" if "date" in values else f"{post}\n"
    options = "".join(f"{indent}:{key}: {value}\n" for key, value in values.items() if key != "date")
    return f"{head}{options}{end}\n"


def _notebook(values: Mapping[str, str]) -> str:
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": _TEXT.splitlines(keepends=True)},
        {"cell_type": "code", "id": "b", "metadata": {}, "outputs": [], "execution_count": None, "source": "zymurgy()"},
    ]
    metadata = {"blogpost": True, **values}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


_NEWS = "# News\n\n## First\n\n```{post} 2026-01-02\n```\n\nFirst text, see [there].\n\n"
_LAST = "(last)=\n## Last\n\n```{post} 2026-01-03\n```\n\nLast text.\n"


def _section(values: Mapping[str, str]) -> dict[str, str]:
    section = f"(the-label)=\n## Zymurgy\n\n{_options(values)}\nZymurgy text.\n\n[there]: https://example.org/there\n\n"
    return {"posts/d.md": f"{_NEWS}{section}{_LAST}"}


FORMS = {
    "markdown": Form(lambda values: {"posts/d.md": _front({"blogpost": "true", **values}) + _TEXT}, {}),
    "rst": Form(
        lambda values: {
            "posts/d.rst": "".join(f":{key}: {value}\n" for key, value in {"blogpost": "true", **values}.items())
            + f"\n{_RST}"
        },
        {},
        suffix="rst",
    ),
    "notebook": Form(lambda values: {"posts/d.ipynb": _notebook(values)}, {}, suffix="ipynb"),
    "include": Form(
        lambda values: {
            "posts/d.md": f"{_TEXT}\n```{{include}} ../parts/state.txt\n```\n",
            "parts/state.txt": f"Included.\n\n{_options(values)}",
        },
        {},
    ),
    "directive": Form(lambda values: {"posts/d.md": f"{_TEXT}\n{_options(values)}"}, {}),
    "pattern": Form(lambda values: {"posts/d.md": _front(values) + _TEXT}, {}, conf='blog_posts = ["posts/**"]\n'),
    "section": Form(_section, {"posts/d.md": f"{_NEWS}{_LAST}\n[there]: https://example.org/there\n"}, stays=True),
}
_DRAFTS: dict[str, dict[str, str]] = {"pattern": {}}
"""What makes a draft where it is not the key of that name."""
_SHOWN, _DUE = {"date": "2026-01-11"}, {"date": "2026-04-01"}


def _write(site: Site, form: Form, files: Mapping[str, str]) -> None:
    """Write a site with some files of the post, if they are other ones.

    Without these, nothing names the post that Sphinx or MyST would treat otherwise if there is no such file.
    """
    pages = {name: text.replace("posts/d.md", f"posts/d.{form.suffix}") for name, text in _PAGES.items()}
    if not files:
        pages["tree.md"] = pages["tree.md"].replace("posts/d\n", "")
        pages["path.md"] = "# Path\n\nand with a title\n"
    for name, text in {"conf.py": _CONF + form.conf + NOTEBOOKS, **pages, **files}.items():
        path = site.src / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            site.write({name: text})


def _warnings(build: Build, but: str = " ") -> list[str]:
    """The warnings without the folder of the site."""
    found = (re.sub(r"^.*?/src/", "", line) for line in build.warnings)
    return sorted(line for line in found if not line.startswith(but))


def _compare(build: Build, fresh: Build, *, never: bool, written: bool, step: str) -> None:
    """Compare a build with a fresh one.

    :param never: the other site never had the draft; of a link by path to no file MyST makes another one.
    :param written: what names the draft was written, and so its warnings were given.
    """
    found = differences(build.out, fresh.out)
    assert {name: why for name, why in found.items() if not never or name != "path.html"} == {}, step
    but = "path.md" if never else " "
    assert _warnings(build, but) == (_warnings(fresh, but) if written else []), step


class _Expected:
    """Fresh builds of what a site should be, each made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._built: dict[object, Build] = {}

    def of(self, name: str, files: Mapping[str, str], **options: Any) -> Build:
        key = (name, tuple(sorted(files.items())), tuple(sorted(options.items())))
        if key not in self._built:
            folder = self._folder / str(len(self._built))
            folder.mkdir()
            site = Site(folder)
            _write(site, FORMS[name], files)
            self._built[key] = site.build(**options)
        return self._built[key]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> _Expected:
    return _Expected(tmp_path_factory.mktemp("expected"))


@pytest.mark.parametrize("parallel", [0, 2], ids=["serial", "parallel"])
@pytest.mark.parametrize("name", FORMS)
def test_a_draft_leaves_no_trace(site: Site, expected: _Expected, name: str, parallel: int) -> None:
    form = FORMS[name]
    draft, shown, due = (
        form.write(values) for values in (_DRAFTS.get(name, {"draft": "true", **_SHOWN}), _SHOWN, _DUE)
    )
    later = NOW + 60 * _DAY
    # what is done, the files, the options, and the files of the site that is expected
    steps: list[tuple[str, Mapping[str, str], dict[str, Any], Mapping[str, str]]] = [
        ("new draft", draft, {}, form.without),
        ("no change", draft, {}, form.without),
        ("publish", shown, {}, shown),
        ("withdraw", draft, {}, form.without),
        ("preview", draft, {"blog_drafts": "show"}, draft),
        ("back", draft, {}, form.without),
        ("schedule", due, {}, form.without),
        ("falls due", due, {"now": later}, due),
        ("earlier again", due, {}, form.without),
    ]
    before: Mapping[str, str] | None = None
    for step, files, options, other in steps:
        _write(site, form, files)
        build = site.build(parallel=parallel, **options)
        written, before = other != before, other
        _compare(build, expected.of(name, files, **options), never=False, written=written, step=step)
        if other != files:
            _compare(build, expected.of(name, other, **options), never=True, written=written, step=step)
        if not written:
            assert build.updated == [], step
