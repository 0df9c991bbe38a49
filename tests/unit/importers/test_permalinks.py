"""Permalinks: patterns of every engine are filled in exactly, or give no address at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.importers.addresses import (
    DATE_TOKENS,
    GO_DATE_TOKENS,
    Permalinks,
    Syntax,
    alias_of,
    date_tokens,
    go_date_tokens,
    hexo_hash,
    key_of,
    sliced,
)
from tests.unit.old_blogs import import_from, write

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2024, 3, 5, 16, 7, 9, tzinfo=UTC)
HUGO = Permalinks(
    syntax=Syntax.COLONS,
    tokens=DATE_TOKENS | GO_DATE_TOKENS | {"sections", "section", "slug", "filename", "title"},
    optional=frozenset({"sections", "section"}),
    apply_filter=sliced,
)
PLAIN = Permalinks(
    syntax=Syntax.COLONS, tokens=DATE_TOKENS | {"title", "categories"}, optional=frozenset({"categories"})
)
HEXO = Permalinks(syntax=Syntax.COLONS, tokens=DATE_TOKENS | {"title"}, own_keys=True)
BRACES = Permalinks(syntax=Syntax.BRACES, tokens=frozenset({"date", "slug", "category"}))
VALUES = {
    **date_tokens(DAY), **go_date_tokens(DAY), "sections": "posts/python/web", "section": "posts", "slug": "s",
    "filename": "f", "title": "t", "categories": "", "category": "c", "date": "2024/03/05",
}  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/:sections[1:]/:filename", "/python/web/f"),
        ("/:sections[:2]/:filename", "/posts/python/f"),
        ("/:sections[1:2]/:slug/", "/python/s/"),
        ("/:sections[0]/:slug/", "/posts/s/"),
        ("/:sections[last]/:slug/", "/web/s/"),
        ("/:sections[1:last]/:slug/", "/python/s/"),
        ("/:sections[7]/:slug/", "//s/"),
        ("/:sections[7:]/:slug/", "//s/"),
        ("/:sections/:slug/", "/posts/python/web/s/"),
        ("/:section/:year/:month/:day/:slug/", "/posts/2024/03/05/s/"),
        ("/:06/:1/:2/:Jan/:January/:Monday/:15-:04-:05/", "/24/3/5/Mar/March/Tuesday/16-07-09/"),
        ("/:yearday/:weekday/:weekdayname/:monthname/", "/65/2/Tuesday/March/"),
    ],
)
def test_patterns_of_hugo(pattern: str, path: str) -> None:
    address = HUGO.expand(pattern, VALUES)
    assert (address.path, address.unsupported, address.missing) == (path, (), ())


@pytest.mark.parametrize(
    ("permalinks", "pattern", "unsupported"),
    [
        (HUGO, "/:sections[-1]/:slug", (":sections[-1]",)),
        (HUGO, "/:sections[1:2:3]/:slug", (":sections[1:2:3]",)),
        (HUGO, "/:slug[1:]/", (":slug[1:]",)),
        (HUGO, "/:sections[]/:slug", (":sections[]",)),
        (HUGO, "/:unknown/:slug", (":unknown",)),
        (PLAIN, "/:year[0]/:title", (":year[0]",)),
        (PLAIN, "/:own/:other/:title", (":own", ":other")),
        (HEXO, "/:own/:title", (":own",)),
        (BRACES, "{date:%Y}/{slug:.5}.html", ("{slug:.5}",)),
        (BRACES, "{date.year}/{slug}.html", ("{date.year}",)),
        (BRACES, "{author}/{slug}.html", ("{author}",)),
        (BRACES, "{date:%c}/{slug}.html", ("{date:%c}",)),
        (BRACES, "{}/{slug}.html", ("{}",)),
    ],
)
def test_a_pattern_that_is_not_supported_whole_is_named(
    permalinks: Permalinks, pattern: str, unsupported: tuple[str, ...]
) -> None:
    assert permalinks.expand(pattern, VALUES, DAY).unsupported == unsupported


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{date:%Y}/{date:%m}/{slug}.html", "2024/03/s.html"),
        ("{date:%Y}/{date:%-m}/{date:%-d}/{slug}/", "2024/3/5/s/"),
        ("{date:%b}-{date:%B}-{date:%a}-{date:%A}/{slug}", "Mar-March-Tue-Tuesday/s"),
        ("{category}/{date:%Y-%m-%d}/{slug}", "c/2024-03-05/s"),
        ("{date}/{slug}", "2024/03/05/s"),
    ],
)
def test_patterns_in_braces(pattern: str, path: str) -> None:
    address = BRACES.expand(pattern, VALUES, DAY)
    assert (address.path, address.unsupported, address.missing) == (path, (), ())


def test_tokens_without_a_value_are_missing_and_optional_ones_are_empty() -> None:
    assert PLAIN.expand("/:categories/:title", {"title": "t"}).path == "//t"
    assert PLAIN.expand("/:categories/:year/:title", {"title": "t"}).missing == (":year",)
    assert BRACES.expand("{date:%Y}/{slug}", VALUES).missing == ("{date:%Y}",)


def test_keys_of_front_matter_are_tokens_of_hexo() -> None:
    assert HEXO.expand("/:id/:title", {"id": "7", "title": "t"}).path == "/7/t"
    assert HEXO.expand("/:id/:title", {"id": "", "title": "t"}).missing == (":id",)


def test_a_token_ends_where_the_next_begins() -> None:
    jekyll = Permalinks(syntax=Syntax.COLONS, tokens=frozenset({"title", "output_ext"}))
    assert jekyll.expand("/:title:output_ext", {"title": "t", "output_ext": ".html"}).path == "/t.html"
    assert jekyll.expand("/:title_:title", {"title": "t"}).path == "/t_t"


def test_seconds_are_those_of_the_zone() -> None:
    east = datetime(2019, 8, 9, 13, 34, 52, tzinfo=timezone(timedelta(hours=8)))
    assert date_tokens(east)["timestamp36"] == "PVYFI4"
    assert hexo_hash("a", east) == hexo_hash("a", east.astimezone(UTC))
    assert date_tokens(None) == go_date_tokens(None) == {}


@pytest.mark.parametrize(
    ("path", "alias"),
    [
        ("/2020//01/a/", "2020/01/a/"),
        ("/a/index.html", "a/"),
        ("/index.html", ""),
        ("/a/../b/./c", "a/b/c"),
        ("/C#/x?y", "C%23/x%3Fy"),
        ("/100%/a%20b", "100%25/a%20b"),
    ],
)
def test_aliases_are_paths_from_the_root(path: str, alias: str) -> None:
    assert alias_of(path) == alias


def test_spellings_of_one_address_share_a_key() -> None:
    assert {key_of(path) for path in ("/a/b/", "a/b", "/a/b.html", "a//b/index.html", "/a/b/index")} == {"a/b"}


@pytest.mark.parametrize(
    ("pattern", "unsupported"),
    [
        ("/{{ page.x }}/:title/", ("{{ page.x }}",)),
        ("/{{< x >}}/:title/", ("{{< x >}}",)),
        ("/{year}/:title/", ("{year}",)),
        ("/{/:title/", ("{",)),
    ],
)
def test_templates_in_a_pattern_are_not_supported(pattern: str, unsupported: tuple[str, ...]) -> None:
    assert PLAIN.expand(pattern, VALUES).unsupported == unsupported


def test_an_open_brace_in_a_pattern_is_not_supported() -> None:
    assert BRACES.expand("blog/{slug", VALUES).unsupported == ("{",)
    assert BRACES.expand("blog/{slug}}", VALUES).unsupported == ("}",)


@pytest.mark.parametrize(
    ("settings", "alias"),
    [
        ("timezone: Asia/Shanghai", "2024/03/05/a.html"),
        ("timezone: America/New_York", "2024/03/04/a.html"),
        ("", "2024/03/05/a.html"),
        ("permalink: /:title/", "a/"),
    ],
)
def test_addresses_of_jekyll_are_in_the_zone_of_the_blog(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: str, alias: str
) -> None:
    post = "---\ntitle: A\ndate: 2024-03-05 02:30:00 +0800\n---\nt\n"
    old = write(
        tmp_path / "old", {"_config.yml": f"url: https://old.example.net\n{settings}\n", "_posts/2024-03-05-a.md": post}
    )
    assert import_from("jekyll", old, tmp_path / "new") == 0
    assert f"aliases: [{alias}]" in (tmp_path / "new/2024-03-05-a.md").read_text()
    is_uncertain = "_posts/2024-03-05-a.md:3: date: the old address depends on the zone" in capsys.readouterr().out
    assert is_uncertain == (not settings)


def test_a_form_of_dates_that_no_day_has_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = "site_url: https://old.example.net\nplugins: [{blog: {post_url_date_format: HH/mm}}]\n"
    post = "---\ntitle: A\ndate: 2024-03-05\n---\nt\n"
    old = write(tmp_path / "old", {"mkdocs.yml": settings, "docs/blog/posts/a.md": post})
    assert import_from("mkdocs", old, tmp_path / "new") == 0
    assert "aliases" not in (tmp_path / "new/a.md").read_text()
    assert "'post_url_date_format: HH/mm' is not supported. 1 posts have no alias." in capsys.readouterr().out
