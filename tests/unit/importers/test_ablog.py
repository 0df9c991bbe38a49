"""ABlog: posts stay as they are, but for its directive, the names of posts in references, and paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from tests.unit.old_blogs import PNG, import_from, write

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "conf.py": "project = 'P'\nblog_baseurl = 'https://old.example.net'\n",
    "a/two.md": "---\nblogpost: true\ndate: 2020-01-02\n---\n\n# Two\n\n(own-label)=\n\nB\n",
    "p.png": PNG,
    "page.rst": ".. _of-a-page:\n\nPage\n====\n",
}


def _text(folder: Path, name: str, text: str) -> str:
    """Return a post of a project that has another post, a page and an image."""
    assert import_from("ablog", write(folder / "old", {**FILES, name: text}), folder / "new") == 0
    return (folder / "new" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See {ref}`two` and {ref}`it <two>`.", "See {blog:post}`two` and {blog:post}`it <two>`."),
        (
            "See {ref}`own-label`, {ref}`of-a-page`, {ref}`none`.",
            "See {ref}`own-label`, {ref}`of-a-page`, {ref}`none`.",
        ),
        ("`{ref}` is a role, ``{ref}`two` ``", "`{ref}` is a role, ``{ref}`two` ``"),
        ("![](p.png) [two](a/two.md)", "![](images/p.png) [two](a/two.md)"),
        ("%note\n\n{% x %} {{ y }} $z$\n\n+++\n\n::::{tip}\n:::{note}\na\n:::\n::::", None),
        ("```{code-block} py\n:linenos:\n\n{ref}`two`\n```", None),
        ("<div>\n\n*a*\n\n</div>", None),
        (
            "- ```{postlist} 5\n  :tags: a\n  :list-style: circle\n  :excerpts:\n  ```",
            "- ```{postlist} 5\n  :tags: a\n  :excerpt: rich\n  ```",
        ),
        (
            "```{postlist} 5\n:date: '%Y'\n:excerpts:\n:sort:\n```\n\n```{postlist}\n```",
            "```{postlist} 5\n:excerpt: rich\n```\n\n```{postlist}\n```",
        ),
    ],
)
def test_markdown_stays_but_for_names_of_posts(tmp_path: Path, text: str, expected: str | None) -> None:
    new = _text(tmp_path, "one.md", f"---\nblogpost: true\ndate: 2020-01-01\n---\n\n# One\n\n{text}\n")
    assert new.partition("# One\n\n")[2].strip() == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See :ref:`two` and :ref:`it <two>`.", "See :blog:post:`two` and :blog:post:`it <two>`."),
        ("See :ref:`own-label`, :ref:`of-a-page`.", "See :ref:`own-label`, :ref:`of-a-page`."),
        ("::\n\n  :ref:`two`\n\n.. image:: p.png", "::\n\n  :ref:`two`\n\n.. image:: images/p.png"),
        (".. code-block:: rst\n\n   :ref:`two`", None),
        (
            ".. note::\n\n   .. postlist:: 5\n      :author: A\n      :list-style: none\n      :sort:\n\n   b",
            ".. note::\n\n   .. postlist:: 5\n      :excerpt: none\n      :author: A\n\n   b",
        ),
        (".. own:: x\n\n   `a <https://x.example.net>`_", None),
    ],
)
def test_restructuredtext_stays_but_for_names_of_posts(tmp_path: Path, text: str, expected: str | None) -> None:
    new = _text(tmp_path, "one.rst", f":blogpost: true\n:date: 2020-01-01\n\nOne\n===\n\n{text}\n")
    assert new.partition("One\n===\n\n")[2].strip() == (text if expected is None else expected)


def test_options_of_listings_without_a_counterpart_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listing = ".. postlist::\n   :date: %Y\n   :expand: More"
    new = _text(tmp_path, "one.rst", f":blogpost: true\n:date: 2020-01-01\n\nOne\n===\n\n{listing}\n")
    assert new.endswith(".. postlist::\n   :excerpt: none\n   :expand: More\n")
    assert "one.rst:8: option 'date' of 'postlist' has no counterpart; removed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "one.rst",
            "One\n===\n\n.. post:: 2020-01-01\n   :tags: a, b\n   :image: 2\n{exclude}\n   Only this.\n\nText.\n",
        ),
        ("one.md", "# One\n\n```{{post}} 2020-01-01\n:tags: a, b\n:image: 2\n{exclude}\nOnly this.\n```\n\nText.\n"),
    ],
)
@pytest.mark.parametrize("is_excluded", [True, False])
def test_the_options_of_the_directive_are_front_matter(tmp_path: Path, name: str, text: str, is_excluded: bool) -> None:
    """Its text is the excerpt, and stays in the post unless it is excluded from it."""
    option = ("   " if name.endswith(".rst") else "") + ":exclude:\n" if is_excluded else ""
    new = _text(tmp_path, name, text.format(exclude=option))
    if name.endswith(".md"):
        values = yaml.safe_load(new.split("---\n")[1])
        assert (values["tags"], values["image"], values["excerpt"]) == (["a", "b"], 2, "Only this.")
    else:
        assert ":tags: a, b\n" in new
        assert ":image: 2\n" in new
    assert "post}" not in new
    assert ".. post::" not in new
    body = new.partition("One")[2]
    assert ("Only this." in body) is not is_excluded
    assert body.rstrip().endswith("Text.")


_CONF = """import os
project = "P"
extensions = ["myst_nb", "sphinx.ext.intersphinx", os.environ.get("E", "x"), "ablog"]
extensions += ["sphinx.ext.extlinks"]
extensions.append("sphinx_copybutton")
intersphinx_mapping = {"python": ("https://docs.python.org/3", None)}
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
rst_prolog = open("prolog").read()
html_sidebars = {"**": ["ablog/postcard.html"]}
"""


def test_what_posts_need_of_the_old_configuration_is_among_the_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post = "---\nblogpost: true\ndate: 2020-01-01\n---\n\n# One\n\nx\n"
    assert import_from("ablog", write(tmp_path / "old", {"conf.py": _CONF, "one.md": post}), tmp_path / "new") == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    extensions = '"myst_nb", "sphinx.ext.intersphinx", "sphinx.ext.extlinks", "sphinx_copybutton", "sphinxext_blog"'
    assert f"extensions = [{extensions}]" in lines
    assert "intersphinx_mapping = {'python': ('https://docs.python.org/3', None)}" in lines
    assert 'myst_enable_extensions = ["colon_fence"]' in lines
    assert "myst_heading_anchors = 3" in lines
    assert "conf.py: rst_prolog: computed in the old file. Copy it." in lines
    assert not any("html_sidebars" in line or "ablog" in line for line in lines if " = " in line)
