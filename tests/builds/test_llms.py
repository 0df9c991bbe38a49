"""Extensions that write ``llms.txt`` find descriptions in stored doctrees, and no pages without a source."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from tests.builds.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builds.site import Build

_FILES = {
    "index.md": "# Home\n",
    "posts/a.md": "---\ndate: 2026-01-11\ntags: x\n---\n# A\n\nA text about harbours.\n",
    "posts/b.md": "---\ndate: 2026-01-12\ndescription: My own.\n---\n# B\n\nText.\n",
    "posts/c.md": ("---\ndate: 2026-01-13\nmyst:\n  html_meta:\n    description: In the head.\n---\n# C\n\nText.\n"),
    "posts/d.md": "---\ndate: 2026-01-14\n---\n# D\n\nSee {doc}`a`.\n",
    "posts/e.md": "# E\n\n## One\n\n```{post} 2026-01-15\n```\n\nText.\n\n## Two\n\n```{post} 2026-01-16\n```\n",
}
_CONF = {"blog_tags": {"x": {"description": "All about x."}}, "blog_subtitle": "Notes.", "blog_listing": "full"}


def _descriptions(build: Build, docname: str) -> list[str]:
    """The descriptions in a stored doctree, as sphinx-llm looks for them."""
    with (build.out.parent / "doctrees" / f"{docname}.doctree").open("rb") as file:
        doctree = pickle.load(file)
    return [node["content"] for node in doctree.findall(nodes.meta) if node.get("name") == "description"]


def test_the_stored_doctree_of_a_post_has_its_description(tmp_path: Path) -> None:
    """But none beside the author's, none with names of documents in place of titles, and none of a section."""
    build = Site(tmp_path, conf=_CONF).write(_FILES).build()
    assert build.warnings == []
    found = {name: _descriptions(build, f"posts/{name}") for name in "abcde"}
    assert found == {"a": ["A text about harbours."], "b": ["My own."], "c": ["In the head."], "d": [], "e": []}


def test_a_page_has_the_description_of_its_term_or_of_the_blog(tmp_path: Path) -> None:
    """It follows the definition of the term."""
    site = Site(tmp_path, conf=_CONF).write(_FILES)
    build = site.build()
    assert _descriptions(build, "blog/tag/x") == ["All about x."]
    assert _descriptions(build, "blog/index") == ["Notes."]
    assert _descriptions(build, "blog/archive") == []
    site.conf = {**_CONF, "blog_tags": {"x": {"bio": "Another."}}}
    assert _descriptions(site.build(), "blog/tag/x") == ["Another."]


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_a_page_has_one_description(tmp_path: Path, builder: str) -> None:
    """Whatever it lists in full."""
    build = Site(tmp_path, conf=_CONF | {"root_doc": "index"}).write(_FILES).build(builder)
    for path in build.out.rglob("*.html"):
        found = build.page(path.relative_to(build.out).as_posix()).select("meta[name=description]")
        assert len(found) <= 1
    if builder == "html":
        assert [tag["content"] for tag in build.page("posts/a.html").select("meta[name=description]")] == [
            "A text about harbours."
        ]
        assert [tag["content"] for tag in build.page("blog/index.html").select("meta[name=description]")] == ["Notes."]


def test_message_catalogs_have_no_generated_description(tmp_path: Path) -> None:
    build = Site(tmp_path, conf=_CONF).write(_FILES).build("gettext")
    assert build.text("posts.pot").count("A text about harbours.") == 1


_NOTE_PATTERNS = """
def setup(app):
    app.connect("build-finished", note_patterns, priority=990)

def note_patterns(app, exception):
    (app.outdir / "patterns.txt").write_text(" ".join(app.config.llms_txt_exclude))
"""


@pytest.mark.filterwarnings("ignore:nodes.Node.traverse")  # an old name of docutils, in sphinx-llms-txt
@pytest.mark.parametrize("folder", ["posts", "blog"])
def test_generated_pages_are_not_listed_as_sources(tmp_path: Path, folder: str) -> None:
    """Whether posts are in the folder of the generated pages or not; the patterns of the site are preserved."""
    pytest.importorskip("sphinx_llms_txt")
    of_all_terms = "tags: x\ncategory: c\nauthor: mei\nseries: s\nlanguage: en\nlocation: here\n"
    posts = {f"{folder}/{name}.md": f"---\ndate: 2026-01-11\n{of_all_terms}---\n# {name}\n" for name in "abc"}
    site = Site(tmp_path).write({"index.md": "# Home\n", **posts, "conf.py": _NOTE_PATTERNS})
    site.conf |= {
        "extensions": ["myst_parser", "sphinxext_blog", "sphinx_llms_txt"],
        "llms_txt_exclude": [f"{folder}/c"],
        "blog_posts": [f"{folder}/**"],
        "blog_page_size": 1,
    }
    for _build in range(2):  # the second one writes no page
        build = site.build()
        assert build.warnings == []
        assert re.findall(r"^- \[(.*?)\]", build.text("llms.txt"), re.MULTILINE) == ["Home", "a", "b"]
        assert build.text("patterns.txt") == f"{folder}/c"
