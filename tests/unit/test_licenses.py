"""Licenses: names of Creative Commons have their address, all others are texts."""

from __future__ import annotations

import pytest

from sphinxext_blog.model.services import license_named


@pytest.mark.parametrize(
    ("name", "text", "url"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC-BY-ND-2.5", "CC BY-ND 2.5", "https://creativecommons.org/licenses/by-nd/2.5/"),
        (" cc by-sa 3.0 ", "CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("All rights reserved", "All rights reserved", ""),
        ("CC-BY-9.0", "CC-BY-9.0", ""),
        ("CC-BY-ND-SA-4.0", "CC-BY-ND-SA-4.0", ""),
        ("<b>CC-BY-4.0</b>", "<b>CC-BY-4.0</b>", ""),
    ],
)
def test_a_name_has_a_text_and_maybe_an_address(name: str, text: str, url: str) -> None:
    found = license_named(name)
    assert (found.text, found.url) == (text, url)
