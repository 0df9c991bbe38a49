"""The synthetic blogs: N posts, an index and two ordinary pages, byte for byte the same on each run.

A *long* post has sections of code, formulas, tables and admonitions, so Sphinx spends much time on it. A *short* post
is about 5 kB of plain paragraphs: what an extension adds to each page weighs more there.  The posts of a *manual* are
short ones that mention functions, which further pages describe: 12 names in each post, of 1,000.

A post depends on its number and on how many there are, nothing else: any post can be made again alone, which is how
:mod:`~benchmarks.scenarios` edits one.  Nothing here knows which engine will read the posts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal

from benchmarks import blocks, words

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CORPORA", "TAGS", "Corpus", "Edit", "post_docname", "post_text", "write_corpus"]

Corpus = Literal["long", "short", "manual"]
CORPORA: tuple[Corpus, ...] = ("long", "short", "manual")

SEED = "sphinxext-blog benchmark 1"
"""Change the number with the corpus: results of different corpora are not to be compared."""
FIRST_DAY, DAYS = date(2016, 1, 1), 3650
"""Posts lie evenly in ten years, however many they are, all in the past."""
TAGS = tuple(f"{name}-{number}" for number in range(1, 11) for name in ("nlp", "math", "web", "tools", "life", "笔记"))
"""Sixty, a sixth of them in Chinese."""
SHORT_POST_BYTES = 5_000
"""About the size of a short post: ten English or thirteen Chinese paragraphs."""
TABLE_EVERY = 5
"""One short post in five has a table."""
CATEGORIES = ("Language", "Vision", "Systems", "Mathematics", "Reading", "随笔", "Tools", "Travel")
AUTHORS = tuple(f"example-author-{number}" for number in range(1, 6))
PAGES = {
    "about": "# About\n\nA page that is no post. It says who writes here.\n",
    "guide": "# Guide\n\nNo post either. It has a formula $a + b = c$ and a link to [the other](about.md).\n",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """What an author changed in a post; empty fields change nothing."""

    lead: str = ""
    """Put at the end of the first paragraph, which listings show."""
    tail: str = ""
    """A paragraph after everything else, which no listing shows."""
    tag: str = ""
    """Takes the place of the first tag."""


UNEDITED = Edit()

MODULES, FUNCTIONS = 20, 50
"""The pages of a manual, and the functions on each."""
NAMES_IN_TEXT, NAMES_IN_CODE = 8, 4
"""The functions that a post of a manual mentions."""


def post_docname(number: int) -> str:
    """The docname of a post, counted from 0."""
    return f"posts/post-{number:05}"


def _front_matter(rng: Random, number: int, count: int, tag: str) -> str:
    day = FIRST_DAY + timedelta(days=number * DAYS // count)
    tags = rng.sample(TAGS, k=rng.randint(2, 4))
    if tag:
        tags[0] = tag if tag not in tags else TAGS[TAGS.index(tag) - 1]
    lines = [
        f"date: {day.isoformat()}",
        f"tags: [{', '.join(tags)}]",
        f"category: {rng.choice(CATEGORIES)}",
        f"author: {rng.choice(AUTHORS)}",
    ]
    return "\n".join(["---", *lines, "---"])


def _link(rng: Random, count: int) -> str:
    target = rng.randrange(count)
    return f"See also [an older note](post-{target:05}.md) and {{doc}}`/about`."


def _section(rng: Random, *, chinese: bool) -> list[str]:
    extras = [
        blocks.code_block(rng),
        blocks.display_math(rng),
        blocks.table(rng),
        blocks.admonition(rng, chinese=chinese),
        blocks.bullets(rng, chinese=chinese),
    ]
    parts = [f"## {words.title(rng, chinese=chinese)}"]
    for extra in rng.sample(extras, k=3):
        parts += [words.paragraph(rng, chinese=chinese), extra]
    return parts


def _long_body(rng: Random, number: int, edit: Edit, *, chinese: bool) -> list[str]:
    """Two or three sections of code, formulas, tables, admonitions and lists between paragraphs."""
    lead = f"{words.paragraph(rng, chinese=chinese)} {blocks.inline_math(rng)}"
    parts = [f"{lead} {edit.lead}" if edit.lead else lead, words.paragraph(rng, chinese=chinese)]
    if number % 3 == 0:
        parts.append("<!-- more -->")
    for _ in range(rng.randint(2, 3)):
        parts += _section(rng, chinese=chinese)
    return parts


def _short_body(rng: Random, number: int, edit: Edit, *, chinese: bool) -> list[str]:
    """Plain paragraphs up to the size of a short post, in two sections, and a table now and then."""
    paragraphs: list[str] = []
    left = SHORT_POST_BYTES - 500  # the front matter, the headings, the link and half a paragraph
    while left > 0:
        paragraphs.append(words.paragraph(rng, chinese=chinese))
        left -= len(paragraphs[-1].encode())
    if edit.lead:
        paragraphs[0] = f"{paragraphs[0]} {edit.lead}"
    parts = [*paragraphs[:2], *(["<!-- more -->"] if number % 3 == 0 else []), *paragraphs[2:5]]
    parts += [f"## {words.title(rng, chinese=chinese)}", *paragraphs[5:8]]
    if number % TABLE_EVERY == 0:
        parts.append(blocks.table(rng))
    return [*parts, f"## {words.title(rng, chinese=chinese)}", *paragraphs[8:]]


def _function(rng: Random) -> str:
    return f"module_{rng.randrange(MODULES):02}.function_{rng.randrange(FUNCTIONS):02}"


def _mentions(number: int) -> list[str]:
    """A paragraph with roles and a code block with imports."""
    rng = Random(f"{SEED}:{number}:mentions")
    roles = (f"{{py:func}}`{_function(rng)}`" for _ in range(NAMES_IN_TEXT))
    names = [_function(rng) for _ in range(NAMES_IN_CODE)]
    imports = sorted({f"import {name.partition('.')[0]}" for name in names})
    code = "\n".join(["```python", *imports, "", *(f"{name}(1)" for name in names), "```"])
    return [f"The functions {', '.join(roles)} are used here.", code]


def _api_page(module: int) -> str:
    name = f"module_{module:02}"
    parts = [f"# {name}", f"```{{py:module}} {name}\n```"]
    for function in range(FUNCTIONS):
        text = words.paragraph(Random(f"{SEED}:{name}:{function}"), chinese=False)
        parts.append(f"```{{py:function}} {name}.function_{function:02}(value: int) -> str\n\n{text}\n```")
    return "\n\n".join(parts) + "\n"


def post_text(number: int, count: int, edit: Edit = UNEDITED, *, corpus: Corpus = "long") -> str:
    """Return the Markdown of post `number` of `count`.

    Every second post is in Chinese, every third has a ``more`` comment.
    """
    rng = Random(f"{SEED}:{number}")
    chinese = number % 2 == 1
    front_matter = _front_matter(rng, number, count, edit.tag)
    body = _long_body if corpus == "long" else _short_body
    parts = [front_matter, f"# {words.title(rng, chinese=chinese)} {number}"]
    parts += body(rng, number, edit, chinese=chinese)
    if corpus == "manual":
        parts += _mentions(number)
    parts.append(_link(rng, count))
    if edit.tail:
        parts.append(edit.tail)
    return "\n\n".join(parts) + "\n"


def _index(toctree: tuple[str, ...], corpus: Corpus) -> str:
    modules = [f"api/module_{module:02}" for module in range(MODULES)] if corpus == "manual" else []
    entries = "\n".join([*sorted(PAGES), *modules, *toctree])
    return f"# A benchmark\n\nMade by a program.\n\n```{{toctree}}\n:caption: Pages\n\n{entries}\n```\n"


def write_corpus(srcdir: Path, count: int, *, corpus: Corpus = "long", toctree: tuple[str, ...] = ()) -> None:
    """Write all sources below `srcdir`, one post in memory at a time; `toctree` is added to that of the index."""
    (srcdir / "posts").mkdir(parents=True, exist_ok=True)
    (srcdir / "index.md").write_text(_index(toctree, corpus), encoding="utf-8")
    for docname, text in PAGES.items():
        (srcdir / f"{docname}.md").write_text(text, encoding="utf-8")
    if corpus == "manual":
        (srcdir / "api").mkdir(exist_ok=True)
        for module in range(MODULES):
            (srcdir / "api" / f"module_{module:02}.md").write_text(_api_page(module), encoding="utf-8")
    for number in range(count):
        (srcdir / f"{post_docname(number)}.md").write_text(post_text(number, count, corpus=corpus), encoding="utf-8")
