"""Importing: what the settings of an old blog turn on, and what it says of its terms."""

# ruff: noqa: E501 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from tests.unit.old_blogs import PNG, import_from, tree, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Imported = tuple[dict[str, str], list[str]]


def imported(
    engine: str, folder: Path, files: Mapping[str, str | bytes], capsys: pytest.CaptureFixture[str]
) -> Imported:
    """The files that an import makes, and the lines of its report."""
    assert import_from(engine, write(folder / "old", files), folder / "new") == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    return {name: data.decode(errors="replace") for name, data in tree(folder / "new").items()}, lines


def text_of(engine: str, folder: Path, settings: str, text: str, capsys: pytest.CaptureFixture[str]) -> Imported:
    """The text of a post below its title, and what the report says of its lines from the first."""
    name = "docs/blog/posts/one.md"
    head = "---\ntitle: T\ndate: 2020-01-01\nown: 4\n---\n"
    files = {
        "mkdocs.yml": settings,
        name: head + text,
        "parts/i.md": "in *it*\n",
        "parts/x.py": CODE,
        "end.md": "*[W3C]: Web\n",
    }
    made, lines = imported(engine, folder, files, capsys)
    told = [line.removeprefix(f"{name}:") for line in lines if line.startswith(name)]
    return {"text": made["one.md"].partition("# T\n\n")[2].rstrip("\n")}, told


CODE = "# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\ny = 2\n"
ALL = (
    "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [parts]\n      auto_append: [end.md]\n"
    + "".join(f"  - pymdownx.{name}\n" for name in ("keys", "mark", "caret", "tilde", "critic"))
    + "plugins:\n  - macros\n  - blog\nextra:\n  v: 3.1\n  a: {b: c}\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('--8<-- "i.md"', "in *it*"),
        ('> x\n\n```py\n--8<-- "x.py"\n```', "> x\n\n```py\nx = 1\ny = 2\n```"),
        ('```py\n--8<-- "x.py:a"\n```', "```py\nx = 1\n```"),
        ('```py\n--8<-- "x.py:4:4"\n```', "```py\ny = 2\n```"),
        ("--8<--\ni.md\n\nparts/i.md\n--8<--", "in *it*\n\nin *it*"),
        (';--8<-- "i.md"', '--8<-- "i.md"'),
        ('!!! note inline end "N"\n\n    --8<-- "i.md"', "```{admonition} N\n:class: note\n\nin *it*\n```"),
        ("The W3C.", "The {abbr}`W3C (Web)`."),
        ('++ctrl+alt+"ä"++ `++a++` C++ and C++', "{kbd}`Ctrl+Alt+ä` `++a++` C++ and C++"),
        ("==a b== and 1 == 2 == 3, ^^c^^ H~2~O 2^10^ ~~d~~", "<mark>a b</mark> and 1 == 2 == 3, <ins>c</ins> H<sub>2</sub>O 2<sup>10</sup> ~~d~~"),
        ("{++a++}{--b--}{==c==}{~~d~>e~~}{>>f -- g<<}", "<ins>a</ins><del>b</del><mark>c</mark><del>d</del><ins>e</ins><!-- f - - g -->"),
        ("v{{ v }} {{ a.b }} {{ own }}\n\n```\npip {{ v }}\n```\n\n{% raw %}{{ v }}{% endraw %}", "v3.1 c 4\n\n```\npip 3.1\n```\n\n{{ v }}"),
    ],
)  # fmt: skip
def test_extensions_of_mkdocs(tmp_path: Path, text: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert text_of("mkdocs", tmp_path, ALL, text, capsys) == ({"text": expected}, [])


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ('--8<-- "x.py:none"', '--8<-- "x.py:none"', "6: snippet 'x.py:none' was not put in"),
        ("a {{ f(1) }}", "a <!-- {{ f(1) }} -->", "6: '{{ f(1) }}' was not understood; it is kept in a comment"),
        ("```\n{{ z }}\n```", "```\n{{ z }}\n```", "7: '{{ z }}' was not understood; it is left in"),
        ("```py\nx # (1)!\n```\n\n1.  y", "```py\nx # (1)\n```\n\n1.  y", "7: annotation '# (1)!' is left in as a comment of the code, with its list below"),
        ("a (1)\n{ .annotate }\n\n1.  b", "a (1)\n<!-- { .annotate } -->\n\n1.  b", "7: attributes '{ .annotate }' have no place in MyST; they are left in a comment"),
        ("## H { data-toc-label='x' }", "## H <!-- { data-toc-label='x' } -->", "6: attributes '{ data-toc-label='x' }' have no place in MyST; they are left in a comment"),
    ],
)  # fmt: skip
def test_what_is_told_of_mkdocs(
    tmp_path: Path, text: str, expected: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert text_of("mkdocs", tmp_path, ALL, text, capsys) == ({"text": expected}, [told])


BLOCKS = (
    "markdown_extensions:\n  - pymdownx.blocks.admonition:\n      types: [note, tip, {name: bug, class: danger, title: A bug}]\n"
    "  - pymdownx.blocks.details:\n      types: [{name: details-tip}]\n  - pymdownx.blocks.tab\n"
    "  - pymdownx.blocks.caption\n  - pymdownx.blocks.html\n"
)
"""Settings that turn blocks on."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// note | Of *a/b*\nText\n\n```py\n/// tip\n```\n///\n\n    code", "````{admonition} Of *a/b*\n:class: note\n\nText\n\n```py\n/// tip\n```\n````\n\n    code"),
        ("Before\n///tip\nText\n///\nAfter", "Before\n```{tip}\nText\n```\nAfter"),
        ("/// bug\n    attrs: {class: inline end}\n\nText\n///", "```{admonition} A bug\n:class: danger\n\nText\n```"),
        ("/// admonition | A\n    type: warning\n\nText\n///", "```{admonition} A\n:class: warning\n\nText\n```"),
        ("/// admonition | A\nText\n///", "```{admonition} A\n:class: note\n\nText\n```"),
        ("/// details | More\n    open: true\n    type: warning\nText\n///", "```{dropdown} More\n:open:\n\nText\n```"),
        ("/// details-tip\nText\n///\n\n/// details\n///", "```{dropdown} Tip\nText\n```\n\n```{dropdown} Details\n\n```"),
        ('/// tab | A\na\n///\n\n/// tab | B "b"\n    select: true\n\nb\n///\n\n/// tab | C\n    new: true\n\nc\n///\nEnd', '````{tab-set}\n```{tab-item} A\na\n```\n\n```{tab-item} B "b"\n:selected:\n\nb\n```\n````\n\n````{tab-set}\n```{tab-item} C\nc\n```\n````\nEnd'),
        ("//// note\n/// tab | A\n!!! tip\n\n    a\n///\n////", "``````{note}\n`````{tab-set}\n````{tab-item} A\n```{tip}\na\n```\n````\n`````\n``````"),
        ("!!! note\n\n    /// tip\n    a\n    ///", "````{note}\n```{tip}\na\n```\n````"),
        ("1. x\n\n    /// tip | T\n        attrs: {class: y}\n\n    a\n    ///\n\n2. y", "1. x\n\n    ```{admonition} T\n    :class: tip\n\n    a\n    ```\n\n2. y"),
        ("> /// tip\n> a\n>\n> b\n> ///\n> c", "> ```{tip}\n> a\n>\n> b\n> ```\n> c"),
        ("- /// tab | A\n  a\n  ///\n\n  /// tab | B\n  b\n  ///", "- ````{tab-set}\n  ```{tab-item} A\n  a\n  ```\n\n  ```{tab-item} B\n  b\n  ```\n  ````"),
        ("/// note\na\n/// b\n///\n\n////// tip\nc\n//////", "```{note}\na\n/// b\n```\n\n```{tip}\nc\n```"),
        ("```\n/// note\na\n///\n```", "```\n/// note\na\n///\n```"),
    ],
)  # fmt: skip
def test_blocks_of_mkdocs(tmp_path: Path, text: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Notes, details and tabs between slashes, with the names that the settings give them."""
    new, told = text_of("mkdocs", tmp_path, BLOCKS, text, capsys)
    assert new == {"text": expected}
    assert told == (["8: block '/// b' is left in as it is"] if "/// b\n" in text else [])


def test_names_of_notes_where_the_settings_say_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that the extension has itself."""
    text, settings = "/// important\na\n///", "markdown_extensions: [pymdownx.blocks.admonition]\n"
    assert text_of("mkdocs", tmp_path, settings, text, capsys) == ({"text": "```{important}\na\n```"}, [])
    text, told = "/// tab | A\na\n///", ["6: block '/// tab | A' is left in as it is"]
    assert text_of("mkdocs", tmp_path / "2", settings, text, capsys) == ({"text": text}, told)


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("a\n\n/// caption\nOf *it*\n///", "a\n\n/// caption\nOf *it*\n///", ["8: block '/// caption' is left in as it is"]),
        ("//// html | div\n/// tip\na\n///\n////", "//// html | div\n```{tip}\na\n```\n////", ["6: block '//// html | div' is left in as it is"]),
        ("/// note\na", "/// note\na", ["6: block '/// note' is left in as it is"]),
        ("/// html | div.a\na\n///", "/// html | div.a\na\n///", ["6: block '/// html | div.a' is left in as it is"]),
        ("/// warning\na\n///", "/// warning\na\n///", ["6: block '/// warning' is left in as it is"]),
        ("/// note\n    a: [\n\na\n///", "/// note\n    a: [\n\na\n///", ["6: block '/// note' is left in as it is"]),
        ("/// note\n    attrs: {id: x}\n\na\n///", "```{note}\na\n```", ["6: 'attrs' of block '/// note' has no place in MyST, and is left out"]),
    ],
)  # fmt: skip
def test_blocks_that_are_told(
    tmp_path: Path, text: str, expected: str, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Other kinds, names that the settings do not have, no end, and what is lost."""
    assert text_of("mkdocs", tmp_path, BLOCKS, text, capsys) == ({"text": expected}, told)


def test_slashes_are_text_where_no_block_is_turned_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "/// note | A\na\n///"
    assert text_of("mkdocs", tmp_path, ALL, text, capsys) == ({"text": text}, [])


def test_what_is_not_turned_on_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "==a== ++b++ ^^c^^ {{ v }} W3C"
    assert text_of("mkdocs", tmp_path, "plugins: [blog]\n", text, capsys) == ({"text": text}, [])


def test_what_a_blog_says_of_its_tags_comes_along(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``tags.yml`` of Docusaurus: names, descriptions and the last parts of addresses."""
    tags = "js:\n  label: JavaScript\n  description: A language\nown:\n  label: Own\n  permalink: /t/mine\nplain:\n"
    files = {"docusaurus.config.js": "blog: {}", "blog/tags.yml": tags, "blog/2020-01-02-a.md": POST}
    made, lines = imported("docusaurus", tmp_path, files, capsys)
    assert yaml.safe_load(made["tags.yml"]) == {
        "js": {"label": "JavaScript", "description": "A language", "slug": "js"},
        "own": {"label": "Own", "slug": "mine"},
    }
    assert "tags: [JavaScript, plain]" in made["2020-01-02-a.md"]
    assert any(line.startswith("blog_tags = ") and line.endswith('tags.yml"') for line in lines)


POST = "---\ntags: [js, plain]\nhide_table_of_contents: true\nlayout: wide\nlast_update: {author: Mei}\nauthor: Bo\nauthor_url: x\n---\n\n# A\n"


def test_keys_of_nobody_are_kept_or_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"docusaurus.config.js": "blog: {}", "blog/2020-01-02-a.md": POST}
    made, lines = imported("docusaurus", tmp_path, files, capsys)
    assert "hide_table_of_contents: true\nlayout: wide\n" in made["2020-01-02-a.md"]
    assert [line.partition(".md:")[2] for line in lines if line.startswith("blog/2020")] == [
        "5: Mei changed it last, for which there is no key here",
        "7: more is said of Bo here: put it into authors.yml",
    ]


def test_pages_of_terms_of_hugo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are found by the names of their folders, which are those of the terms in addresses."""
    page = "---\ntitle: {}\ndescription: Of it\n---\n"
    files = {
        "hugo.toml": "",
        "content/posts/a.md": "+++\ntitle = 'A'\ndate = 2020-01-01\ntags = ['Go Lang']\ncategories = ['x']\nauthors = ['mei']\n+++\n",
        "content/tags/go-lang/_index.md": page.format("All of Go"),
        "content/categories/x/_index.md": page.format("X"),
        "content/authors/mei/_index.md": page.format("Mei Example"),
    }
    made, _ = imported("hugo", tmp_path, files, capsys)
    assert yaml.safe_load(made["tags.yml"]) == {"Go Lang": {"label": "All of Go", "description": "Of it"}}
    assert yaml.safe_load(made["categories.yml"]) == {"x": {"label": "X", "description": "Of it"}}
    assert yaml.safe_load(made["authors.yml"]) == {"Mei Example": {"description": "Of it"}}
    assert "authors: [Mei Example]" in made["a.md"]


def test_addresses_of_terms_of_hexo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "_config.yml": "tag_map: {中文: chinese, b: b}\ncategory_map: {生活: life}\n",
        "source/_posts/a.md": "---\ntitle: A\ndate: 2020-01-01\ntags: [中文]\ncategories: [[top, 生活]]\n---\n",
    }
    made, _ = imported("hexo", tmp_path, files, capsys)
    assert yaml.safe_load(made["tags.yml"]) == {"中文": {"slug": "chinese"}}
    assert yaml.safe_load(made["categories.yml"]) == {
        "top": {"label": "top"},
        "生活": {"slug": "life", "parent": "top"},
    }


@pytest.mark.parametrize("draft", ["draft: true\ndate: 2020-01-03", "own: 1"])
def test_links_to_drafts_are_told(tmp_path: Path, draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Readers do not find them; in a draft they are nobody's business yet."""
    files = {
        "_posts/2020-01-02-a.md": "---\n---\n[b](/2020/01/03/b.html)\n",
        "_drafts/b.md": f"---\n{draft}\npermalink: /2020/01/03/b.html\n---\n[a]({{% post_url 2020-01-02-a %}}) [b](b.md)\n",
    }
    made, lines = imported("jekyll", tmp_path, files, capsys)
    assert "[b](b.md)" in made["2020-01-02-a.md"]
    said = [line for line in lines if "the link leads nowhere" in line]
    assert said == ["_posts/2020-01-02-a.md:3: 'b.md' is a draft: the link leads nowhere until that is published"]


@pytest.mark.parametrize(
    ("engine", "settings", "path"),
    [
        ("hugo", {"hugo.toml": "enableEmoji = true"}, "content/posts/a.md"),
        ("jekyll", {"_config.yml": "plugins: [jemoji]"}, "_posts/2020-01-01-a.md"),
        ("docusaurus", {"docusaurus.config.js": "blog: {}"}, "blog/2020-01-01-a.md"),
        ("mkdocs", {"mkdocs.yml": "markdown_extensions: [pymdownx.emoji]"}, "docs/blog/posts/a.md"),
    ],
)
def test_emoji_are_signs_where_they_were(
    tmp_path: Path, engine: str, settings: dict[str, str], path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Done :tada:, `:tada:` 10:30:15 :nobody_knows:"
    files = settings | {path: f"---\ntitle: A\ndate: 2020-01-01\n---\n{text}\n"}
    made, lines = imported(engine, tmp_path, files, capsys)
    (new,) = (content for name, content in made.items() if name.endswith("a.md"))
    assert "Done 🎉, `:tada:` 10:30:15 :nobody_knows:" in new
    assert f"{path}:5: ':nobody_knows:' is left in as it is" in lines


def test_posts_behind_a_password_are_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What only some could read is not for everyone by an import."""
    files = {"source/_posts/a.md": "---\ntitle: A\ndate: 2020-01-01\npassword: x\n---\nSecret.\n", "_config.yml": ""}
    made, lines = imported("hexo", tmp_path, files, capsys)
    assert "draft: true" in made["a.md"]
    assert any(line.startswith("source/_posts/a.md:4: a password was asked for it") for line in lines)


def test_posts_that_jekyll_takes_for_no_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "---\nrender_with_liquid: false\nmedia_subpath: /img\nexcerpt_separator: <!-- cut -->\nlayout: post\n---\n"
    text = "{{ x }} {% y %}\n\n<!-- cut -->\n\n![](a.png)\n"
    files: dict[str, str | bytes] = {"_posts/2020-01-01-a.md": head + text, "img/a.png": PNG, "_config.yml": ""}
    made, lines = imported("jekyll", tmp_path, files, capsys)
    assert "{{ x }} {% y %}\n\n<!-- more -->\n\n![](images/a.png)" in made["2020-01-01-a.md"]
    assert "layout" not in made["2020-01-01-a.md"]
    assert "0 places need a hand, 0 files could not be imported." in lines


def test_what_hugo_says_and_nobody_else_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "---\ntitle: A\ndate: 2020-01-01\npublishDate: 2020-02-02\ncover: {image: a.png, caption: Of it}\n---\n"
    same = "---\ntitle: B\ndate: 2020-01-01\npublishDate: 2020-01-01\nlayout: single\n---\n"
    files: dict[str, str | bytes] = {
        "content/posts/a/index.md": head,
        "content/posts/b.md": same,
        "content/posts/a/a.png": PNG,
        "hugo.toml": "",
    }
    _, lines = imported("hugo", tmp_path, files, capsys)
    told = [line.partition(".md:")[2].partition(",")[0] for line in lines if line.startswith("content/posts/")]
    assert told == [
        "4: it was published on 2020-02-02; here its date counts for that",
        "5: its cover had the caption 'Of it'",
    ]


def test_parts_of_pages_of_docusaurus_are_no_posts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "import Part from './_part.mdx';\n\n# A\n\n<Part />\n"
    files = {"docusaurus.config.js": "blog: {}", "blog/2020-01-01-a.mdx": text, "blog/_part.mdx": "In *it*.\n"}
    made, lines = imported("docusaurus", tmp_path, files, capsys)
    assert list(made) == ["2020-01-01-a.md"]
    assert made["2020-01-01-a.md"].endswith("# A\n\nIn *it*.\n")
    assert "blog/_part.mdx: a part of pages, not a post" in lines


def test_galleries_of_minimal_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "---\ngallery:\n- {url: /img/a.png, image_path: /img/a.png, alt: An alt}\n- image_path: /img/none.png\n---\n"
    text = '{% include gallery caption="Both" %}\n'
    files: dict[str, str | bytes] = {"_posts/2020-01-01-a.md": head + text, "img/a.png": PNG, "_config.yml": ""}
    made, lines = imported("jekyll", tmp_path, files, capsys)
    assert "![An alt](images/a.png)\n\n![](/img/none.png)\n\n*Both*" in made["2020-01-01-a.md"]
    assert "_posts/2020-01-01-a.md:6: image '/img/none.png' was not found; its name is left as it was" in lines


PATHS = {
    "hexo": "source/_posts/a.md",
    "jekyll": "_posts/2020-01-01-a.md",
    "hugo": "content/posts/a.md",
    "mkdocs": "docs/blog/posts/a.md",
    "docusaurus": "blog/2020-01-01-a.md",
}


@pytest.mark.parametrize(
    ("engine", "broken", "told"),
    [
        ("hexo", {"_config.yml": "url: x\na: [\n"}, "_config.yml:3"),
        ("jekyll", {"_config.yml": "a: [\n", "_data/authors.yml": "a: b: c\n"}, "_data/authors.yml:1"),
        ("hugo", {"hugo.toml": "a = 1\nb =\n"}, "hugo.toml:2"),
        ("mkdocs", {"mkdocs.yml": "plugins: [blog]\n", "docs/blog/.authors.yml": "\t"}, "docs/blog/.authors.yml:1"),
        ("docusaurus", {"docusaurus.config.js": "blog: {}", "blog/tags.yml": "a: b: c\n"}, "blog/tags.yml:1"),
    ],
)  # fmt: skip
def test_settings_that_nobody_can_read_are_told(
    tmp_path: Path, engine: str, broken: dict[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else old addresses would be wrong without a word."""
    files = broken | {PATHS[engine]: "---\ntitle: A\ndate: 2020-01-01\n---\nText\n"}
    _, lines = imported(engine, tmp_path, files, capsys)
    assert any(line.startswith(f"{told}: these settings cannot be read") for line in lines), lines
