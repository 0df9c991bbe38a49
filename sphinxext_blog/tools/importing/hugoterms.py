"""Terms of Hugo: what the pages of tags, categories, series and authors say of these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .headers import split_header
from .scanning import text_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .blog import SourceFile

__all__ = ["hugo_terms"]

_PAGE = re.compile(r"(?:[\w-]+/)?(?P<kind>tags|categories|series|authors?)/(?P<name>[^/]+)/_index\.\w+")
_SAID = {"title": "label", "description": "description", "summary": "description", "slug": "slug", "bio": "description"}
"""Their keys, with ours."""


def hugo_terms(files: Iterable[SourceFile]) -> dict[str, dict[str, dict[str, Any]]]:
    """What is said of each term, by its kind and by the name of its folder."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for file in files:
        match = _PAGE.fullmatch(file.name)
        if match is None:
            continue
        values = {key.lower(): value for key, value in split_header(text_in(file.path)).values.items()}
        said: dict[str, Any] = {}
        for key, ours in _SAID.items():
            if isinstance(values.get(key), str) and values[key].strip():
                said.setdefault(ours, " ".join(values[key].split()))
        kind = "authors" if match["kind"].startswith("author") else match["kind"]
        if kind == "authors":
            said = {**values, "name": said.pop("label", match["name"]), **said}
        if said:
            found.setdefault(kind, {})[match["name"]] = said
    return found
