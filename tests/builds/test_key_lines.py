"""Lines of keys: warnings that come when pages are made name the line that an author has to look at, all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.builds.site import Site

_BAD = "aliases: '../x' contains"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.md", "---\ndate: 2026-01-01\naliases: ../x\n---\n# A\n\naliases: no\n", 3),
        ("a.md", "---\naliases:\n  - ../x\n# why\ndate: 2026-01-01\n---\n# A\n", 2),
        ("a.md", "\ufeff---\r\ndate: 2026-01-01\r\naliases: ../x\r\n---\r\n# A\r\n", 3),
        ("a.md", "date: 2026-01-01\naliases: ../x\n---\n# A\n", 2),  # as Hexo allows
        ("a.rst", ":date: 2026-01-01\n:aliases: ../x\n\nA\n=\n\naliases: no\n", 2),
        ("a.rst", "\n:date: 2026-01-01\n:tags: x,\n   y\n:aliases: ../x\n\nA\n=\n", 5),
        ("a.md", "---\ntags: x\n---\n# A\n\n```{post} 2026-01-01\n:aliases: ../x\n```\n\naliases: no\n", 6),
        ("a.md", "# A\n\naliases: no\n\n```{post} 2026-01-01\n:aliases: ../x\n```\n", 5),
        ("a.rst", "A\n=\n\n.. post:: 2026-01-01\n   :aliases: ../x\n", 4),
    ],
)
def test_an_alias_is_reported_at_the_line_of_its_key(site: Site, name: str, text: str, line: int) -> None:
    """In YAML, in fields, and in a directive, whose line that is; words of the body are no key."""
    build = site.write({"index.md": "# Site\n", f"posts/{name}": text}).build()
    found = [warning for warning in build.warnings if _BAD in warning]
    assert [f"posts/{name}:{line}: WARNING: {_BAD}" in warning for warning in found] == [True], build.warnings


def test_one_address_for_two_tags_is_reported_at_the_later_one(site: Site) -> None:
    text = "---\ndate: 2026-01-01\ntags:\n- C++\n- Other\n- c plusplus\n- cplusplus\n---\n# A\n"
    build = site.write({"index.md": "# Site\n", "posts/a.md": text}).build()
    (warning,) = build.warnings
    assert "posts/a.md:7: WARNING: tag: 'cplusplus' and 'C++' have the same slug" in warning
