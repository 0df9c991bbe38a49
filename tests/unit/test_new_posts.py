"""New posts: names safe on any system, front matter that says what was meant, headings that are the title."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given
from hypothesis import strategies as st
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from sphinxext_blog.cli.fix import markdown_heading, rst_heading, yaml_scalar
from sphinxext_blog.cli.new import Draft, file_for, folder_for, text_of
from sphinxext_blog.cli.problems import ToolError
from sphinxext_blog.config import BlogConfig
from sphinxext_blog.source.frontmatter import read_front_matter
from sphinxext_blog.source.metadata import one_line

SITE = Path("/site")
POSTS = BlogConfig(posts=("posts/**",))
TITLES = [
    "Plain", "机器学习入门", "a_b_c and _d_ e_", "*stars* & **more**", "`code` ``x``", "<b>bold</b> &amp; &#38;",
    "[link](x) ![image](y) [^1] [1]_", "C# and F#", "ends with ##", "{role}`x` {{ sub }}", "$x^2$ costs $5",
    "back\\slash \\", "- a list", "1. first", "# hash", "> quote", ".. comment", ":field: x", "| line", "__x__ x__",
    "~~gone~~", "|sub|", "'quotes' and \"more\"", "🚀 to the moon", "+++", "=====", "A. Author", "(a) b", "a:: b::",
    "A title: with a colon", "100% of it", "-- dash", "---", "...", "a@b.example",
]  # fmt: skip


def draft(title: str = "A title", **more: Any) -> Draft:
    return Draft(title=title, day=date(2026, 11, 25), date="2026-11-25", **more)


@pytest.mark.parametrize("title", TITLES)
def test_a_markdown_heading_is_the_title(title: str) -> None:
    config = MdParserConfig(enable_extensions={"dollarmath", "strikethrough", "attrs_inline"})
    tokens = create_md_parser(config, DocutilsRenderer).parse(markdown_heading(title) + "\n")
    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close"]
    assert {child.type for child in tokens[1].children or []} <= {"text", "text_special"}
    assert "".join(child.content for child in tokens[1].children or []) == title


@pytest.mark.parametrize("title", TITLES)
def test_an_rst_heading_is_the_title(title: str) -> None:
    document = publish_doctree(
        f":date: x\n\n{rst_heading(title)}\n\nText.\n", settings_overrides={"report_level": 1, "halt_level": 1}
    )
    heading = document.next_node(nodes.title)
    assert heading is not None
    assert heading.astext() == title
    assert {type(child) for child in heading.children} <= {nodes.Text, nodes.reference}  # an address is a link


SCALARS = ["a", "A: b", "nlp, C#", "yes", "null", "2026-01-11", "1.10", "#x", "[a]", "'", '"', "机器", "a #b", "~", ""]


@pytest.mark.parametrize("text", SCALARS)
def test_a_scalar_is_that_text_in_yaml(text: str) -> None:
    written = yaml_scalar(text)
    assert yaml.safe_load(f"key: {written}") == {"key": text}
    assert yaml.safe_load(f"key: [{written}, {written}]") == {"key": [text, text]}


@example(text="\ufffe: \x7f")
@given(st.text(max_size=20).map(one_line))
def test_any_text_is_that_text_in_front_matter(text: str) -> None:
    front = read_front_matter(f"---\nkey: {yaml_scalar(text)}\nlist: [{yaml_scalar(text)}]\n---\n")
    assert front is not None
    assert front.values == {"key": text, "list": [text]}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("机器学习入门", "2026-11-25-机器学习入门"),
        ("What's new in 2.0?", "2026-11-25-what-s-new-in-2-0"),
        ('a<b>:c"d/e\\f|g?h*', "2026-11-25-a-b-c-d-e-f-g-h"),
        ("CON", "2026-11-25-con-term"),
        ("C++ & C#", "2026-11-25-cplusplus-csharp"),
        ("🚀", "2026-11-25-u1f680"),
    ],
)
def test_names_are_safe_on_any_system(title: str, name: str) -> None:
    assert draft(title).name() == name


@given(st.text(min_size=1, max_size=300))
def test_any_title_has_a_safe_name_or_is_refused(title: str) -> None:
    try:
        name = draft(title).name()
    except ToolError:
        return
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f ]|\.$', name)
    assert len(f"{name}.md".encode()) < 200


def test_a_slug_takes_the_place_of_the_title() -> None:
    assert draft("机器学习", slug="ML notes").name() == "2026-11-25-ml-notes"


@pytest.mark.parametrize(
    ("patterns", "folder"),
    [
        ((), "."), (("posts/**",), "posts"), (("posts/*/index",), "posts"), (("a/b/2026-*", "c/*"), "a/b"),
        (("**",), "."), (("news/today",), "news"), (("today",), "."),
    ],
)  # fmt: skip
def test_the_folder_is_the_fixed_part_of_the_first_pattern(patterns: tuple[str, ...], folder: str) -> None:
    assert folder_for(None, patterns, SITE) == SITE / folder


def test_a_folder_is_named_from_the_source_folder_or_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "docs"
    (source / "posts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert folder_for("new/one", (), source) == source / "new/one"
    assert folder_for("docs/posts", (), source) == source / "posts"
    assert folder_for("posts", (), source) == source / "posts"
    for outside in ("..", "../other", str(tmp_path)):
        with pytest.raises(ToolError, match="not in the source folder"):
            folder_for(outside, (), source)


def test_a_post_is_a_file_or_a_folder_with_an_index() -> None:
    name = "2026-11-25-a-title"
    bundles = BlogConfig(posts=("posts/*/index",))
    assert file_for(draft(), SITE / "posts", ".md", SITE, POSTS, in_folder=False) == SITE / f"posts/{name}.md"
    assert file_for(draft(), SITE / "posts", ".md", SITE, POSTS, in_folder=True) == SITE / f"posts/{name}/index.md"
    assert file_for(draft(), SITE / "posts", ".md", SITE, bundles, in_folder=False) == SITE / f"posts/{name}/index.md"


def test_the_front_matter_contains_the_arguments() -> None:
    full = draft("T", draft=True, tags=("a", "b: c"), category=("X",), author=("Mei", "Bo"), series="Long, story")
    assert text_of(full, SITE / "posts/t.md", SITE, POSTS, []) == (
        '---\ndate: 2026-11-25\ndraft: true\nauthor: [Mei, Bo]\ncategory: X\nseries: "Long, story"\n'
        'tags: [a, "b: c"]\n---\n\n# T\n\n'
    )  # fmt: skip
    assert text_of(full, SITE / "news/t.rst", SITE, POSTS, []) == (
        ":blogpost: true\n:date: 2026-11-25\n:draft: true\n:author: Mei, Bo\n:category: X\n:series: Long, story\n"
        ":tags: a, b: c\n\nT\n====\n\n"
    )


def test_a_template_of_the_site_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog/post.md").write_text("---\ndate: {{ date }}\nmood: good\n---\n{{ heading }}\n", encoding="utf-8")
    assert text_of(draft(), SITE / "posts/t.md", SITE, POSTS, [tmp_path]) == (
        "---\ndate: 2026-11-25\nmood: good\n---\n# A title\n"
    )
    assert text_of(draft(), SITE / "posts/t.rst", SITE, POSTS, [tmp_path]).endswith("A title\n=======\n\n")


@pytest.mark.parametrize(("template", "fault"), [("{{ nope }}", "nope"), ("a\n{% if %}", ":2: ")])
def test_a_template_with_a_mistake_is_reported(tmp_path: Path, template: str, fault: str) -> None:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog/post.md").write_text(template, encoding="utf-8")
    with pytest.raises(ToolError, match=fault):
        text_of(draft(), SITE / "posts/t.md", SITE, POSTS, [tmp_path])
