"""Versions: which versions of a project a post applies to, as PEP 440 specifies versions and specifiers.

``packaging`` is imported only where a site uses versions.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["check_specifier", "check_version", "current_versions", "includes", "project_key"]

_LONGEST = 200
"""The maximum length of a version or specifier in characters."""


def project_key(name: str) -> str:
    """Return the name of a project without the differences that PyPI ignores."""
    return re.sub(r"[-_.\s]+", "-", name.strip()).casefold()


def check_specifier(text: str) -> None:
    """Check a version specifier such as ``>=1.20,<2``.

    :raises ValueError: if it is not valid; the message is the reason.
    """
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    reason = f"{text[:_LONGEST]!r} is not a version specifier"
    try:
        is_valid = 0 < len(text) <= _LONGEST and len(SpecifierSet(text)) > 0
    except InvalidSpecifier:
        is_valid = False
    if is_valid:
        return
    if re.fullmatch(r"\d+(?:\.\d+)*", text) and len(text) <= _LONGEST:
        raise ValueError(f"{reason}. Expected an operator before the version, such as '=={text}.*'")
    raise ValueError(f"{reason}. Expected a form such as '<2' or '>=1.20,<2'")


def check_version(text: object) -> None:
    """Check a version such as ``2.4``.

    :raises ValueError: if it is not valid; the message is the reason.
    """
    from packaging.version import InvalidVersion, Version

    if not isinstance(text, str):
        raise ValueError(f"{text!r} is not a version. Expected a string such as '2.4'")  # noqa: TRY004 - as for others
    try:
        Version(text if len(text) <= _LONGEST else "")
    except InvalidVersion:
        raise ValueError(f"{text[:_LONGEST]!r} is not a version. Expected a form such as '2.4'") from None


@lru_cache(maxsize=4096)
def includes(specifier: str, version: str) -> bool:
    """Return whether a valid specifier includes a valid version; a pre-release counts like any other version."""
    from packaging.specifiers import SpecifierSet

    return SpecifierSet(specifier).contains(version, prereleases=True)


def current_versions(entries: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (key of the project, version) of each valid entry of ``blog_current``."""
    for name, version in entries.items():
        try:
            check_version(version)
        except ValueError:
            continue
        yield project_key(name), version
