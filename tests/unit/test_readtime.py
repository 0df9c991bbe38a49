"""Reading time: what counts as a word in which script, and how long it takes."""

from __future__ import annotations

import time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.post import Measure
from sphinxext_blog.model.readtime import (
    ENGLISH_WORDS,
    HAN_CHARACTERS,
    JAPANESE_CHARACTERS,
    KOREAN_WORDS,
    Count,
    count,
    measure,
)

TEXTS = st.text(alphabet=st.characters() | st.sampled_from("ab1설계設計かな、。,.-' \n"))


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("", 0, 0),
        (" \n… — !?", 0, 0),
        ("🚀 🎉", 0, 0),
        ("two words", 2, 0),
        ("one,two;three/four—five", 5, 0),
        ("don't, won’t", 2, 0),
        ("a well-read re‑run", 3, 0),
        ("one -- two--three - four", 4, 0),
        ("'quoted' words.", 2, 0),
        ("3.14 1,000,000 2026", 3, 0),
        ("one,2 3,four", 4, 0),
        ("node.js and snake_case", 3, 0),
        ("col·lecció", 1, 0),
        ("Привет, мир", 2, 0),
        ("e\u0301te\u0301", 1, 0),
        ("हिन्दी भाषा", 2, 0),
        ("soft\u00adhyphen می\u200cخواهم", 2, 0),
        ("안녕하세요 여러분", 2, 0),
        (normalize("NFD", "안녕하세요 여러분"), 2, 0),
        ("API를 쓰다", 2, 0),
        ("机器学习", 0, 4),
        ("机器，学习。", 0, 4),
        ("机 器\n学", 0, 3),
        ("API设计", 1, 2),
        ("设计API", 1, 2),
        ("用Python3写2个API", 3, 3),
        ("人々〆〇", 0, 4),
        ("ひらがなカタカナー", 0, 9),
        ("すゝめ・ヽ", 0, 4),
        ("ｶﾞｲﾄﾞ", 0, 3),
        (normalize("NFD", "ガイド"), 0, 3),
        ("\u3400\U00020000\U0002f800\uf900", 0, 4),
        ("ㄅㄆ", 0, 2),
    ],
)
def test_words_and_characters_are_counted_by_script(text: str, words: int, characters: int) -> None:
    """Spaced scripts have words, Han and kana have characters, punctuation is neither."""
    found = count(text)
    assert (found.words, found.characters) == (words, characters)


def test_korean_words_and_kana_are_distinguished() -> None:
    """They have rates of their own."""
    assert count("API를 쓰다 now 設計する") == Count(words=3, korean=2, characters=4, kana=2)


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("", "en", 0),
        ("…", "zh_CN", 0),
        ("word", "en", 1),
        ("字", "zh_CN", 1),
        ("word " * ENGLISH_WORDS * 3, "en", 3),
        ("word " * int(ENGLISH_WORDS * 2.49), "en", 2),
        ("word " * int(ENGLISH_WORDS * 2.5), "en", 3),
        ("字" * HAN_CHARACTERS * 3, "zh_CN", 3),
        ("字" * HAN_CHARACTERS * 3, "en", 3),
        ("字" * JAPANESE_CHARACTERS * 3, "ja", 3),
        ("字" * JAPANESE_CHARACTERS * 3, "ja_JP", 3),
        ("字" * JAPANESE_CHARACTERS * 3, "JA-jp", 3),
        ("字" * JAPANESE_CHARACTERS * 3, "jav", 4),
        ("漢字かな" * JAPANESE_CHARACTERS, "en", 4),
        (("字" * 8 + "の") * 1000, "zh_CN", 14),
        (("字" * 9 + "の") * 1000, "zh_CN", 23),
        ("단어 " * KOREAN_WORDS * 3, "ko", 3),
        ("단어 " * KOREAN_WORDS * 3, "en", 3),
        ("word " * KOREAN_WORDS * 3, "ko_KR", 3),
        ("word " * ENGLISH_WORDS + "단어 " * KOREAN_WORDS + "字" * HAN_CHARACTERS, "en", 3),
    ],
)
def test_minutes_follow_the_script_and_the_language(text: str, language: str, minutes: int) -> None:
    """Each kind of text at its own rate, added up and rounded, never 0 where there is something to read."""
    assert measure(text, language).minutes == minutes


def test_the_measure_holds_what_was_counted() -> None:
    """Words and characters are those of the count."""
    assert measure("API设计", "zh_CN") == Measure(words=1, characters=2, minutes=1)


@given(text=TEXTS, language=st.sampled_from(["en", "zh_CN", "ja", "ko"]))
def test_any_text_can_be_measured(text: str, language: str) -> None:
    """Parts never exceed the whole, and there is time exactly where there is something to read."""
    found, measured = count(text), measure(text, language)
    assert 0 <= found.korean <= found.words
    assert 0 <= found.kana <= found.characters
    assert found.words + found.characters <= len(text)
    assert (measured.words, measured.characters) == (found.words, found.characters)
    assert bool(measured.minutes) == bool(found.words or found.characters)


@given(texts=st.lists(TEXTS))
def test_counts_of_paragraphs_add_up(texts: list[str]) -> None:
    """Lines are counted alike together and one by one."""
    together, alone = count("\n".join(texts)), [count(text) for text in texts]
    assert together.words == sum(found.words for found in alone)
    assert together.characters == sum(found.characters for found in alone)


def test_counting_is_linear() -> None:
    """Five megabytes of the worst joiners and marks take seconds, not hours."""
    start = time.perf_counter()
    for text in ("a-" * 1_000_000, "1," * 1_000_000, "-" * 1_000_000, "e\u0301" * 1_000_000):
        count(text)
    assert time.perf_counter() - start < 10
