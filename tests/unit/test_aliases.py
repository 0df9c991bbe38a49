"""Aliases: which file answers an old address, and which addresses no file may answer."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.urls import plan_redirects, redirect_file
from tests.unit.records import post

BASE = "https://example.org/docs/"


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/old/path/", "old/path/index.html"),
        ("old/path.html", "old/path.html"),
        ("2019/01/old", "2019/01/old/index.html"),
        ("/2019/01/01/标题/", "2019/01/01/标题/index.html"),
        ("/2019/%E6%A0%87%E9%A2%98/", "2019/标题/index.html"),
        ("/old.htm", "old.htm"),
        ("/OLD.HTML", "OLD.HTML"),
        ("/old.php", "old.php/index.html"),
        ("/v1.2-released", "v1.2-released/index.html"),
        ("/old/index.html", "old/index.html"),
        ("/a%20b/", "a b/index.html"),
        ("/100%/", "100%/index.html"),
        (" /old/ ", "old/index.html"),
        ("https://example.org/docs/old/", "old/index.html"),
        ("HTTPS://EXAMPLE.ORG/docs/old", "old/index.html"),
        ("http://example.org/docs/%E6%A0%87.html", "标.html"),
    ],
)
def test_an_old_address_has_a_file(alias: str, file: str) -> None:
    assert redirect_file(alias, BASE) == file


@pytest.mark.parametrize(
    ("alias", "reason"),
    [
        ("../evil", "'..'"),
        ("/a/../../evil", "'..'"),
        ("/%2e%2e/evil", "'..'"),
        ("/a//b", "empty name"),
        ("/./a", "'.'"),
        ("//evil.example/a", "two slashes"),
        ("/a%2Fb", "an encoded slash"),
        ("/a%2fb", "an encoded slash"),
        ("C:/Windows/a", "':'"),
        ("/C:/a", "':'"),
        ("\\\\host\\share", "'\\\\\\\\'"),
        ("/a\\..\\..\\b", "'\\\\\\\\'"),
        ("/a%5C..%5Cb", "'\\\\\\\\'"),
        ("/a%00b", "'\\\\x00'"),
        ("/a\x00b", "'\\\\x00'"),
        ("/a%0Ab", "'\\\\n'"),
        ("/?p=123", "query"),
        ("/old/?utm=x", "query"),
        ("/old/#part", "fragment"),
        ("/a%3Fb", "'\\?'"),
        ("/%FF/", "UTF-8"),
        ("/", "home page"),
        ("index.html", "home page"),
        ("https://example.org/docs/", "home page"),
        ("https://example.org/docs", "home page"),
        ("https://example.org/other/old", "not a URL below"),
        ("https://example.org/docsier/old", "not a URL below"),
        ("https://elsewhere.example/docs/old", "not a URL below"),
        ("https://example.org@evil.example/docs/old", "not a URL below"),
        ("https://[bad/docs/", "not a valid URL"),
        ("https://example.org/docs/old?x=1", "query"),
        ("https://example.org/docs/old#x", "fragment"),
        ("https://example.org/docs/../old", "'..'"),
        ("/_static/app.html", "begins with '_'"),
        ("/_images/", "begins with '_'"),
        ("/.htaccess", "every system"),
        ("/.well-known/x", "every system"),
        ("/a./", "every system"),
        ("/a /", "every system"),
        ("/aux.html", "every system"),
        ("/CON/", "every system"),
        ("/" + "a" * 300, "too long"),
        ("/" + "标" * 100, "too long"),
        ("/" + "a/" * 600, "too long"),
        ("javascript:alert(1)", "':'"),
    ],
)
def test_some_addresses_no_file_may_answer(alias: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        redirect_file(alias, BASE)


def test_a_whole_url_needs_a_site_with_an_address() -> None:
    with pytest.raises(ValueError, match="html_baseurl is not set"):
        redirect_file("https://example.org/old/", "")
    assert redirect_file("/old/", "") == "old/index.html"


@given(st.text(alphabet=st.sampled_from("ab./\\%2e5cC:~ _\x00标?#&<>\"'"), max_size=24) | st.text(max_size=40))
def test_no_file_is_outside_the_output(alias: str) -> None:
    """Whatever is written, the file is below the folder, on POSIX and on Windows, and a page."""
    for base in ("", BASE):
        try:
            file = redirect_file(alias, base)
        except ValueError:
            continue
        for kind in (PurePosixPath, PureWindowsPath):
            path = kind(file)
            assert not path.is_absolute()
            assert not path.drive
            assert not path.root
            assert not {"", ".", ".."} & set(path.parts)
        assert file.lower().endswith((".html", ".htm"))
        assert not file.startswith(("_", "."))


def test_each_alias_leads_to_its_post() -> None:
    plan = plan_redirects([post("b", aliases=("/z/", "y.html")), post("a", aliases=("x",)), post("c")], "")
    assert [(file, found.docname, alias) for file, (found, alias) in plan.files.items()] == [
        ("x/index.html", "a", "x"), ("y.html", "b", "y.html"), ("z/index.html", "b", "/z/"),
    ]  # fmt: skip
    assert plan.refusals == ()


def test_two_posts_cannot_have_one_alias() -> None:
    """The first one by name has it, in whatever order they come; two forms of one alias in a post are no mistake."""
    posts = [
        post("b", aliases=("/old/",)),
        post("a", aliases=("old", "/old/index.html")),
        post("a", anchor="s", aliases=("old",)),
    ]
    for order in (posts, posts[::-1]):
        plan = plan_redirects(order, "")
        assert plan.files["old/index.html"][0].key == "a"
        assert [(refusal.post.key, refusal.reason) for refusal in plan.refusals] == [
            ("a#s", "is already an alias of 'a'"), ("b", "is already an alias of 'a'"),
        ]  # fmt: skip


def test_an_alias_cannot_be_a_page_and_a_folder() -> None:
    plan = plan_redirects([post("a", aliases=("/old.html/x/",)), post("b", aliases=("/old.html",))], "")
    assert list(plan.files) == ["old.html"]
    assert [refusal.alias for refusal in plan.refusals] == ["/old.html/x/"]
    assert "the alias '/old.html'" in plan.refusals[0].reason


def test_an_error_states_the_reason() -> None:
    plan = plan_redirects([post("a", aliases=("../x", "ok"))], "")
    assert [(refusal.post.key, refusal.alias) for refusal in plan.refusals] == [("a", "../x")]
    assert list(plan.files) == ["ok/index.html"]
