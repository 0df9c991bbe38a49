"""Numerals: the numbers of lists."""

from __future__ import annotations

import pytest

from sphinxext_blog.model.text import numeral


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        (4, "arabic", "4"), (4, "", "4"), (-4, "arabic", "-4"),
        (1, "loweralpha", "a"), (26, "loweralpha", "z"), (27, "loweralpha", "aa"), (703, "upperalpha", "AAA"),
        (0, "loweralpha", "0"), (-1, "upperalpha", "-1"),
        (4, "lowerroman", "iv"), (1994, "upperroman", "MCMXCIV"), (3999, "lowerroman", "mmmcmxcix"),
        (4000, "lowerroman", "4000"), (0, "upperroman", "0"),
    ],
)  # fmt: skip
def test_numbers_are_as_browsers_show_them(number: int, kind: str, shown: str) -> None:
    """In Arabic digits where letters and Roman numerals end."""
    assert numeral(number, kind) == shown
