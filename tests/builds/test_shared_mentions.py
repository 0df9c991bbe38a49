"""Mentions across sites: the file that a site writes, and the posts of other sites in descriptions of objects."""

from __future__ import annotations

import json
import os
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.site import Site, differences
from tests.builds.test_mentions import links, post
from tests.builds.test_mentions_of_objects import NUMPY, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NEWS = "https://news.example/en/"
_API = "---\norphan: true\n---\n# API\n\n```{py:function} example.run()\n```\n\n```{py:function} example.stop()\n```\n"


def shared(*posts: dict[str, Any], project: str = "Test", name: str = "example.run", **values: Any) -> str:
    """The file of a site with posts about an object."""
    entries = {project: {"py": {"function": {name: list(range(len(posts)))}}}}
    return json.dumps({"version": 1, "site": "News", "posts": posts, "mentions": entries, **values})


_FAR = {"title": "Far & <b>away</b>", "url": "posts/far.html", "date": "2026-01-02T00:00:00+00:00"}


@pytest.fixture
def manual(site: Site) -> Site:
    """A manual with one post of its own, which lists the posts of another site."""
    site.conf = {"blog_mentions": ["py"], "blog_mentions_from": {"news": (_NEWS, "news.json")}}
    return site.write(
        {
            "index.md": "# Home\n",
            "api.md": _API,
            "posts/a.md": post("2026-01-01", "A", "{py:func}`example.run`"),
            "posts/b.md": post("2026-01-03", "B", "{py:func}`example.run`"),
            "news.json": shared(_FAR),
        }
    )


# -- the file that a site writes ---------------------------------------------------------------------------------------


def test_a_site_shares_its_posts_by_project_domain_type_and_name(manual: Site) -> None:
    manual.write({"numpy.inv": NUMPY, "posts/c.md": post("2026-01-04", "C & c", "{py:func}`numpy.sum`")})
    manual.write({"posts/d.md": post("2026-01-05", "D", "{py:func}`example.run`", unlisted="true")})
    options: dict[str, Any] = {"blog_mentions_from": {}, "blog_title": "News"}
    built = manual.build(
        extensions=["myst_parser", "sphinxext_blog", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"np": ("https://numpy.example/", "numpy.inv")},
        **options,
    )
    content = json.loads(built.text("blog/mentions.json"))
    assert content["site"] == "News"
    assert [(entry["title"], entry["url"]) for entry in content["posts"]] == [
        ("C & c", "posts/c.html"), ("B", "posts/b.html"), ("A", "posts/a.html"),
    ]  # fmt: skip
    assert content["mentions"] == {
        "Test": {"py": {"function": {"example.run": [1, 2]}}}, "NumPy": {"py": {"function": {"numpy.sum": [0]}}}
    }  # fmt: skip


def test_the_file_is_written_if_it_changes_and_deleted_if_mentions_are_off(manual: Site) -> None:
    manual.conf["blog_mentions_from"] = {}
    built = manual.build()
    path = built.out / "blog/mentions.json"
    os.utime(path, (1, 1))
    manual.replace("posts/a.md", "# A\n", "# A\n\nText.\n")
    manual.build()
    assert path.stat().st_mtime == 1
    manual.replace("posts/a.md", "# A\n", "# New\n")
    assert '"New"' in manual.build().text("blog/mentions.json")
    path.unlink()
    manual.replace("posts/a.md", "Text.", "More.")
    assert manual.build().has("blog/mentions.json")
    assert differences(manual.build().out, manual.fresh().out) == {}
    assert not manual.build(blog_mentions=[]).has("blog/mentions.json")


# -- the posts of other sites ------------------------------------------------------------------------------------------


def test_a_description_lists_the_posts_of_another_site(manual: Site) -> None:
    built = manual.build()
    assert built.warnings == []
    assert mentions(built, "example.run") == ["B", "Far & <b>away</b>", "A"]
    assert mentions(built, "example.stop") is None
    link = built.page("api.html").select_one(f".blog-mentions a[href='{_NEWS}posts/far.html']")
    assert link is not None
    assert link.parent is not None
    assert "(news)" in link.parent.text
    assert "Far &" in built.page("blog/objects/test.html").text
    assert "Far" not in json.dumps(json.loads(built.text("blog/mentions.json")))


def test_a_site_without_posts_lists_those_of_another_site(manual: Site) -> None:
    manual.delete("posts/a.md", "posts/b.md")
    manual.write(
        {"news.json": shared(_FAR, name="example.stop"), "index.md": "# Home\n\n```{mentions} example.stop\n```\n"}
    )
    built = manual.build()
    assert mentions(built, "example.stop") == links(built, "index.html", ".blog-mentions") == ["Far & <b>away</b>"]


def test_a_change_of_the_file_rewrites_the_description(manual: Site) -> None:
    manual.build()
    manual.write({"news.json": shared(_FAR, {"title": "New", "url": "new.html", "date": "2026-02-01"})})
    built = manual.build()
    assert mentions(built, "example.run") == ["New", "B", "Far & <b>away</b>", "A"]
    assert set(built.updated) == {"api", "blog/objects/test"}
    assert manual.build().updated == []
    assert differences(built.out, manual.fresh().out) == {}
    manual.write({"news.json": shared()})
    assert mentions(manual.build(), "example.run") == ["B", "A"]


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "<html>", shared(_FAR, version=2), shared(_FAR, posts={}), " " * 10_000_001, None,
        json.dumps({"version": 1, "posts": [], "mentions": 5}),
    ],
    ids=range(9),
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_warning_and_the_last_version_is_used(
    manual: Site, content: str | None
) -> None:
    manual.build()
    if content is None:
        manual.delete("news.json")
    else:
        manual.write({"news.json": content})
    manual.replace("api.md", "# API", "# The API")
    built = manual.build()
    (warning,) = built.warnings
    assert "blog_mentions_from: 'news': cannot be read (news.json: " in warning
    assert "The last version is used. [blog.mention]" in warning
    assert mentions(built, "example.run") == ["B", "Far & <b>away</b>", "A"]
    fresh = manual.fresh()
    assert "Its posts are not listed." in fresh.warnings[0]
    assert mentions(fresh, "example.run") == ["B", "A"]


def test_nothing_of_a_hostile_file_is_live(manual: Site) -> None:
    script = "<script>alert(1)</script>"
    posts: list[dict[str, Any]] = [
        {"title": script, "url": "javascript:alert(1)"},
        {"title": script, "url": "//evil.example/"},
        {"title": f"x{script}", "url": 'a"onmouseover="alert(1)'},
        {"title": script, "url": "good.html", "date": script},
        *({"title": 5, "url": []} for _ in range(9)),
    ]
    manual.write({"news.json": shared(*posts)})
    built = manual.build()
    (warning,) = built.warnings
    assert "values that are not valid: posts[0], posts[1], posts[2] and 9 more. They are ignored." in warning
    assert mentions(built, "example.run") == ["B", "A", script]
    for name in ("api.html", "blog/objects/test.html"):
        text = built.text(name)
        assert "<script>alert" not in text
        assert "javascript:alert" not in text
        assert "evil" not in text


@pytest.mark.parametrize(
    "value",
    [
        5, ["https://a.example/"], {"a": "https://a.example/"}, {"a": ("a.example", None)},
        {"": ("https://a.example/", None)},
        {"a": ("https://a.example/", 5)}, {"a": ("https://a.example/", "file:///x")}, {5: ("https://a.example/", None)},
        {"a": ("https://a.example/", "")}, {"a": ("https://a.example/",)},
    ],
)  # fmt: skip
def test_an_invalid_option_is_reported(site: Site, value: object) -> None:
    site.write({"index.md": "# Home\n"})
    (warning,) = site.build("dummy", blog_mentions_from=value).warnings
    assert "blog_mentions_from: " in warning
    assert "[blog.config]" in warning


# -- the web -----------------------------------------------------------------------------------------------------------


class _Server:
    """A server of one file, and what was requested of it."""

    def __init__(self) -> None:
        self.content: bytes = shared(_FAR).encode()
        self.status = 200
        self.requests: list[str] = []
        self.url = ""


@pytest.fixture
def server() -> Iterator[_Server]:
    """A web server on this machine."""
    state = _Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.requests.append(self.path)
            self.send_response(state.status)
            self.end_headers()
            self.wfile.write(state.content)

        def log_message(self, *_: object) -> None:
            pass

    http = HTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{http.server_port}/en/"
    thread = Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


@contextmanager
def _cache_of(built_to: Path, days: float) -> Iterator[None]:
    """Make the cached file older."""
    for path in built_to.rglob("blog_mentions/*.json"):
        os.utime(path, (time.time() - days * 86_400,) * 2)
    yield


def test_a_file_is_requested_again_when_its_copy_is_old(manual: Site, server: _Server) -> None:
    manual.conf["blog_mentions_from"] = {"news": (server.url, None)}
    assert mentions(manual.build(), "example.run") == ["B", "Far & <b>away</b>", "A"]
    assert server.requests == ["/en/blog/mentions.json"]
    server.content = shared(_FAR, {"title": "New", "url": "n"}).encode()
    assert mentions(manual.build(), "example.run") == ["B", "Far & <b>away</b>", "A"]
    assert len(server.requests) == 1
    with _cache_of(manual.folder, days=6):
        assert mentions(manual.build(), "example.run") == ["B", "Far & <b>away</b>", "A", "New"]
    assert len(server.requests) == 2


@pytest.mark.parametrize("content", [b"", b"x" * 12_000_000, None])
def test_a_site_that_fails_is_one_warning_and_its_last_version_is_used(
    manual: Site, server: _Server, content: bytes | None
) -> None:
    manual.conf["blog_mentions_from"] = {"news": (server.url, (None, f"{server.url}other.json"))}
    manual.build()
    if content is None:
        server.status = 500
    else:
        server.content = content
    with _cache_of(manual.folder, days=6):
        built = manual.build()
    (warning,) = built.warnings
    assert "'news': cannot be read" in warning
    assert server.requests[1:] == ["/en/blog/mentions.json", "/en/other.json"]
    assert mentions(built, "example.run") == ["B", "Far & <b>away</b>", "A"]
