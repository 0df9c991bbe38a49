"""One post of an old blog, converted by the whole run: for the tests of engines."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxext_blog.importers.engines import load_engine
from sphinxext_blog.importers.old_blog import Blog, Options, SourceFile
from sphinxext_blog.importers.run import import_blog
from sphinxext_blog.importers.saving import Saver
from tests.unit.old_blogs import PNG, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from sphinxext_blog.importers.front_matter import MetadataMapper

__all__ = ["Converted", "converted", "features_of"]

Converted = tuple[str, list[tuple[int, str]]]
"""The text of a post below its title, and the notes on it with their lines."""
FILES: Mapping[str, str | bytes] = {
    "pub/a.png": PNG,
    "pub/b.pdf": b"%PDF",
    "pub/snip.py": "x = 1\n",
    "pub/downloads/code/x.py": "print(1)\n",
    "_includes/i.md": "in *it*\n",
    "_includes/own.html": '<p class="x">{{ include.text | markdownify }}</p>\n',
    "_includes/logic.html": "{% for a in b %}x{% endfor %}\n",
    "_includes/round.md": "{% include round.md %}\n",
}
"""Files that posts may use."""


def converted(engine: str, root: Path, text: str, suffix: str = ".md", **settings: Any) -> Converted:
    """Return a post of a blog that has a second post, images and code."""
    return _converted(engine, root, text, suffix, settings)[:2]


def features_of(engine: str, root: Path, text: str, suffix: str = ".md") -> set[str]:
    """Return the extensions that a post needs."""
    return _converted(engine, root, text, suffix, {})[2]


def _converted(
    name: str, root: Path, text: str, suffix: str, settings: dict[str, Any]
) -> tuple[str, list[tuple[int, str]], set[str]]:
    root = root.resolve()
    head = ":date: 2020-01-01\n\n" if suffix == ".rst" else "---\ntitle: T\ndate: 2020-01-01\nown: 4\n---\n"
    body = f"T\n==\n\n{head}{text}" if suffix == ".rst" else head + text
    above = len(body) - len(text)
    two = settings.pop("two", "B\n\n## B\n")
    write(
        root, {**FILES, f"_posts/one{suffix}": body, "_posts/two.md": f"---\ntitle: Two\ndate: 2020-01-02\n---\n{two}"}
    )
    files = tuple(SourceFile(path=root / f"_posts/{file}", name=file) for file in (f"one{suffix}", "two.md"))
    blog = Blog(
        root=root,
        files=files,
        url=settings.pop("url", "https://old.example.net/sub"),
        static_folders=(root / "pub", root),
        content_folders=(root / "_posts",),
        include_folders=(root / "_includes", root / "pub/downloads/code", root / "pub", root),
        path_prefixes={
            **{prefix: () for word in ("filename", "static", "attach") for prefix in (f"{{{word}}}", f"|{word}|")},
            "@site/static/": (root / "pub",),
            "@site/": (root,),
        },
        term_prefixes={"{tag}": "tag"},
        settings={"v": 3, **settings},
        dollar_math=settings.get("dollar_math"),
    )
    engine = replace(load_engine(name), keys=(), map_metadata=_map, permalinks=None)
    saver = Saver(folder=root / "new")
    result = import_blog(engine, blog, Options(), saver, io.StringIO())
    new = (root / "new" / f"one{'.rst' if suffix == '.rst' else '.md'}").read_text(encoding="utf-8")
    lines = body[:above].count("\n")
    notes = [(max(note.line - lines, 0), note.message) for note in result.notes if note.file == f"_posts/one{suffix}"]
    if suffix != ".rst":
        new = new.partition("\n---\n")[2].lstrip("\n").partition("# T\n")[2]
    else:
        new = new.partition("\nT\n")[2].partition("\n")[2]
    return new.strip("\n"), notes, result.features


def _map(mapper: MetadataMapper, blog: Blog) -> None:
    mapper.put_text("title", "title")
    mapper.put_date("date", "date")
    mapper.names.append(f"alias-{mapper.file.stem}")
    mapper.addresses.append(f"2020/{mapper.file.stem}/")
