"""Reading time: how many words and characters a text has, and how long they take.

What may live here: what counts as a word in which script, and measured reading rates.  Code, formulas and pictures are
left out before; the text comes as plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from .post import Measure

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
"""Kana among Han and kana characters above which a text is taken for Japanese, whatever the site's language.  Running
Japanese has about one half; a Chinese text that quotes a Japanese name or title stays far below a tenth."""

_KINDS = (
    # Han, with its iteration marks and zero (々〆〇); Bopomofo is read character by character as well.
    (
        (
            r"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff"
            r"\uf900-\ufaff\U00020000-\U0003ffff]"
        ),
        "c",
    ),
    # Kana, with the long-vowel and iteration marks, which are read; the middle dot is punctuation.
    (
        (
            r"[\u3031-\u3035\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
            r"\U0001aff0-\U0001b16f]"
        ),
        "k",
    ),
    # Hangul, also as single letters and halfwidth.
    (r"[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]", "h"),
    # Halfwidth voicing marks: letters to Unicode, part of the kana before them to a reader.
    (r"[\uff9e\uff9f]", "m"),
    # They stay in a word when letters stand on both sides: don't, well-read, node.js, 3.14, col·lecció, snake_case.
    (r"['’\-‐‑.·_]", "j"),
    (r"\d", "d"),
    (r",", ","),
)
"""What the categories of Unicode do not tell: a pattern for characters, and their class."""

# Over the classes of :func:`_kind`; a comma joins digits only.
_WORD = re.compile(r"[wdh](?:[wdhm]|j(?=[wdh])|(?<=d),(?=d))*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a text consists of."""

    words: int = 0
    """Words of scripts that put spaces between them, the Korean ones among them; numbers are words."""
    korean: int = 0
    """Words with a Hangul letter."""
    characters: int = 0
    """Han and kana characters, without punctuation."""
    kana: int = 0
    """Those of them that are kana."""


def count(text: str) -> Count:
    """Return the words and characters of a text, in one pass over it.

    A mixed run is counted by its parts: ``API设计`` is one word and two characters.  Apostrophes, hyphens, points and
    underscores inside a word do not split it; a run of a script without spaces that is not Han or kana (Thai, Khmer)
    is one word.
    """
    # Each character is replaced by its class, looked up once for each distinct one: texts have few.
    classes = text.translate({ord(char): _kind(char) for char in set(text)})
    words = _WORD.findall(classes)
    kana = classes.count("k")
    return Count(
        words=len(words),
        korean=sum("h" in word for word in words),
        characters=classes.count("c") + kana,
        kana=kana,
    )


def measure(text: str, language: str = "en") -> Measure:
    """Return words, characters and reading time of a plain text.

    Both are added up, each at its rate: all words at the Korean rate in a Korean text, else those in Hangul; all
    characters at the Japanese rate in a Japanese text or where more than :data:`KANA_SHARE` of them are kana.

    :param language: the text's, as Sphinx and HTML write it (``ja``, ``zh_CN``, ``ko-KR``).
    :returns: minutes rounded to the nearest, halves up, at least 1 where there is anything to read.
    """
    found = count(text)
    primary = re.split(r"[-_]", language.lower(), maxsplit=1)[0]
    korean = found.words if primary == "ko" else found.korean
    japanese = primary == "ja" or found.kana > KANA_SHARE * found.characters
    minutes = (
        (found.words - korean) / ENGLISH_WORDS
        + korean / KOREAN_WORDS
        + found.characters / (JAPANESE_CHARACTERS if japanese else HAN_CHARACTERS)
    )
    at_least = 1 if found.words or found.characters else 0
    return Measure(words=found.words, characters=found.characters, minutes=max(at_least, int(minutes + 0.5)))


@lru_cache(maxsize=8192)  # of a pure function: what one project leaves in it is true for the next
def _kind(char: str) -> str:
    """Return its class: Han ``c``, kana ``k``, Hangul ``h``, digit ``d``, other letter ``w``, mark ``m``, joiner ``j``, comma.

    Marks and invisible format characters belong to the word they stand in, if any; all else is a gap.
    """
    for pattern, name in _KINDS:
        if re.match(pattern, char):
            return name
    kind = category(char)
    return {"L": "w", "N": "w", "M": "m"}.get(kind[0], "m" if kind == "Cf" else " ")
