"""Licences: what a text may be used for, by its SPDX name where that is one of Creative Commons."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Licence", "licence_named"]

_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -]([1234]\.0|2\.5)", re.IGNORECASE)
_ZERO = re.compile(r"CC0[ -]1\.0", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence, as readers see it."""

    text: str
    url: str = ""
    """Where it is explained; empty where that is not known."""


def licence_named(name: str) -> Licence:
    """The licence with an SPDX name (https://spdx.org/licenses/) of Creative Commons; any other name is just a text."""
    name = name.strip()
    if found := _CREATIVE_COMMONS.fullmatch(name):
        kind, version = found[1].upper(), found[2]
        url = f"https://creativecommons.org/licenses/{kind.lower()}/{version}/"
        return Licence(text=f"CC {kind} {version}", url=url)
    if _ZERO.fullmatch(name):
        return Licence(text="CC0 1.0", url="https://creativecommons.org/publicdomain/zero/1.0/")
    return Licence(text=name)
