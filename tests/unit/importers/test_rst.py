"""reStructuredText: it stays what it is, and its links, images and code follow the new blog."""

# ruff: noqa: E501 -- posts stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_blog.importers.rst import split_fields, split_rst
from tests.unit.importers.one_post import converted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # links
        ("See `two <{filename}two.md>`_ and `file <{static}/b.pdf>`_.", "See :doc:`two <two>` and :download:`file <images/b.pdf>`."),
        ("`web <https://x.example.net>`_ `m <mailto:x@example.net>`_ `here <#part>`_", "`web <https://x.example.net>`_ `m <mailto:x@example.net>`_ `here <#part>`_"),
        ("`two </2020/two/>`__ `url <https://old.example.net/sub/2020/two/>`_", ":doc:`two <two>` `url <https://old.example.net/sub/2020/two/>`_"),
        ("`a page </about/>`_", "`a page <https://old.example.net/sub/about/>`_"),
        ("`over two\nlines <{filename}two.md>`_", ":doc:`over two lines <two>`"),
        (".. _b: {filename}two.md\n\nSee b_, B_ and `the b <b_>`_, not ``b_``, a_b_ or b__", "See :doc:`b <two>`, :doc:`B <two>` and :doc:`the b <two>`, not ``b_``, a_b_ or b__"),
        (".. _`b c`: {static}/b.pdf\n.. _d: https://x.example.net\n\n`b c`_ d_", ".. _d: https://x.example.net\n\n:download:`b c <images/b.pdf>` d_"),
        (".. _e: /about/\n\ne_", ".. _e: https://old.example.net/sub/about/\n\ne_"),
        ("`a`__ b__ `c d`__\n\n__ {filename}two.md\n__ https://x.example.net\n\n.. __: {static}/b.pdf", ":doc:`a <two>` b__ :download:`c d <images/b.pdf>`\n\n\n__ https://x.example.net"),
        # what is not markup
        ("::\n\n  `t <{filename}two.md>`_\n\n``t <{filename}two.md>``", "::\n\n  `t <{filename}two.md>`_\n\n``t <{filename}two.md>``"),
        ("Text::\n\n  .. image:: /a.png\n\nafter `t <{filename}two.md>`_", "Text::\n\n  .. image:: /a.png\n\nafter :doc:`t <two>`"),
        ("..\n   `t <{filename}two.md>`_\n\n.. comment\n   .. image:: /a.png", "..\n   `t <{filename}two.md>`_\n\n.. comment\n   .. image:: /a.png"),
        (".. raw:: html\n\n   `t <{filename}two.md>`_", ".. raw:: html\n\n   `t <{filename}two.md>`_"),
        (".. note::\n\n   `t <{filename}two.md>`_\n\n   .. image:: /a.png", ".. note::\n\n   :doc:`t <two>`\n\n   .. image:: images/a.png"),
        # images
        (".. figure:: {static}/a.png\n   :alt: A\n\n   A caption", ".. figure:: images/a.png\n   :alt: A\n\n   A caption"),
        (".. |i| image:: /a.png\n\nx |i|", ".. |i| image:: images/a.png\n\nx |i|"),
        (".. image:: /a.png\n   :target: https://old.example.net/sub/about/", ".. image:: images/a.png\n   :target: https://old.example.net/sub/about/"),
        # code
        (".. code-block:: py\n   :linenos: table\n   :linenostart: 5\n   :hl_lines: 1 3\n   :anchorlinenos: x\n\n   a", ".. code-block:: py\n   :linenos:\n   :lineno-start: 5\n   :emphasize-lines: 1,3\n\n   a"),
        (".. code-block:: py\n   :emphasize-lines: 1\n   :lineno-start: 2\n   :caption: C\n\n   a", ".. code-block:: py\n   :emphasize-lines: 1\n   :lineno-start: 2\n   :caption: C\n\n   a"),
        (".. sourcecode:: py\n   :linenos: none\n\n   a", ".. code-block:: py\n\n   a"),
        # directives
        (".. youtube:: abc\n   :width: 400\n\nText", "`Video on YouTube <https://www.youtube.com/watch?v=abc>`__\n\nText"),
        ("- x\n\n  .. vimeo:: 12", "- x\n\n  `Video on Vimeo <https://vimeo.com/12>`__"),
        (".. PELICAN_BEGIN_SUMMARY\n\nA\n\n.. PELICAN_END_SUMMARY\n\nB", "A\n\n.. more\n\nB"),
    ],
)  # fmt: skip
def test_restructuredtext_of_pelican(tmp_path: Path, text: str, expected: str) -> None:
    assert converted("pelican", tmp_path, text, ".rst") == (expected, [])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n\n.. own:: b", 3, "unsupported directive 'own'; unchanged"),
        ("`a <{filename}two.md#x>`_", 1, "the link leads to the page, not to '#x' in it."),
        (".. image:: /a.png\n   :target: {static}/b.pdf", 2, "the image linked to '{static}/b.pdf'. In Sphinx images link to URLs only."),
        ("`b`__ `c`__\n\n__ {filename}two.md", 3, "the number of anonymous links does not match that of their targets. They are unchanged."),
        (".. image:: none.png", 1, "image 'none.png' not found. The target is unchanged."),
        ("`a <{tag}b>`_", 1, "'{tag}b' is a page of the old site. Use the role 'blog:tag'."),
    ],
)  # fmt: skip
def test_what_sphinx_has_no_counterpart_for_is_reported(tmp_path: Path, text: str, line: int, message: str) -> None:
    assert converted("pelican", tmp_path, text, ".rst")[1] == [(line, message)]


def test_numbered_lines_of_a_formula_are_an_environment(tmp_path: Path) -> None:
    text = ".. math::\n   :label: x\n\n   a \\\\ b \\tag{1}\n\n.. math::\n\n   a \\\\ b"
    new = ".. math::\n   :nowrap:\n   :label: x\n\n   \\begin{gather*}\n   a \\\\ b \\tag{1}\n   \\end{gather*}\n\n.. math::\n\n   a \\\\ b"
    assert converted("pelican", tmp_path, text, ".rst") == (new, [])


def test_a_file_in_raw_html_is_reported(tmp_path: Path) -> None:
    text = '.. raw:: html\n\n   <p align="center"><img src="/a.png"><img src="https://x.example.net/b.png"></p>\n\n.. raw:: latex\n\n   <img src="c.png">'
    new, notes = converted("pelican", tmp_path, text, ".rst")
    message = "'/a.png' is in HTML, where Sphinx does not look for files; copy it to a folder of html_extra_path"
    assert (new, notes) == (text, [(3, message)])


def test_titles_and_fields() -> None:
    text = "=====\nTitle\n=====\n\n:date: 2020-01-01\n:tags: a,\n   b\n\nText\n"
    header = split_rst(text)
    assert header.values == {"title": "Title", "date": "2020-01-01", "tags": "a, b"}
    assert header.lines == {"title": 2, "date": 5, "tags": 6}
    assert text[header.body_start :].strip() == "Text"
    assert split_rst("").values == {}


def test_a_heading_between_title_and_fields_is_a_subtitle() -> None:
    text = "Title\n=====\n\nMore of it\n----------\n\n:tags: a\n\nText\n"
    assert split_rst(text).values == {"title": "Title", "subtitle": "More of it", "tags": "a"}
    text = "Title\n=====\n\nPart\n----\n\nText\n"
    assert text[split_rst(text).body_start :].startswith("\nPart")


def test_fields_above_a_title_that_stays() -> None:
    text = ":blogpost: true\n:date: 2021-06-07\n\nTitle\n=====\n\nText\n"
    header = split_fields(text)
    assert header.values == {"blogpost": "true", "date": "2021-06-07"}
    assert text[header.body_start :].lstrip().startswith("Title\n=====")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Text\n\nPart\n----\n\nMore", "T\n===="),
        ("Text\n\nPart\n====\n\nMore", "====\nT\n===="),
    ],
)
def test_the_title_has_an_adornment_of_its_own(tmp_path: Path, text: str, head: str) -> None:
    converted("pelican", tmp_path, text, ".rst")
    new = (tmp_path / "new/one.rst").read_text()
    assert f"\n{head}\n" in f"\n{new}"
    assert (f"\n====\n{head}\n" in f"\n{new}") is False


def test_text_behind_an_anonymous_target_that_looks_like_a_reference_stays(tmp_path: Path) -> None:
    converted("pelican", tmp_path, "__ <{filename}two.md>   word__", ".rst")
    assert "word__" in (tmp_path / "new/one.rst").read_text()


_PIECES = ("a ", "`", "``", "_", "__", " <{filename}two.md>", "`x <y>`_", ".. ", "::\n", "\n", "\n\n", "   ", ":target: ", "image:: /a.png", "_b: /c/\n", "|", "..\n", "=", "中")  # fmt: skip


@given(text=st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
@settings(max_examples=40, deadline=None)
def test_no_text_is_too_odd(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    new, notes = converted("pelican", tmp_path_factory.mktemp("blog"), text, ".rst")
    assert new.count("中") == text.count("中")
    assert all(0 <= line <= text.count("\n") + 1 for line, _ in notes)
