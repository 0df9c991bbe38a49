"""Old addresses are those that the engines themselves gave to posts.

``addresses.json`` has the posts and settings of small sites, and the URLs that the engines had for them when they built
the sites.  Names and titles are chosen to differ between the slugs of the engines.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from sphinxext_blog.importers.addresses import alias_of
from sphinxext_blog.importers.engines import load_engine
from sphinxext_blog.importers.old_blog import Options
from sphinxext_blog.importers.run import import_blog
from sphinxext_blog.importers.saving import Saver
from sphinxext_blog.source.frontmatter import read_front_matter
from tests.unit.old_blogs import write

SITES: dict[str, Any] = json.loads((Path(__file__).parent / "addresses.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("engine", "number"), [(engine, number) for engine, data in SITES.items() for number in range(len(data["sites"]))]
)
def test_aliases_are_the_addresses_that_the_engine_had(tmp_path: Path, engine: str, number: int) -> None:
    site = SITES[engine]["sites"][number]
    root = write(tmp_path / "old", {**SITES[engine]["files"], **site["settings"]}).resolve()
    blog = load_engine(engine).open(root, Options())
    saver = Saver(folder=tmp_path / "new")
    import_blog(load_engine(engine), blog, Options(), saver, io.StringIO(), jobs=1)
    aliases = {alias for path in saver.folder.rglob("*.*") for alias in _aliases(path)}
    assert {alias_of(url) for url in site["urls"].values()} - aliases == set()


def _aliases(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".rst":
        fields = dict(line[1:].split(": ", 1) for line in text.splitlines() if line.startswith(":"))
        return fields.get("aliases", "").split(", ")
    front = read_front_matter(text)
    return list(front.values.get("aliases", ())) if front else []
