"""Search words: what a text is found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.search import bigram_across, search_words

TEXTS = st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("ab C+#12_ 中文机器，。の学テスト한글ﾃｽﾄ\n"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("plain words", ["plain", "words"]),
        ("机器学习", ["机", "器", "学", "习", "机器", "器学", "学习"]),
        ("树", ["树"]),
        ("テスト", ["テ", "ス", "ト", "テス", "スト"]),
        ("ﾃｽﾄ", ["テ", "ス", "ト", "テス", "スト"]),
        ("東京の", ["東", "京", "東京", "京の"]),
        ("の", []),
        ("학습을", ["학", "습", "을", "학습", "습을"]),
        ("API设计", ["API", "设", "计", "设计"]),
        ("ＡＰＩ", ["API"]),
        ("中，文", ["中", "文"]),
        ("中\n文", ["中", "文", "中文"]),
        ("中 文", ["中", "文"]),
        ("𠮷野家", ["𠮷", "野", "家", "𠮷野", "野家"]),
        ("用C++写", ["用", "C++", "C", "写"]),
        ("C#, F#", ["C#", "C", "F#", "F"]),
        ("C++17 abc++ d+", ["C++", "C", "17", "abc", "d"]),
        ("哈哈哈", ["哈", "哈哈"]),
        ("snake_case 3.14", ["snake_case", "3", "14"]),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert search_words(text) == words


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("机器", "学习", ["器学"]),
        ("机器。", "学习", []),
        ("机器", " 学习", []),
        ("API", "设计", []),
        ("", "学", []),
        ("学", "", []),
        ("ﾃ", "ｽﾄ", ["テス"]),
    ],
)
def test_a_pair_across_a_boundary(before: str, after: str, pairs: list[str]) -> None:
    assert bigram_across(before, after) == pairs


@given(TEXTS, TEXTS)
def test_a_text_is_found_by_each_part_of_it(before: str, after: str) -> None:
    """Where it is cut, the pair across makes up for what the halves cannot have."""
    whole = set(search_words(f"{before}机器学习{after}"))
    assert {"机器", "器学", "学习"} <= whole
    assert whole <= {
        *search_words(f"{before}机器"), *bigram_across("机器", "学习"), *search_words(f"学习{after}")
    }  # fmt: skip


@given(TEXTS)
def test_each_word_is_there_once_and_has_no_gap(text: str) -> None:
    words = search_words(text)
    assert len(words) == len(set(words))
    assert all(word and not any(char.isspace() for char in word) for word in words)
