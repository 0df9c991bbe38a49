"""Word counts and reading time of plain texts, by measured reading rates for several scripts.

Code, formulas and images are not part of the texts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from .post import Measure
from .record import record

__all__ = [
    "ENGLISH_WORDS",
    "HAN_CHARACTERS",
    "JAPANESE_CHARACTERS",
    "KANA_SHARE",
    "KOREAN_WORDS",
    "Count",
    "count",
    "measure",
]

ENGLISH_WORDS = 238
"""Words a minute, for all spaced scripts but Hangul: Brysbaert 2019, 190 studies of silent reading, English
non-fiction, https://doi.org/10.1016/j.jml.2019.104047."""

KOREAN_WORDS = 202
"""Words (eojeol) a minute: Song et al. (송지호 외) 2016, Korean Journal of Vision Science, as collected with the two
below in https://github.com/getzola/zola/pull/3145."""

HAN_CHARACTERS = 439
"""Characters a minute in Chinese: Wang et al. (王影超 等) 2024, https://doi.org/10.12139/j.1672-0628.2024.02.005."""

JAPANESE_CHARACTERS = 653
"""Characters a minute in Japanese, kana and Han mixed: Kobayashi and Kawashima 2018,
https://doi.org/10.3169/itej.72.J154."""

KANA_SHARE = 0.1
"""The share of kana among Han and kana characters above which a text counts as Japanese in any language of the site.
Japanese has about one half; a Chinese text that quotes a Japanese title has far less than a tenth."""

_KINDS = (
    # Han, with its iteration marks and zero (々〆〇), and Bopomofo.
    (
        (
            r"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff"
            r"\uf900-\ufaff\U00020000-\U0003ffff]"
        ),
        "c",
    ),
    # Kana, with the long-vowel and iteration marks; the middle dot is punctuation.
    (
        (
            r"[\u3031-\u3035\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
            r"\U0001aff0-\U0001b16f]"
        ),
        "k",
    ),
    # Hangul, including single letters and halfwidth forms.
    (r"[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]", "h"),
    # Halfwidth voicing marks are letters in Unicode, but belong to the kana before them.
    (r"[\uff9e\uff9f]", "m"),
    # Part of a word between letters: don't, well-read, node.js, 3.14, col·lecció, snake_case.
    (r"['’\-‐‑.·_]", "j"),
    (r"\d", "d"),
    (r",", ","),
)
"""(pattern, class) of characters whose Unicode category does not determine the class."""

# Over the classes of :func:`_kind`; a comma joins digits only.
_WORD = re.compile(r"[wdh][wdhm]*(?:(?:j(?=[wdh])|(?<=d),(?=d))[wdhm]*)*")


@record
class Count:
    """The numbers of words and characters of a text."""

    words: int = 0
    """Words of scripts that separate words by spaces, including Korean words and numbers."""
    korean: int = 0
    """Words with a Hangul letter."""
    characters: int = 0
    """Han and kana characters, without punctuation."""
    kana: int = 0
    """Kana characters, which ``characters`` includes."""


def count(text: str) -> Count:
    """Return the numbers of words and characters of a text.

    Mixed text is split by script: ``API设计`` is one word and two characters.  Apostrophes, hyphens, points and
    underscores do not split words.  Text without spaces in other scripts, such as Thai and Khmer, counts as one word.
    """
    # Translating each character to its class is fast, because texts have few distinct characters.
    classes = text.translate({ord(char): _kind(char) for char in set(text)})
    words = _WORD.findall(classes)
    kana = classes.count("k")
    return Count(
        words=len(words),
        korean=sum("h" in word for word in words) if "h" in classes else 0,
        characters=classes.count("c") + kana,
        kana=kana,
    )


def measure(text: str, language: str = "en") -> Measure:
    """Return words, characters and reading time of a plain text.

    The times of words and characters are added.  In a Korean text all words have the Korean rate, in other texts those
    in Hangul.  Characters have the Japanese rate in a Japanese text, or if more than :data:`KANA_SHARE` are kana.

    :param language: the language of the text in the form of Sphinx or HTML (``ja``, ``zh_CN``, ``ko-KR``).
    :returns: minutes rounded to the nearest integer, halves up; at least 1 unless the text is empty.
    """
    counts = count(text)
    primary = re.split(r"[-_]", language.lower(), maxsplit=1)[0]
    korean = counts.words if primary == "ko" else counts.korean
    is_japanese = primary == "ja" or counts.kana > KANA_SHARE * counts.characters
    minutes = (
        (counts.words - korean) / ENGLISH_WORDS
        + korean / KOREAN_WORDS
        + counts.characters / (JAPANESE_CHARACTERS if is_japanese else HAN_CHARACTERS)
    )
    minimum = 1 if counts.words or counts.characters else 0
    return Measure(words=counts.words, characters=counts.characters, minutes=max(minimum, int(minutes + 0.5)))


@lru_cache(maxsize=8192)
def _kind(char: str) -> str:
    """Return the class of a character; a space for one that separates words.

    Classes: Han ``c``, kana ``k``, Hangul ``h``, digit ``d``, other letter ``w``, mark or invisible format character
    ``m``, joiner ``j``, comma ``,``.
    """
    for pattern, name in _KINDS:
        if re.match(pattern, char):
            return name
    kind = category(char)
    return {"L": "w", "N": "w", "M": "m"}.get(kind[0], "m" if kind == "Cf" else " ")
