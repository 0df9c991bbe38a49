"""The old site: whatever a post links to or displays has the right target in the new blog, or is reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.importers.addresses import PostIndex, PostSite
from sphinxext_blog.importers.old_blog import Blog, OldPost, SourceFile
from sphinxext_blog.importers.saving import Assets

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2020, 1, 1)
FILES = (
    "posts/one.md", "posts/two.md", "posts/sub/index.md", "posts/2020-01-05-dated.md", "pub/img/a.png", "pub/b.pdf",
    "pub/img/图 片.png", "posts/one/own.png", "posts/sub/in.png", "posts/draft.md", "inc/i.md", "static/c.png",
)  # fmt: skip


def _site(root: Path, current: str = "one.md", url: str = "https://old.example.net/sub", **more: object) -> PostSite:
    root = root.resolve()
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"text of {name}")
    (root.parent / "secret.png").write_text("secret")
    (root / "pub/link.png").unlink(missing_ok=True)
    (root / "pub/link.png").symlink_to(root.parent / "secret.png")
    posts = [
        OldPost(
            file=SourceFile(path=root / "posts" / name, name=name),
            metadata={"title": "T", **({} if name == "draft.md" else {"date": DAY})},
            text="",
            addresses=(f"2020/{name.partition('.')[0].removesuffix('/index')}/",),
            names=(f"slug-{name}",),
            target=name,
        )
        for name in ("one.md", "two.md", "sub/index.md", "2020-01-05-dated.md", "draft.md")
    ]
    blog = Blog(
        root=root,
        files=tuple(post.file for post in posts),
        url=url,
        static_folders=(root / "pub",),
        content_folders=(root / "posts",),
        include_folders=(root / "inc",),
        path_prefixes={"{static}": (), "@site/": (root,)},
        term_prefixes={"{tag}": "tag"},
        **more,  # type: ignore[arg-type]  # names of fields
    )
    post = next(post for post in posts if post.target == current)
    return PostSite(blog=blog, current=post, index=PostIndex(posts), assets=Assets(blog, posts))


@pytest.mark.parametrize(
    ("target", "new"),
    [
        ("/2020/two/", "two.md"),
        ("/2020/two", "two.md"),
        ("/2020/two.html#x", "two.md#x"),
        ("/2020/two/index.html?q=1", "two.md"),
        ("https://old.example.net/sub/2020/two/", "two.md"),
        ("http://old.example.net/sub/2020/two/#x", "two.md#x"),
        ("//old.example.net/sub/2020/two/", "two.md"),
        ("/sub/2020/two/", "two.md"),
        ("two.md", "two.md"),
        ("./two.md#x", "two.md#x"),
        ("sub/index.md", "sub/index.md"),
        ("sub.md", "sub/index.md"),
        ("../two/", "two.md"),
        ("#here", "#here"),
        ("/2020/one/#here", "#here"),
        ("/b.pdf", "images/b.pdf"),
        ("/b.pdf#page=2", "images/b.pdf#page=2"),
        ("{static}/b.pdf", "images/b.pdf"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("https://elsewhere.example/2020/two/", "https://elsewhere.example/2020/two/"),
        ("//elsewhere.example/x", "//elsewhere.example/x"),
        ("", ""),
    ],
)
def test_links(tmp_path: Path, target: str, new: str) -> None:
    assert _site(tmp_path / "old").resolve(target) == (new, "")


@pytest.mark.parametrize(
    ("target", "new"),
    [
        ("/img/a.png", "images/a.png"),
        ("img/a.png", "images/a.png"),
        ("../pub/img/a.png", "images/a.png"),
        ("/img/a.png#center", "images/a.png"),
        ("/img/%E5%9B%BE%20%E7%89%87.png", "images/4bcd1c5e.png"),
        ("/img/图 片.png", "images/4bcd1c5e.png"),
        ("own.png", "images/one/own.png"),
        ("@site/static/c.png", "images/c.png"),
        ("https://old.example.net/sub/img/a.png", "images/a.png"),
        ("https://elsewhere.example/a.png", "https://elsewhere.example/a.png"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
    ],
)
def test_images(tmp_path: Path, target: str, new: str) -> None:
    site = _site(tmp_path / "old")
    resolved, message = site.resolve(target, image=True)
    assert message == ""
    assert resolved.startswith("images/") == new.startswith("images/")
    if "图" not in target and "%E5" not in target:
        assert resolved == new


def test_spellings_of_one_file_are_one_copy(tmp_path: Path) -> None:
    site = _site(tmp_path / "old")
    first, second = (
        site.resolve(target, image=True)[0] for target in ("/img/图 片.png", "/img/%E5%9B%BE%20%E7%89%87.png")
    )
    assert first == second
    assert first.isascii()
    assert list(site.assets.copies.values()) == [first]


def test_files_beside_a_post_with_a_folder_stay_beside_it(tmp_path: Path) -> None:
    site = _site(tmp_path / "old", "sub/index.md")
    assert site.resolve("in.png", image=True) == ("in.png", "")
    assert site.resolve("/img/a.png", image=True) == ("../images/a.png", "")
    assert site.resolve("/2020/two/") == ("../two.md", "")


@pytest.mark.parametrize(
    ("target", "new"),
    [
        ("/about/", "https://old.example.net/sub/about/"),
        ("/about.html?a=b#c", "https://old.example.net/sub/about.html?a=b#c"),
        ("/sub/about/", "https://old.example.net/sub/about/"),
        ("https://old.example.net/sub/about/", "https://old.example.net/sub/about/"),
        ("../../about/", "https://old.example.net/sub/about/"),
        ("/feed.xml", "https://old.example.net/sub/feed.xml"),
    ],
)
def test_a_page_that_is_no_post_has_the_url_of_the_old_site(tmp_path: Path, target: str, new: str) -> None:
    assert _site(tmp_path / "old").resolve(target) == (new, "")


def test_documents_and_labels_of_a_sphinx_project_stay(tmp_path: Path) -> None:
    site = replace(_site(tmp_path / "old"), is_sphinx=True)
    for target in ("/documentation/index", "a-label", "other/document"):
        assert site.resolve(target) == (target, "")
    assert site.resolve("/2020/two/") == ("two.md", "")
    assert "not found" in site.resolve("gone.csv")[1]


def test_a_relative_page_that_is_not_known_is_reported(tmp_path: Path) -> None:
    for target in ("foo/", "../../x"):
        message = f"'{target}' not found. The target is unchanged."
        assert _site(tmp_path / "old", url="").resolve(target) == (target, message)


def test_without_the_url_of_the_site_such_a_page_is_reported(tmp_path: Path) -> None:
    target, message = _site(tmp_path / "old", url="").resolve("/about/")
    assert target == "/about/"
    assert message == "'/about/' is a page of the old site, of which the URL is unknown. The target is unchanged."


@pytest.mark.parametrize(
    ("target", "image", "message"),
    [
        ("gone.png", True, "image 'gone.png' not found. The target is unchanged."),
        ("/gone.png", True, "image '/gone.png' not found. The target is unchanged."),
        ("/gone.png", False, "image '/gone.png' not found. The target is unchanged."),
        ("other.md", False, "'other.md' is not an imported post. The target is unchanged."),
        ("data.csv", False, "'data.csv' not found. The target is unchanged."),
        ("../../secret.png", True, "image '../../secret.png' not found. The target is unchanged."),
        ("/link.png", True, "image '/link.png' not found. The target is unchanged."),
        ("a" * 5000 + ".png", True, f"image '{'a' * 5000}.png' not found. The target is unchanged."),
        ("a\0.png", True, "image 'a\0.png' not found. The target is unchanged."),
        ("{index}", False, "'{index}' is not supported. The target is unchanged."),
        ("{tag}python", False, "'{tag}python' is a page of the old site. Use the role 'blog:tag'."),
    ],
)
def test_what_is_not_there_is_reported_and_stays(tmp_path: Path, target: str, image: bool, message: str) -> None:
    site = _site(tmp_path / "old")
    assert site.resolve(target, image=image) == (target, message)
    assert site.assets.copies == {}


def test_posts_have_names(tmp_path: Path) -> None:
    site = _site(tmp_path / "old", "sub/index.md")
    names = ("two", "two.md", "/posts/two.md", "slug-two.md", "Two", "two#x", "/2020/two/", "2020-01-05-dated", "dated")
    assert [site.post(name) for name in names] == [
        *["../two.md"] * 2, None, *["../two.md"] * 2, "../two.md#x", "../two.md", *["../2020-01-05-dated.md"] * 2,
    ]  # fmt: skip
    assert [site.post(name) for name in ("none", "./two", "../two", "../two.md#x")] == [
        None, None, "../two.md", "../two.md#x",
    ]  # fmt: skip


def test_included_files_are_those_of_the_blog(tmp_path: Path) -> None:
    site = _site(tmp_path / "old")
    assert site.include("i.md") == "text of inc/i.md"
    assert site.include("two.md") == "text of posts/two.md"
    for name in ("none.md", "../../secret.png", "../pub/link.png", "a\0", "x" * 5000):
        assert site.include(name) is None


def test_a_link_to_a_draft_is_reported_in_published_posts_only(tmp_path: Path) -> None:
    message = "'draft.md' is a draft. The link has no target until the draft is published."
    assert _site(tmp_path / "old").resolve("/2020/draft/") == ("draft.md", message)
    assert _site(tmp_path / "old", "draft.md").resolve("draft.md#x") == ("#x", "")
    assert _site(tmp_path / "old", "draft.md").resolve("/2020/draft/#x") == ("#x", "")


def test_settings_of_the_old_blog_are_texts(tmp_path: Path) -> None:
    site = _site(tmp_path / "old", settings={"a": {"b": 1.5, "c": None}, "on": True, "list": [1]})
    assert [site.setting(name) for name in ("a.b", "on", "a", "a.c", "a.b.c", "list", "none", "")] == [
        "1.5", "true", *[None] * 6,
    ]  # fmt: skip
