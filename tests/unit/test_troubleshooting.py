"""The page Troubleshooting of the manual covers every warning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinxext_blog.diagnostics import Subtype

_PAGE = Path(__file__).parents[2] / "docs" / "guide" / "troubleshooting.md"
_ENTRY = re.compile(
    r"^\(warning-([a-z-]+)\)=\n### `blog\.([a-z_]+)`\n(.*?)(?=^\(warning-|^## )", re.DOTALL | re.MULTILINE
)


def _entries() -> dict[str, str]:
    """Return the section of each warning by its subtype."""
    entries = {}
    for label, name, text in _ENTRY.findall(_PAGE.read_text(encoding="utf-8")):
        assert label == name.replace("_", "-")
        entries[name] = text
    return entries


def test_every_subtype_has_an_entry_and_no_other() -> None:
    assert list(_entries()) == [subtype.value for subtype in Subtype]


@pytest.mark.parametrize("subtype", Subtype)
def test_an_entry_has_the_generated_summary_causes_and_fixes(subtype: Subtype) -> None:
    text = _entries()[subtype.value]
    assert f":only: {subtype.value}\n" in text
    rows = re.findall(r"^\| (.+) \| (.+) \|$", text, re.MULTILINE)
    assert rows[0] == ("Cause", "Fix")
    assert len(rows) > 2  # the head, the rule below it and a cause
