"""What engines read of an old blog before its posts: its settings, and the data of its authors."""

# ruff: noqa: E501 -- settings stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_blog.importers.engines import load_engine
from sphinxext_blog.importers.old_blog import Options, SiteSettings
from tests.unit.importers.one_post import converted
from tests.unit.old_blogs import write

if TYPE_CHECKING:
    from pathlib import Path

    from sphinxext_blog.importers.old_blog import Blog


def _opened(engine: str, root: Path, files: dict[str, str], **options: Any) -> Blog:
    return load_engine(engine).open(write(root, files).resolve(), Options(**options))


SITES = [
    (
        "hexo",
        {"_config.yml": "title: 标题\nauthor: 梅\nlanguage: [zh-CN, en]\nurl: https://x.example.net\nroot: /b/\ntimezone: Asia/Shanghai\nper_page: 7\nindex_generator: {per_page: 5}\nfeed: {type: atom, limit: 20, content: true}\n"},
        SiteSettings(title="标题", author="梅", language="zh-CN", page_size=5, has_feed=True, feed_length=20, full_feed=True),
        "https://x.example.net/b",
    ),
    ("hexo", {"_config.yml": "url: http://example.com\n"}, SiteSettings(), ""),
    (
        "jekyll",
        {"_config.yml": "title: T\ndescription: D\nauthor: {name: Mei}\nlang: de\nurl: https://x.example.net/\nbaseurl: /b\npaginate: 6\nplugins: [jekyll-feed]\n"},
        SiteSettings(title="T", description="D", author="Mei", language="de", page_size=6, has_feed=True, full_feed=True),
        "https://x.example.net/b",
    ),
    (
        "hugo",
        {"hugo.toml": 'title = "T"\nbaseURL = "https://x.example.net/"\nlanguageCode = "fr-fr"\npaginate = 4\n[params]\ndescription = "D"\n[params.author]\nname = "Mei"\n'},
        SiteSettings(title="T", description="D", author="Mei", language="fr-fr", page_size=4, has_feed=True),
        "https://x.example.net",
    ),
    (
        "hugo",
        {"config/_default/config.yaml": "title: T\ndefaultContentLanguage: zh\ndisableKinds: [RSS]\n", "config/_default/languages.yaml": "zh: {languageCode: zh-CN}\n", "config/_default/pagination.toml": "pagerSize = 9\n"},
        SiteSettings(title="T", language="zh-CN", page_size=9),
        "",
    ),
    (
        "pelican",
        {"pelicanconf.py": "SITENAME = 'T'\nSITESUBTITLE = 'D'\nAUTHOR = 'Mei'\nDEFAULT_LANG = 'es'\nDEFAULT_PAGINATION = 8\nFEED_ALL_ATOM = None\n", "publishconf.py": "SITEURL = 'https://x.example.net'\nFEED_ALL_ATOM = 'feeds/all.atom.xml'\n", "content/a.md": ""},
        SiteSettings(title="T", description="D", author="Mei", language="es", page_size=8, has_feed=True),
        "https://x.example.net",
    ),
    (
        "mkdocs",
        {"mkdocs.yml": "site_name: T\nsite_description: D\nsite_author: Mei\nsite_url: https://x.example.net/b/\ntheme: {name: material, language: ja}\nplugins:\n- blog: {pagination_per_page: 3}\n- rss\n"},
        SiteSettings(title="T", description="D", author="Mei", language="ja", page_size=3, has_feed=True),
        "https://x.example.net/b",
    ),
    (
        "docusaurus",
        {"docusaurus.config.js": "module.exports = {\n  title: 'T',\n  tagline: \"D\",\n  url: 'https://x.example.net',\n  baseUrl: '/b/',\n  i18n: {defaultLocale: 'ko'},\n  // title: 'Other',\n  presets: [['classic', {blog: {postsPerPage: 2, feedOptions: {type: 'all', limit: 15}}}]],\n};\n"},
        SiteSettings(title="T", description="D", language="ko", page_size=2, has_feed=True, feed_length=15),
        "https://x.example.net/b",
    ),
    (
        "ablog",
        {"conf.py": "project = 'P'\nblog_title = 'T'\nauthor = 'Mei'\nlanguage = 'ru'\nblog_baseurl = 'https://x.example.net/'\nblog_feed_fulltext = True\nblog_feed_length = 12\n"},
        SiteSettings(title="T", author="Mei", language="ru", has_feed=True, feed_length=12, full_feed=True),
        "https://x.example.net",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("engine", "files", "site", "url"), SITES)
def test_settings_of_the_site(tmp_path: Path, engine: str, files: dict[str, str], site: SiteSettings, url: str) -> None:
    blog = _opened(engine, tmp_path, files)
    assert (blog.site, blog.url) == (site, url)


@pytest.mark.parametrize("engine", ["hexo", "jekyll", "hugo", "pelican", "mkdocs", "docusaurus", "ablog"])
@pytest.mark.parametrize("text", ["", "\0", "a: [", "x = ", "[1, 2]", "- a\n- b", "{", "import os\nos.abort()"])
def test_settings_that_cannot_be_read_are_as_none(tmp_path: Path, engine: str, text: str) -> None:
    """Nothing is run, and nothing raises."""
    names = ("_config.yml", "hugo.toml", "pelicanconf.py", "mkdocs.yml", "docusaurus.config.js", "conf.py")
    blog = _opened(engine, tmp_path, dict.fromkeys(names, text))
    assert blog.url == ""


@pytest.mark.parametrize(
    ("engine", "name", "text"),
    [
        *(("jekyll", f"_data/{name}.yml", "mei: {name: Mei Example}\n") for name in ("authors", "author", "people", "members")),
        ("jekyll", "_data/authors.json", '{"mei": {"name": "Mei Example"}}'),
        ("hugo", "data/authors.yaml", "mei: {name: Mei Example}\n"),
        ("hugo", "data/authors/mei.toml", 'name = "Mei Example"\n'),
        ("hugo", "content/authors/mei/_index.md", "---\ntitle: Mei Example\n---\n"),
        ("mkdocs", "docs/blog/.authors.yml", "authors:\n  mei: {name: Mei Example}\n"),
        ("docusaurus", "blog/authors.yml", "mei: {name: Mei Example}\n"),
    ],
)  # fmt: skip
def test_data_of_authors(tmp_path: Path, engine: str, name: str, text: str) -> None:
    files = {"mkdocs.yml": "plugins: [blog]", "docs/blog/posts/a.md": "", "docusaurus.config.js": "{}", "blog/a.md": ""}
    blog = _opened(engine, tmp_path, files | {name: text})
    assert blog.authors["mei"]["name"] == "Mei Example"


def test_names_in_settings_lead_nowhere_else(tmp_path: Path) -> None:
    """A hostile name is read as the folder itself."""
    write(tmp_path, {"outside/_posts/a.md": "x", "old/_config.yml": "source_dir: ../outside\nsource: ../outside\n"})
    for engine in ("hexo", "jekyll"):
        blog = load_engine(engine).open((tmp_path / "old").resolve(), Options())
        assert all(file.path.is_relative_to((tmp_path / "old").resolve()) for file in blog.files)


def test_blocks_of_pymdown_are_text_unless_the_settings_turn_them_on(tmp_path: Path) -> None:
    assert _opened("mkdocs", tmp_path, {"mkdocs.yml": "plugins: [blog]"}).dialect == load_engine("mkdocs").dialect or (
        _opened("mkdocs", tmp_path, {"mkdocs.yml": "plugins: [blog]"}).dialect is not None
    )
    on = _opened("mkdocs", tmp_path, {"mkdocs.yml": "markdown_extensions: [pymdownx.blocks.tab]\n"}).dialect
    assert on is not None
    assert [sign for sign, _ in on.boxes] == ["/"]
    off = _opened("mkdocs", tmp_path, {"mkdocs.yml": "markdown_extensions: [pymdownx.keys]\n"}).dialect
    assert off is not None
    assert off.boxes == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('++ctrl+alt+"ä"++ `++a++` C++ and C++', "{kbd}`Ctrl+Alt+ä` `++a++` C++ and C++"),
        ("==a b== and 1 == 2 == 3, ^^c^^ H~2~O 2^10^ ~~d~~", "<mark>a b</mark> and 1 == 2 == 3, <ins>c</ins> H<sub>2</sub>O 2<sup>10</sup> ~~d~~"),
        ("{++a++}{--b--}{==c==}{~~d~>e~~}{>>f -- g<<}", "<ins>a</ins><del>b</del><mark>c</mark><del>d</del><ins>e</ins><!-- f - - g -->"),
        ("==a `==` *b*==", "<mark>a `==` *b*</mark>"),
        ("- ==a\n  b==", "- <mark>a\n  b</mark>"),
        ('--8<-- "i.md"', "in *it*"),
        ('> x\n>\n> ```py\n> --8<-- "snip.py"\n> ```', "> x\n>\n> ```py\n> x = 1\n> ```"),
        ('--8<-- "snip.py:1:1"', "```py\nx = 1\n```"),
    ],
)  # fmt: skip
def test_marks_and_snippets_of_pymdown(tmp_path: Path, text: str, expected: str) -> None:
    extensions = " ".join(f"pymdownx.{name}" for name in ("keys", "mark", "caret", "tilde", "critic", "snippets"))
    assert converted("mkdocs", tmp_path, text, __extensions=extensions) == (expected, [])


@pytest.mark.parametrize("text", ["==a== ++b++ ^^c^^", "{++a++} x^2^"])
def test_marks_that_are_not_turned_on_stay(tmp_path: Path, text: str) -> None:
    assert converted("mkdocs", tmp_path, text) == (text, [])
