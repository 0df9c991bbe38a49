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
        "5: last_update: the author Mei is ignored.",
        "7: author_url: data of authors belongs in authors.yml. The key is ignored.",
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
    said = [line for line in lines if "is a draft. The link" in line]
    assert said == ["_posts/2020-01-02-a.md:3: 'b.md' is a draft. The link has no target until the draft is published."]


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
    assert f"{path}:5: unsupported emoji ':nobody_knows:'; left as it is" in lines


def test_posts_behind_a_password_are_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What only some could read is not for everyone by an import."""
    files = {"source/_posts/a.md": "---\ntitle: A\ndate: 2020-01-01\npassword: x\n---\nSecret.\n", "_config.yml": ""}
    made, lines = imported("hexo", tmp_path, files, capsys)
    assert "draft: true" in made["a.md"]
    assert any(line.startswith("source/_posts/a.md:4: password: posts cannot be protected") for line in lines)


def test_posts_that_jekyll_takes_for_no_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "---\nrender_with_liquid: false\nmedia_subpath: /img\nexcerpt_separator: <!-- cut -->\nlayout: post\n---\n"
    text = "{{ x }} {% y %}\n\n<!-- cut -->\n\n![](a.png)\n"
    files: dict[str, str | bytes] = {"_posts/2020-01-01-a.md": head + text, "img/a.png": PNG, "_config.yml": ""}
    made, lines = imported("jekyll", tmp_path, files, capsys)
    assert "{{ x }} {% y %}\n\n<!-- more -->\n\n![](images/a.png)" in made["2020-01-01-a.md"]
    assert "layout" not in made["2020-01-01-a.md"]
    assert "0 places need manual work, 0 files are not imported." in lines


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
    told = [line.partition(".md:")[2].partition(".")[0] for line in lines if line.startswith("content/posts/")]
    assert told == [
        "4: publishdate: 2020-02-02 differs from 'date'",
        "5: cover: the caption 'Of it' is not supported",
    ]


def test_parts_of_pages_of_docusaurus_are_no_posts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "import Part from './_part.mdx';\n\n# A\n\n<Part />\n"
    files = {"docusaurus.config.js": "blog: {}", "blog/2020-01-01-a.mdx": text, "blog/_part.mdx": "In *it*.\n"}
    made, lines = imported("docusaurus", tmp_path, files, capsys)
    assert list(made) == ["2020-01-01-a.md"]
    assert made["2020-01-01-a.md"].endswith("# A\n\nIn *it*.\n")
    assert "blog/_part.mdx: part of other pages, not a post" in lines


def test_galleries_of_minimal_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "---\ngallery:\n- {url: /img/a.png, image_path: /img/a.png, alt: An alt}\n- image_path: /img/none.png\n---\n"
    text = '{% include gallery caption="Both" %}\n'
    files: dict[str, str | bytes] = {"_posts/2020-01-01-a.md": head + text, "img/a.png": PNG, "_config.yml": ""}
    made, lines = imported("jekyll", tmp_path, files, capsys)
    assert "![An alt](images/a.png)\n\n![](/img/none.png)\n\n*Both*" in made["2020-01-01-a.md"]
    assert "_posts/2020-01-01-a.md:6: image '/img/none.png' not found. The target is unchanged." in lines


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
    assert any(line.startswith(f"{told}: settings: ") for line in lines), lines
