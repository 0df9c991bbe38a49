"""Files of an import: texts of every machine are read, and nothing of the author is overwritten."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.importers import saving
from sphinxext_blog.importers.old_blog import decode
from sphinxext_blog.importers.saving import Names, Saver, as_yaml, file_path, is_page_of, post_path, prefix_of, render

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = "今天天气很好，我们去爬山。\n"


@pytest.mark.parametrize(
    ("data", "text", "message"),
    [
        (CHINESE.encode(), CHINESE, ""),
        (CHINESE.encode("utf-8-sig"), CHINESE, ""),
        (CHINESE.encode("utf-16"), CHINESE, ""),
        (CHINESE.encode("utf-32"), CHINESE, ""),
        ("plain text\n".encode("utf-16-le"), "plain text\n", "read as utf-16-le, which the file does not declare"),
        (CHINESE.encode("gbk"), CHINESE, "not UTF-8; read as gb18030. Check the text, or set --encoding."),
        ("Déjà vu".encode("latin-1"), "Déjà vu", "not UTF-8; read as cp1252. Check the text, or set --encoding."),
        (b"a\r\nb\rc\n", "a\nb\nc\n", ""),
        (b"", "", ""),
    ],
)
def test_texts_of_all_encodings_are_read(data: bytes, text: str, message: str) -> None:
    assert decode(data) == (text, message)


def test_a_given_encoding_is_used_for_files_that_are_not_utf_8() -> None:
    assert decode("Привет".encode("koi8-r"), "koi8-r") == ("Привет", "")
    assert decode(CHINESE.encode(), "koi8-r") == (CHINESE, "")


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    text, message = decode(CHINESE.encode() + b"\xff\n" + CHINESE.encode())
    assert text.count(CHINESE) == 2
    assert message.startswith("UTF-8 with broken bytes, the first in line 2")


def test_what_is_not_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not a text"):
        decode(b"\x00\x01\x02" * 50)


def test_files_are_written_once_and_never_over_others(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    saver = Saver(folder=tmp_path / "new")
    assert [saver.text("a/b.md", "x"), saver.text("a/b.md", "x"), saver.text("a/b.md", "y")] == [""] * 3
    assert (saver.written, saver.unchanged, saver.preserved) == (["a/b.md"], ["a/b.md"], ["a/b.md"])
    assert saver.text("../mine.md", "x") == "'../mine.md' is outside of the folder. The file is not written."
    assert (tmp_path / "mine.md").read_text() == "mine"
    assert Saver(folder=tmp_path / "new", force=True).text("a/b.md", "y") == ""
    assert (tmp_path / "new/a/b.md").read_text() == "y"
    assert [path.name for path in (tmp_path / "new/a").iterdir()] == ["b.md"]


def test_nothing_is_written_on_trial_or_through_links(tmp_path: Path) -> None:
    dry = Saver(folder=tmp_path / "new", dry=True)
    assert dry.text("a.md", "x") == ""
    assert (dry.written, (tmp_path / "new").exists()) == (["a.md"], False)
    (tmp_path / "new").mkdir()
    (tmp_path / "new/out").symlink_to(tmp_path)
    saver = Saver(folder=tmp_path / "new", force=True)
    assert "outside of the folder" in saver.text("out/secret.md", "x")
    (tmp_path / "new/dir.md").mkdir()
    saver.text("dir.md", "x")
    assert saver.preserved == ["dir.md"]


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    saver = Saver(folder=tmp_path)
    assert saver.text("file/a.md", "x").startswith("'file/a.md' cannot be written: ")
    assert saver.text("a" * 300 + ".md", "x").endswith("File name too long")


def test_a_post_without_metadata_has_no_front_matter() -> None:
    assert render({}, "# A\n") == "# A\n"
    assert render({"title": "A"}, "# A\n") == "---\ntitle: A\n---\n\n# A\n"
    assert render({"title": "A"}, "A\n=\n", rst=True) == "A\n=\n"
    assert render({"tags": ["a, b", 'c"'], "draft": True}, "T\n", rst=True) == ':tags: "a, b", c"\n:draft: true\n\nT\n'


@pytest.mark.parametrize(
    "values",
    [
        {"title": "a: b # c", "yes": "no", "n": "1.10", "x": "2020-01-02", "q": "'\"", "e": "", "nl": "a\nb"},
        {"date": date(2020, 1, 2), "updated": datetime(2020, 1, 2, 3, 4, 5)},  # noqa: DTZ001 - as written
        {"tags": ["C++", "2016", "on"], "nested": {"a": [{"b": ["c"]}]}, "long": "word " * 400},
        {"标题": "中文：好", "emoji": "🎉", "u": "a\u2028b"},
    ],
)
def test_values_survive_yaml(values: dict[str, Any]) -> None:
    assert yaml.safe_load(as_yaml(values)) == values


TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("abcyno0129 .-_/()+:#,[]{}'\"~!&*%@`|>?=\n\t中é🎉"), max_size=12
)
VALUES = TEXTS | st.dates() | st.datetimes(timezones=st.none() | st.timezones()) | st.booleans() | st.integers()


@given(
    st.dictionaries(
        TEXTS, VALUES | st.lists(VALUES, max_size=4) | st.dictionaries(TEXTS, VALUES, max_size=2), max_size=4
    )
)
def test_lines_are_those_of_pyyaml(values: dict[str, Any]) -> None:
    """The short way for plain values writes what the long way does."""
    assert as_yaml(values) == (saving._dumped(saving._plain(values)) if values else "")


def test_dates_of_a_notebook_in_markdown_are_texts() -> None:
    metadata = {"date": date(2024, 1, 2), "kernelspec": {"name": "python3"}}
    assert render(metadata, "T").startswith("---\ndate: '2024-01-02'\n")


def test_values_that_yaml_does_not_have_are_text() -> None:
    loop: list[Any] = ["x"]
    loop.append(loop)
    text = as_yaml({"loop": loop, "nul": "a\0b", "odd": {1, 2}.__class__, "lone": "\ud800"})
    loaded = yaml.safe_load(text)
    assert loaded["nul"] == "a\ufffdb"
    assert loaded["lone"] == "\ufffd"
    assert "…" in text


def test_names_are_free_and_safe(tmp_path: Path) -> None:
    names = Names(["a.md"])
    assert [names.free(name) for name in ("A.md", "b/c.tar.gz", "b/C.tar.gz", ".x")] == [
        "A-2.md", "b/c.tar.gz", "b/C-2.tar.gz", ".x",
    ]  # fmt: skip
    assert post_path("A B/C++ 入门.markdown") == "a-b/cplusplus-入门.md"
    assert post_path("x.RST") == "x.rst"
    assert post_path("\u200b.md").startswith("post-")
    assert file_path("../a b/图.png").startswith("a-b/")
    assert file_path("图.png").isascii()
    assert file_path("图.png") != file_path("片.png")
    assert len(file_path("x" * 300 + ".png")) < 110
    (tmp_path / "docs/blog").mkdir(parents=True)
    assert prefix_of(tmp_path / "docs/blog/posts") == "posts/"
    (tmp_path / "docs/conf.py").write_text("")
    assert prefix_of(tmp_path / "docs/blog/posts") == "blog/posts/"
    assert prefix_of(tmp_path / "docs") == ""
    assert is_page_of("posts/a.html", "posts/a.md")
    assert is_page_of("posts/a/", "posts/a/index.md")
    assert not is_page_of("posts/a/", "posts/a.md")
