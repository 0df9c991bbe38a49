"""``sphinx-blog new`` and ``list``: posts that a build takes as they were asked for, and the posts there are."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.cli.main import main
from tests.builds.site import NOW, tree
from tests.unit.test_new_posts import TITLES

if TYPE_CHECKING:
    from tests.builds.site import Site

_CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\nsmartquotes = False\n'
)


@pytest.fixture(autouse=True)
def _at_that_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def blog(site: Site) -> Site:
    """An empty blog."""
    return site.write({"conf.py": _CONF, "index.md": "# Home\n"})


def new(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit status, the path that was printed, and what was said."""
    status = main(["new", *arguments])
    told = capsys.readouterr()
    return status, told.out.strip().replace(os.sep, "/"), told.err


def test_a_new_post_is_named_dated_and_printed(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    status, path, said = new(capsys, "机器学习入门", "src", "--tags", "nlp,数学", "--tags", "C#", "--author", "Mei")
    assert (status, path, said) == (0, "src/posts/2026-03-01-机器学习入门.md", "")
    assert Path(path).read_bytes().decode() == (
        "---\ndate: 2026-03-01\nauthor: Mei\ntags: [nlp, 数学, C#]\n---\n\n# 机器学习入门\n\n"
    )


def test_no_file_is_ever_overwritten(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor made beside one of another format, for Sphinx would read just one of them."""
    assert new(capsys, "Title", "src")[0] == 0
    blog.write({"posts/2026-03-01-title.md": "mine"})
    before = tree(blog.src)
    for more in ([], ["--format", "rst"], ["--draft"]):
        status, path, said = new(capsys, "Title", "src", *more)
        assert (status, path) == (1, "")
        assert "2026-03-01-title.md already exists; nothing was written" in said
    assert tree(blog.src) == before


def test_the_day_is_that_of_the_blogs_zone(
    blog: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW - 1))
    assert new(capsys, "Title", "src")[1] == "src/posts/2026-02-28-title.md"
    assert new(capsys, "Title", "src", "-D", "blog_timezone=Asia/Shanghai")[1] == "src/posts/2026-03-01-title.md"


def test_a_date_may_be_given_in_any_form(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    _, path, _ = new(capsys, "Title", "src", "--date", "January 11, 2027 10:00 +0800")
    assert path == "src/posts/2027-01-11-title.md"
    assert "date: 2027-01-11 10:00 +08:00\n" in Path(path).read_text(encoding="utf-8")
    status, _, said = new(capsys, "Title", "src", "--date", "03/04/2026")
    assert status == 2
    assert "--date: '03/04/2026' is not a recognized date" in said


def test_a_post_elsewhere_says_that_it_is_one(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    _, path, _ = new(capsys, "Title", "src", "--into", "news/deep", "--folder", "--slug", "Short Name")
    assert path == "src/news/deep/2026-03-01-short-name/index.md"
    assert "blogpost: true\n" in Path(path).read_text(encoding="utf-8")
    assert new(capsys, "Title", "src", "--into", "../away")[0] == 2
    assert not (blog.folder / "away").exists()


def test_the_format_is_one_that_the_site_reads(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(capsys, "One", "src", "--format", "rst")[1] == "src/posts/2026-03-01-one.rst"
    without_myst = ["-D", "extensions=sphinxext_blog", "-D", "source_suffix=.rst"]
    assert new(capsys, "Two", "src", *without_myst)[1] == "src/posts/2026-03-01-two.rst"
    status, _, said = new(capsys, "Three", "src", "--format", "md", *without_myst)
    assert status == 2
    assert "does not support .md files" in said


def test_a_post_that_sphinx_would_not_read_is_told(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert "is excluded by exclude_patterns" in new(capsys, "Title", "src", "-D", "exclude_patterns=posts/2026*")[2]
    assert new(capsys, "Other", "src", "-D", "exclude_patterns=posts/2025*")[2] == ""


def test_a_template_of_the_site_is_used(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog.write({"conf.py": f'{_CONF}templates_path = ["_templates"]\n'})
    blog.write({"_templates/blog/post.md": "{{ front_matter }}\n{{ heading }}\n\nHello, {{ tags | join(' and ') }}.\n"})
    _, path, _ = new(capsys, "Title", "src", "--tags", "a,b")
    assert Path(path).read_text(encoding="utf-8").endswith("---\n# Title\n\nHello, a and b.\n")
    blog.write({"_templates/blog/post.md": "{% nope %}"})
    assert new(capsys, "Other", "src")[0] == 2
    assert not (blog.src / "posts/2026-03-01-other.md").exists()


@pytest.mark.parametrize("title", ["", "  ", "\u200b"])
def test_a_title_that_cannot_be_seen_is_refused(blog: Site, title: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(capsys, title, "src")[0] == 2
    assert not (blog.src / "posts").exists()


def test_an_editor_is_opened(blog: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    write = "import sys; open(sys.argv[1], 'a').write('Edited.')"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" -c "{write}"')
    _, path, _ = new(capsys, "Title", "src", "--open")
    assert Path(path).read_text(encoding="utf-8").endswith("# Title\n\nEdited.")
    monkeypatch.delenv("EDITOR")
    status, path, said = new(capsys, "Other", "src", "--open")
    assert (status, path) == (0, "src/posts/2026-03-01-other.md")
    assert "requires $VISUAL or $EDITOR" in said


@pytest.mark.slow
@pytest.mark.parametrize("form", ["md", "rst"])
def test_whatever_the_title_the_build_shows_it(blog: Site, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each title in a post of its own, made by the command, read by a build: no warning, and the title as it was."""
    for number, title in enumerate(TITLES):
        asked = ["--slug", f"number-{number}", "--tags", "a: b,C#", "--format", form, "--category", "yes"]
        assert new(capsys, *asked, "--", title, "src")[0] == 0  # a title may begin with a dash
    assert main(["check", "src"]) == 0, capsys.readouterr().out
    assert blog.build(blog_drafts="hide").warnings == []
    capsys.readouterr()
    main(["list", "src", "--json"])
    listed = json.loads(capsys.readouterr().out)
    assert {post["title"] for post in listed} == {" ".join(title.split()) for title in TITLES}
    assert all(post["terms"] == {"tag": ["a: b", "C#"], "category": ["yes"]} for post in listed)
    assert {post["state"] for post in listed} == {"published"}


@pytest.fixture
def full(blog: Site) -> Site:
    """A blog with posts in every state."""

    def post(title: str, *front: str) -> str:
        return "---\n" + "\n".join(front) + f"\n---\n# {title}\n\nWords.\n"

    return blog.write(
        {
            "posts/old.md": post("Old", "date: 2025-01-01", "tags: [Python, nlp]", "author: Mei"),
            "posts/pinned.md": post("钉住", "date: 2025-06-01", "pinned: true", "tags: [nlp]"),
            "posts/new.md": post("New", "date: 2026-01-01 10:00 +08:00", "tags: [python]", "category: Notes"),
            "posts/draft.md": post("Draft", "date: 2026-01-02", "draft: true", "series: Long"),
            "posts/undated.md": post("Undated", "tags: [nlp]"),
            "posts/later.md": post("Later", "date: 2027-01-01", "tags: [nlp]"),
            "posts/unlisted.md": post("Unlisted", "date: 2025-03-01", "unlisted: true", "tags: [hidden]"),
            "posts/expired.md": post("Expired", "date: 2024-01-01", "expires: 2025-01-01"),
            "news.md": "# News\n\n## First\n\n```{post} 2026-02-01\n```\n\n## Coming\n\n```{post} 2026-04-01\n```\n",
        }
    )


ORDER = ["Later", "Coming", "First", "Draft", "New", "钉住", "Unlisted", "Old", "Expired", "Undated"]


def titles(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The titles that are listed, in order."""
    assert main(["list", "src", "--json", *arguments]) == 0
    return [post["title"] for post in json.loads(capsys.readouterr().out)]


def test_all_posts_are_listed_newest_first(full: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "src"]) == 0
    lines = capsys.readouterr().out.replace(os.sep, "/").splitlines()
    assert [line.rsplit("  ", 1)[-1].strip() for line in lines] == ORDER
    assert lines[0].split()[:3] == ["2027-01-01", "scheduled", "src/posts/later.md"]
    assert lines[1].split()[:3] == ["2026-04-01", "scheduled", "src/news.md#coming"]
    assert lines[5].split()[:4] == ["2025-06-01", "published", "pinned", "src/posts/pinned.md"]
    assert lines[-1].split()[:3] == ["-", "draft", "src/posts/undated.md"]
    assert len({line.index("src/") for line in lines}) == 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--tag", "PYTHON"], ["New", "Old"]),
        (["--tag", "python", "--tag", "nlp"], ["Later", "New", "钉住", "Old", "Undated"]),
        (["--tag", "python,nlp", "--author", "mei"], ["Old"]),
        (["--tag=nlp", "--tag=-python"], ["Later", "钉住", "Undated"]),
        (["--category", "Notes"], ["New"]),
        (["--series", "long"], ["Draft"]),
        (["--year", "2026"], ["Coming", "First", "Draft", "New"]),
        (["--state", "draft"], ["Draft", "Undated"]),
        (["--state", "scheduled", "--state", "expired"], ["Later", "Coming", "Expired"]),
        (["--state", "unlisted"], ["Unlisted"]),
        (["--path", "posts/*", "--limit", "2"], ["Later", "Draft"]),
        (["--sort", "title", "--year", "2025"], ["Old", "Unlisted", "钉住"]),
        (["--sort", "oldest", "--limit", "2"], ["Undated", "Expired"]),
        (["--tag", "nothing"], []),
        (["--tag", "hidden"], ["Unlisted"]),
    ],
)
def test_filters_choose_as_a_listing_does(
    full: Site, arguments: list[str], expected: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert titles(capsys, *arguments) == expected


def test_outdated_posts_are_listed_with_the_reason(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog.write({"conf.py": f'{_CONF}blog_outdated_after = "1y"\nblog_current = {{"numpy": "2.4"}}\n'})
    fronts = {
        "a": 'date: 2024-01-11\nsuperseded_by: c\napplies_to: {numpy: "<2"}',
        "b": "date: 2025-02-28\n",
        "c": 'date: 2026-01-11\napplies_to: {numpy: ">2"}',
        "d": "date: 2024-01-11\noutdated_after: false",
    }
    blog.write({f"posts/{name}.md": f"---\n{front}\n---\n# {name.upper()}\n" for name, front in fronts.items()})
    assert main(["list", "src", "--outdated"]) == 0
    lines = capsys.readouterr().out.replace(os.sep, "/").splitlines()
    assert [line.partition("src/posts/")[2] for line in lines] == [
        "b.md  B  (outdated since 2026-02-28)",
        "a.md  A  (superseded by posts/c; for numpy <2, current version 2.4; outdated since 2025-01-11)",
    ]
    assert main(["list", "src", "--outdated", "--json", "--limit", "2"]) == 0
    record = json.loads(capsys.readouterr().out)[1]
    assert (record["superseded_by"], record["applies_to"], len(record["outdated"])) == ("posts/c", {"numpy": "<2"}, 3)


def test_an_unknown_term_is_told(full: Site, capsys: pytest.CaptureFixture[str]) -> None:
    main(["list", "src", "--tag", "nothing", "--tag", "hidden"])
    assert capsys.readouterr().err == "sphinx-blog: no post has the tag 'nothing'\n"


def test_kinds_of_ones_own_are_filters(blog: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """And tell so where there is none of that name."""
    blog.write({"conf.py": f'{_CONF}blog_taxonomies = {{"project": "Projects"}}\n'})
    blog.write({f"posts/{name}.md": f"---\nproject: {name}\n---\n# {name}\n" for name in ("One", "Two")})
    assert titles(capsys, "--term", "project=two") == ["Two"]
    assert main(["list", "src", "--term", "projekt=two"]) == 2
    assert "TAXONOMY=LABEL with one of tag, category" in capsys.readouterr().err


def test_json_has_all_that_is_known(full: Site, capsys: pytest.CaptureFixture[str]) -> None:
    main(["list", "src", "--json", "--category", "notes"])
    assert json.loads(capsys.readouterr().out) == [
        {
            "docname": "posts/new",
            "anchor": "",
            "file": str(Path("src/posts/new.md")),
            "line": 1,
            "title": "New",
            "state": "published",
            "pinned": False,
            "date": "2026-01-01T10:00:00+08:00",
            "updated": None,
            "expires": None,
            "applies_to": {},
            "superseded_by": None,
            "outdated": [],
            "terms": {"category": ["Notes"], "tag": ["python"]},
            "description": "Words.",
            "words": 1,
            "minutes": 1,
        }
    ]


def test_a_kept_folder_of_doctrees_lists_the_same(full: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert titles(capsys, "-d", "kept") == ORDER
    assert titles(capsys, "-d", "kept") == ORDER
    full.replace("posts/old.md", "# Old", "# Older")
    assert titles(capsys, "-d", "kept")[-3:] == ["Older", "Expired", "Undated"]
