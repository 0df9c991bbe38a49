"""The report: short blogs see every note, long ones a summary that can be read; ``conf.py`` is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_blog.importers.command import report_file, report_lines
from sphinxext_blog.importers.configuration import (
    Setting,
    conf_path,
    front_page,
    render_conf,
    required_settings,
    sphinx_language,
)
from sphinxext_blog.importers.old_blog import Blog, Note, NoteKind, SiteSettings, SourceFile, Status
from sphinxext_blog.importers.run import Result
from sphinxext_blog.importers.saving import Saver

if TYPE_CHECKING:
    from collections.abc import Iterable

CONF = Path("docs/conf.py")


def _report(notes: Iterable[Note], *, is_in_file: bool = False, settings: tuple[Setting, ...] = ()) -> list[str]:
    result = Result(posts=2, aliases=3, notes=list(notes))
    return report_lines(result, Saver(folder=Path("posts")), settings, conf=CONF, is_in_file=is_in_file)


def _images(number: int) -> list[Note]:
    return [
        Note(file=f"p{n % 7}.md", line=n, message=f"image '{n}.png' not found.", kind=NoteKind.IMAGE)
        for n in range(number)
    ]


def test_a_few_notes_are_listed_by_what_they_ask() -> None:
    notes = [
        Note(file="z.md", line=3, message="image 'a' not found.", kind=NoteKind.IMAGE),
        Note(file="about.md", message="page, not a post", kind=NoteKind.PAGE),
        Note(file="b.org", message="Org mode is not converted", kind=NoteKind.FORMAT),
        Note(file="a.md", line=10, message="two", kind=NoteKind.TAG),
        Note(file="a.md", line=9, message="one", kind=NoteKind.LINK),
        Note(file="a.md", line=9, message="one", kind=NoteKind.LINK),
    ]
    assert _report(notes) == [
        *("", "Not imported:", "  b.org: Org mode is not converted"),
        *("", "Needs manual work:", "  a.md:9: one", "  a.md:10: two", "  z.md:3: image 'a' not found."),
        *("", "Skipped:", "  about.md: page, not a post"),
        *("", "2 posts with 3 aliases: 0 files written, 0 unchanged, 0 kept."),
        "3 places need manual work, 1 files are not imported.",
        *("", "docs/conf.py needs no change."),
    ]


def test_many_notes_are_summed_up_by_kind_and_message() -> None:
    notes = [*_images(800), Note(file="a.md", line=1, message="'{% x %}' is unsupported", kind=NoteKind.TAG)]
    lines = _report(notes)
    assert len(lines) < 20
    assert "  Images and other files: 800 in 7 files" in lines
    assert "    800 × image … not found. For example:" in lines
    assert "      p0.md:7: image '7.png' not found." in lines
    assert "  Unsupported tags: 1 in 1 file" in lines
    assert "      a.md:1: '{% x %}' is unsupported" in lines
    assert "Use --report FILE for the whole list." in lines
    assert "801 places need manual work, 0 files are not imported." in lines
    assert not any("--report" in line for line in _report(notes, is_in_file=True))


def test_many_different_messages_are_cut() -> None:
    words = [f"{first}{second}" for first in "abcdefgh" for second in "abcdefgh"]
    notes = [Note(file="a.md", message=f"no {word} here", kind=NoteKind.HTML) for word in words]
    lines = _report(notes)
    assert len([line for line in lines if line.startswith("      a.md")]) == 8
    assert "    … 56 more" in lines


def test_the_file_has_each_note_once_in_a_line_by_file_and_line() -> None:
    notes = [*_images(3), *_images(3), Note(file="a.md", message="x", kind=NoteKind.NAME)]
    assert report_file(notes) == (
        "a.md: [File names] x\n"
        "p0.md: [Images and other files] image '0.png' not found.\n"
        "p1.md:1: [Images and other files] image '1.png' not found.\n"
        "p2.md:2: [Images and other files] image '2.png' not found.\n"
    )


def test_each_kind_of_note_has_a_status() -> None:
    assert {kind.status for kind in NoteKind} == set(Status)


def test_files_that_are_not_overwritten_are_named_up_to_a_number() -> None:
    saver = Saver(folder=Path("posts"), dry=True, preserved=[f"{n}.md" for n in range(25)], written=["a.md"])
    lines = report_lines(Result(posts=1), saver, (), conf=CONF, is_in_file=False)
    assert str(Path("  posts") / "19.md") in lines
    assert "  … 5 more" in lines
    assert "1 posts with 0 aliases: 1 files would be written, 0 unchanged, 25 kept." in lines


SITE = SiteSettings(
    title="我的  博客", description="关于\n一切", author='Mei "M" Example', language="zh-Hans", page_size=20,
    has_feed=True, feed_length=50, full_feed=False,
)  # fmt: skip


def _blog(root: Path, suffix: str = ".md", **more: Any) -> Blog:
    return Blog(root=root, files=(SourceFile(path=root / f"a{suffix}", name=f"a{suffix}"),), **more)


def test_the_whole_configuration_of_a_new_site(tmp_path: Path) -> None:
    blog = _blog(tmp_path, url="https://old.example.net/b", timezone="Asia/Shanghai", site=SITE)
    features = {"dollarmath", "sphinx_design", "mermaid", "strikethrough"}
    settings = required_settings(blog, tmp_path / "docs/posts", features, ["tags.yml"])
    conf = render_conf(settings)
    values: dict[str, Any] = {}
    exec(conf, values)
    del values["__builtins__"]
    assert values == {
        "project": "我的 博客",
        "html_title": "我的 博客",
        "author": 'Mei "M" Example',
        "language": "zh_CN",
        "html_baseurl": "https://old.example.net/b/",
        "extensions": ["myst_parser", "sphinx_design", "sphinxcontrib.mermaid", "sphinxext_blog"],
        "blog_posts": ["posts/**"],
        "blog_timezone": "Asia/Shanghai",
        "blog_page_size": 20,
        "blog_feed_subtitle": "关于 一切",
        "blog_feed_length": 50,
        "blog_feed_content": "excerpt",
        "blog_tags": "posts/tags.yml",
        "myst_enable_extensions": ["dollarmath", "strikethrough"],
        "myst_fence_as_directive": ["mermaid"],
        "myst_heading_anchors": 6,
        "suppress_warnings": ["myst.strikethrough"],
        "exclude_patterns": ["_build", ".venv"],
    }
    assert "  # pip install sphinx-design sphinxcontrib-mermaid\n" in conf
    assert conf_path(tmp_path / "docs/posts") == tmp_path / "docs/conf.py"


def test_an_existing_configuration_keeps_its_own_and_gets_what_it_lacks(tmp_path: Path) -> None:
    into = tmp_path / "docs/posts"
    into.mkdir(parents=True)
    (tmp_path / "docs/conf.py").write_text(
        'project = "Manual"\nlanguage = "en"\nextensions = ["myst_parser", "furo", "sphinxext_blog"]\n'
        'blog_posts = ["news/**"]\nblog_page_size = 20\nmyst_heading_anchors = 3\nblog_timezone = str("x")\n'
    )
    blog = _blog(tmp_path, timezone="Asia/Tokyo", url="https://old.example.net", site=SITE)
    names = [setting.name for setting in required_settings(blog, into, (), ())]
    assert names == [
        "html_title", "author", "html_baseurl", "blog_posts", "blog_timezone", "blog_feed_subtitle",
        "blog_feed_length", "blog_feed_content", "myst_heading_anchors",
    ]  # fmt: skip


def test_a_blog_without_settings_and_one_of_restructuredtext(tmp_path: Path) -> None:
    lines = [setting.line() for setting in required_settings(_blog(tmp_path, ".rst"), tmp_path / "new", (), ())]
    assert lines == [
        'project = "Blog"  # the old configuration has no title',
        'extensions = ["sphinxext_blog"]',
        'blog_posts = ["new/**"]',
        'exclude_patterns = ["_build", ".venv"]',
    ]
    without_feed = _blog(tmp_path, site=SiteSettings(has_feed=False, feed_length=3))
    names = [setting.name for setting in required_settings(without_feed, tmp_path / "new", (), ())]
    assert "blog_feed_formats" in names
    assert "blog_feed_length" not in names


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("zh-CN", "zh_CN"), ("zh", "zh_CN"), ("zh-Hans-CN", "zh_CN"), ("zh-hant", "zh_TW"), ("zh_TW", "zh_TW"),
        ("zh-HK", "zh_HK"), ("en", "en"), ("en-US", "en"), ("en_us", "en"), ("EN-GB", "en_GB"), ("pt-br", "pt_BR"),
        ("ja", "ja"), ("de_DE.UTF-8", "de_DE"), ("fr-CH", "fr"), ("gsw", "gsw"), ("", ""), ("default", ""),
        ("English", ""), ("zh-CN,en", "zh_CN"),
    ],
)  # fmt: skip
def test_languages_are_those_of_sphinx(old: str, new: str) -> None:
    assert sphinx_language(old) == new


def test_the_front_page_is_in_the_markup_of_the_posts(tmp_path: Path) -> None:
    name, text = front_page(_blog(tmp_path, site=SITE))
    assert name == "index.md"
    assert text.startswith("# 我的 博客\n\n```{postlist} 10\n")
    name, text = front_page(_blog(tmp_path, ".rst"))
    assert name == "index.rst"
    assert text.startswith("Blog\n========\n\n.. postlist:: 10\n")
