"""The search index of sites in languages without spaces between words, and whose choice its language is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sphinx.search import SearchLanguage, languages

from sphinxext_blog.search import BigramSearch
from tests.builds.site import Build, Site, differences

POST = """---
date: 2025-01-01
---
# 训练方法

机器**学习**和强
化[算法](https://example.org)，用 C++ 和 Running。

| 左 | 右 |
| - | - |
| 一 | 二 |
"""
FILES = {
    "index.md": "# 首页\n\n欢迎。\n",
    "posts/a.md": POST,
    "posts/b.md": POST.replace("训练方法", "别的") + "\n尾。\n",
}
PAIRS = ("训练", "练方", "方法", "机器", "器学", "学习", "习和", "强化", "化算", "算法")


def index(build: Build) -> dict[str, Any]:
    """The index, as the search page has it."""
    text = build.text("searchindex.js")
    found: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return found


def words(build: Build) -> set[str]:
    """All words of the index."""
    found = index(build)
    return {*found["terms"], *found["titleterms"]}


@pytest.fixture
def chinese(site: Site) -> Site:
    """A site of a few sentences."""
    site.conf = {"language": "zh_CN"}
    return site.write(FILES)


def test_chinese_is_indexed_in_pairs_across_markup_and_lines(chinese: Site) -> None:
    build = chinese.build()
    assert build.warnings == []
    assert {*PAIRS, "机", "c++", "c", "run"} <= words(build)
    assert {"训练", "方法"} <= set(index(build)["titleterms"])
    assert "法训" not in words(build)  # a title is given to the index twice, and is no neighbour of itself
    assert "splitQuery" in build.text("_static/language_data.js")
    assert "LETTERS" not in build.text("_static/language_data.js")


@pytest.mark.parametrize(("language", "text", "pair"), [("ja", "機械学習", "械学"), ("ko", "기계학습을", "계학")])
def test_japanese_and_korean_too(site: Site, language: str, text: str, pair: str) -> None:
    build = site.write({"index.md": f"# {text}\n\n{text}\n"}).build(language=language)
    assert build.warnings == []
    assert pair in words(build)


def test_a_site_in_another_language_keeps_its_search(chinese: Site) -> None:
    build = chinese.build(language="en")
    assert not {"器学", "机", "c++"} & words(build)
    assert "splitQuery" not in build.text("_static/language_data.js")


@pytest.mark.parametrize(
    "conf",
    [{"blog_cjk_search": False}, {"html_search_language": "en"}, {"html_search_options": {"type": "default"}}],
)
def test_an_author_s_choice_is_left_alone(chinese: Site, conf: dict[str, Any]) -> None:
    assert "splitQuery" not in chinese.build(**conf).text("_static/language_data.js")


def test_an_author_may_ask_for_it_in_a_site_in_another_language(chinese: Site) -> None:
    assert set(PAIRS) <= words(chinese.build(language="en", html_search_language="zh"))


def test_an_author_s_own_search_language_is_left_alone(chinese: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    own = type("Own", (SearchLanguage,), {"lang": "zh"})
    monkeypatch.setitem(languages, "zh", own)
    assert "splitQuery" not in chinese.build().text("_static/language_data.js")
    assert languages["zh"] is own


@pytest.mark.parametrize("language", ["zh_CN", "zh-CN", "zh", "ja", "ko"])
def test_sphinx_s_table_is_as_it_was_after_a_build(chinese: Site, language: str) -> None:
    """Another project of the process has Sphinx's own search."""
    before = dict(languages)
    build = chinese.build(language=language)
    assert "splitQuery" in build.text("_static/language_data.js")
    assert languages == before


def test_a_build_that_stops_leaves_sphinx_s_table_as_it_was(chinese: Site) -> None:
    chinese.write({"conf.py": (
        'extensions = ["myst_parser", "sphinxext_blog"]\n'
        "def stop(*_): raise RuntimeError\n"
        'def setup(app): app.connect("doctree-resolved", stop)\n'
    )})  # fmt: skip
    before = dict(languages)
    with pytest.raises(Exception, match="stop"):
        chinese.build()
    assert languages == before


def test_fresh_parallel_repeated_and_edited_builds_have_one_index(chinese: Site) -> None:
    old = (chinese.src / "posts/b.md").read_text(encoding="utf-8")
    chinese.write({"posts/b.md": old.replace("尾", "头")})
    edited = chinese.build()
    chinese.write({"posts/b.md": old})
    edited = chinese.build()
    assert differences(edited.out, chinese.fresh().out) == {}
    assert differences(edited.out, chinese.fresh(parallel=2).out) == {}


def test_changing_one_s_mind_makes_the_index_again(chinese: Site) -> None:
    chinese.build(blog_cjk_search=False)
    assert differences(chinese.build().out, chinese.fresh().out) == {}


def test_what_follows_a_document_is_no_neighbour_of_it() -> None:
    language = BigramSearch({})
    assert language.split("机器") == ["机", "器", "机器"]
    assert language.word_filter("机器")
    assert "器学" not in language.split("学习")
