"""``sphinx-blog check``: it reports what a build warns of, drafts too; nothing is written; what is safe is fixed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_blog.cli.main import main
from tests.builds.site import NOW, ROOTS, tree

if TYPE_CHECKING:
    from tests.builds.site import Site

_HOME = "# Home\n\n{blog:post}`posts/draft` {blog:tag}`nowhere`\n"
_GOOD = "---\ndate: 2026-01-01\ntags: [a]\n---\n# Good\n\nText.\n"
_DRAFT = "---\ndate: 2026-01-02\ndraft: true\ntags: [only]\n---\n# Draft\n\n[gone](gone.md) {blog:post}`posts/later`\n"
_LATER = "---\ndate: 2027-01-02\n---\n# Later\n\n{blog:post}`posts/draft`\n"
_LINKS = "---\ndate: 2026-01-03\n---\n# Links\n\n{blog:post}`posts/draft` {blog:post}`posts/good` {blog:tag}`only`\n"


@pytest.fixture(autouse=True)
def _in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    monkeypatch.chdir(tmp_path)


def blog(site: Site, **posts: str) -> Site:
    conf = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    site.write({"conf.py": conf, "index.md": "# Home\n"})
    return site.write({f"posts/{name}.md": text for name, text in posts.items()})


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """The exit status, and the lines that were written."""
    status = main(["check", "src", *arguments])
    return status, capsys.readouterr().out.splitlines()


def test_a_valid_blog_has_an_empty_report(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog(site, good=_GOOD)
    assert main(["check", "src"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "0 problems in 1 document with posts\n"


def test_mistakes_are_reported_with_file_line_and_type(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    bad = "---\ndate: yesterday\ntgas: [a]\nimage: none.png\n---\n# Bad\n\n```{nothing}\n```\n\n[x](gone.md)\n"
    blog(site, good=_GOOD, bad=bad)
    status, lines = check(capsys)
    assert status == 1
    expected = [
        ("src/posts/bad.md:2: date: 'yesterday' is not a recognized date", "[blog.date]"),
        ("src/posts/bad.md:3: tgas: unknown key", "[blog.key]"),
        ("src/posts/bad.md:4: image: 'none.png' does not exist", "[blog.image]"),
        ("src/posts/bad.md:8: Unknown directive type: 'nothing'", "[myst.directive_unknown]"),
        ("src/posts/bad.md:11: 'myst' cross-reference target not found: 'gone.md'", "[myst.xref_missing]"),
    ]
    assert len(lines) == len(expected)
    for line, (start, end) in zip(lines, expected, strict=True):
        assert line.replace(os.sep, "/").startswith(start)
        assert line.removesuffix(" [docutils]").endswith(end)  # MyST 3 reports it as docutils does


def test_drafts_are_checked_and_links_to_them_are_reported(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft may link to a draft; what readers see may not, for there the link is missing."""
    blog(site, good=_GOOD, draft=_DRAFT, later=_LATER, links=_LINKS).write({"index.md": _HOME})
    status, lines = check(capsys)
    assert status == 1
    assert [re.sub(r"^src.(.*?): (.*?'\.|.*) .*$", r"\1 \2", line).replace(os.sep, "/") for line in lines] == [
        "index.md:3 blog:post: no post named 'posts/draft'.",
        "index.md:3 blog:tag: no tag named 'nowhere'.",
        "posts/draft.md:8 'myst' cross-reference target not found: 'gone.md'",
        "posts/links.md:6 blog:post: no post named 'posts/draft'.",
        "posts/links.md:6 blog:tag: no tag named 'only'.",
    ]


def test_a_name_of_two_posts_is_reported(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """With the names of both."""
    blog(site, **{"a/good": _GOOD, "b/good": _GOOD, "c": f"{_GOOD}\n{{blog:post}}`good`\n"})
    status, lines = check(capsys)
    assert (status, len(lines)) == (1, 1)
    assert lines[0].replace(os.sep, "/") == (
        "src/posts/c.md:9: blog:post: 2 posts named 'good'. Expected one of 'posts/a/good', 'posts/b/good'. "
        "The text is rendered without a link. [blog.ref]"
    )


def test_draft_sections_are_checked(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Their links, too, though a build for readers leaves them out."""
    section = "## {}\n\n```{{post}} {}\n```\n\n{{blog:post}}`{}`\n\n"
    news = "# News\n\n" + section.format("Old", "2026-01-01", "one") + section.format("New", "2027-01-01", "two")
    blog(site).write({"news.md": news})
    status, lines = check(capsys)
    assert status == 1
    assert [line.partition(". The text")[0].replace(os.sep, "/") for line in lines] == [
        "src/conf.py:3: blog_posts: no document matches 'posts/**'. The pattern declares no posts. [blog.config]",
        "src/news.md:8: blog:post: no post named 'one'",
        "src/news.md:15: blog:post: no post named 'two'",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("root", "how"),
    [
        *((path.name, "--all") for path in sorted(ROOTS.iterdir()) if path.is_dir()),
        ("reading-warnings", "--full"),
        ("every-construct", "--full"),
    ],
)
def test_all_that_a_build_warns_of_is_reported(
    site: Site, root: str, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same build, so the same words: nothing here knows what is a mistake but the build itself."""
    site.copy_of(root)
    build = site.build()
    arguments = ["--all"] if how == "--all" else ["--all", "--full"]
    main(["check", "src", "--format", "json", *arguments])
    problems = json.loads(capsys.readouterr().out)["problems"]
    told = {_place(problem) + " ".join(problem["message"].split()) for problem in problems}
    warned = {
        re.sub(r" \[[\w.]+\]$", "", " ".join(re.sub("WARNING: |ERROR: |(?<=[.]md)[.]rst", "", line).split()))
        for line in build.warnings
        if re.match(r"/.*?: (?:WARNING|ERROR): ", line)
    }
    first_lines = {text[: len(warning)] for text in told for warning in warned}
    if how == "--all":  # what only the writer of HTML says is found by --full
        warned = {text for text in warned if "Pygments" not in text and "Lexing" not in text}
    assert warned - told - first_lines == set()


def _place(problem: dict[str, Any]) -> str:
    return f"{Path(problem['file']).resolve()}:{problem['line'] or ''}: ".replace("::", ":")


def test_the_test_above_has_warnings_to_find(site: Site) -> None:
    assert len(site.copy_of("reading-warnings").build().warnings) > 10


def test_aliases_that_lead_nowhere_are_reported(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Though redirects are only made when a site is written; those of drafts, too."""
    post = "---\ndate: 2026-01-0{}\ndraft: {}\naliases: [{}]\n---\n# {}\n"
    blog(site, a=post.format(1, "no", "old", "A"), b=post.format(2, "no", "old", "B"))
    site.write({"posts/c.md": post.format(3, "yes", "'../out'", "C")})
    status, lines = check(capsys)
    assert status == 1
    assert [line.rpartition(" The")[0].replace(os.sep, "/") for line in lines] == [
        "src/posts/b.md:4: aliases: 'old' is already an alias of 'posts/a'.",
        "src/posts/c.md:4: aliases: '../out' contains an empty name, '.' or '..'.",
    ]


def test_full_reports_problems_that_occur_while_writing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog(site, code="---\ndate: 2026-01-01\n---\n# Code\n\n```nolexer\nx\n```\n")
    assert check(capsys) == (0, [])
    status, lines = check(capsys, "--full")
    assert status == 1
    assert "nolexer" in lines[0]


def test_other_documents_are_checked_on_request(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog(site, good=_GOOD).write({"page.md": "# Page\n\n[x](gone.md)\n"})
    assert main(["check", "src"]) == 0
    assert "1 warning in other documents" in capsys.readouterr().err
    status, lines = check(capsys, "--all")
    assert status == 1
    assert any("page.md:3" in line for line in lines)


def test_what_the_site_suppresses_is_not_told(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog(site, bad="---\ndate: 2026-01-01\ntgas: [a]\n---\n# Bad\n")
    assert check(capsys, "-D", "suppress_warnings=blog.key") == (0, [])


def test_nothing_is_written(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither to the sources nor anywhere else that is not asked for."""
    blog(site, draft=_DRAFT, links=_LINKS)
    before = tree(site.folder)
    check(capsys)
    check(capsys, "--full")
    check(capsys, "--diff")
    main(["list", "src"])
    assert tree(site.folder) == before


def test_stored_doctrees_give_the_same_report_and_read_less(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A document with a warning is read again, or the warning would be reported once only."""
    blog(site, good=_GOOD, draft=_DRAFT, links=_LINKS, key="---\ndate: 2026-01-01\ntgas: a\n---\n# Key\n")
    fresh = check(capsys)
    assert len(fresh[1]) == 5
    assert check(capsys, "-d", "kept") == fresh
    assert check(capsys, "-d", "kept") == fresh
    main(["check", "src", "-d", "kept", "-v"])
    read = re.findall(r"reading sources\S* .*?(posts/\w+)", capsys.readouterr().err)
    assert set(read) == {"posts/draft", "posts/key"}
    assert main(["list", "src", "-d", "kept"]) == 0  # it reads, and must not swallow what it is not asked to tell
    capsys.readouterr()
    site.replace("posts/good.md", "tags", "tgas")
    main(["list", "src", "-d", "kept"])
    capsys.readouterr()
    status, lines = check(capsys, "-d", "kept")
    assert (status, len(lines)) == (1, 6)
    assert (status, lines) == check(capsys)


def test_processes_find_the_same(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog(
        site, draft=_DRAFT, links=_LINKS, **{f"p{n}": f"---\ndate: 2026-01-01\ntgas: a\n---\n# {n}\n" for n in range(9)}
    )
    serial = check(capsys)
    assert len(serial[1]) == 14
    assert check(capsys, "-j", "2") == serial


def test_json_contains_the_same_report(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog(site, bad="---\ndate: 2026-01-01\ntgas: [a]\n---\n# Bad\n")
    assert main(["check", "src", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "problems": [
            {
                "file": str(Path("src/posts/bad.md")),
                "line": 3,
                "type": "blog.key",
                "message": "tgas: unknown key. Did you mean 'tags'? The key is ignored.",
                "level": "warning",
            }
        ],
        "fixed": [],
        "documents": 1,
        "elsewhere": 0,
    }


def test_github_gets_annotations(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    blog(site, **{"ba,d": "---\ndate: 2026-01-01\nauthro: [a]\n---\n# Bad 100%\n\n[100%](gone.md)\n"})
    status, lines = check(capsys, "--format", "github")
    assert status == 1
    assert lines[0].startswith("::warning file=src/posts/ba%2Cd.md,line=3,title=blog.key::authro: unknown key")
    assert lines[1].startswith("::warning file=src/posts/ba%2Cd.md,line=7,title=myst.xref_missing::")


def test_fix_changes_the_files_and_reports_the_rest(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Only posts, only front matter; a page that is no post keeps what it says."""
    bad = "date: January 1, 2026 # when\r\ntgas: [a, A]\r\nimage: none.png\r\n---\r\n# Bad\r\n\r\ntgas: x\r\n"
    page = "---\ntgas: [a, a]\ndate: January 1, 2026\n---\n# Page\n"
    blog(site).write({"posts/bad.md": bad.encode(), "page.md": page, "said.md": "---\nblogpost: true\n" + page[4:]})
    site.write({"posts/rest.rst": ":date: January 1, 2026\n:tgas: a\n\nRest\n====\n"})
    before = tree(site.src)
    status, lines = check(capsys, "--diff")
    assert status == 1
    assert tree(site.src) == before
    assert [line for line in lines if line.startswith("+") and not line.startswith("+++")] == [
        "+---", "+date: 2026-01-01 # when", "+tags: [a]", "+:date: 2026-01-01", "+:tags: a", "+tags: [a]",
        "+date: 2026-01-01",
    ]  # fmt: skip
    status, lines = check(capsys, "--fix")
    assert status == 1
    assert [line.replace(os.sep, "/") for line in lines if "[fixed]" not in line] == [
        "src/posts/bad.md:4: image: 'none.png' does not exist. The post is displayed without a cover. [blog.image]"
    ]
    assert sum("[fixed]" in line for line in lines) == 9
    assert (site.src / "posts/bad.md").read_bytes().decode() == (
        "---\r\ndate: 2026-01-01 # when\r\ntags: [a]\r\nimage: none.png\r\n---\r\n# Bad\r\n\r\ntgas: x\r\n"
    )
    assert (site.src / "page.md").read_text() == page
    site.replace("posts/bad.md", "image: none.png\n", "")
    assert check(capsys, "--fix") == (0, [])
    assert check(capsys, "--diff") == (0, [])


def test_a_page_of_the_blog_is_no_post(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A pattern that takes all does not make posts of the home page, nor is that mended."""
    blog(site).write({"index.md": "---\ntgas: [a, a]\n---\n# Home\n"})
    site.replace("conf.py", "posts/**", "**")  # Sphinx does not support -D for a list without a default
    assert check(capsys, "--fix") == (0, [])
    assert "tgas" in (site.src / "index.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["check", "nowhere"], "the folder nowhere does not exist"),
        (["check", "src/posts"], "no conf.py in"),
        (["check"], "searched: ., docs, doc, source, docs/source"),
        (["check", "src", "-D", "x"], "-D: 'x' is not valid. Expected NAME=VALUE"),
        (["check", "src", "-j", "0"], "-j: '0' is not"),
        (["check", "src", "-D", "extensions=myst_parser"], "add 'sphinxext_blog' to `extensions`"),
        (["list", "src", "-D", "extensions=nope_nope"], "Could not import extension nope_nope"),
        (["new", "Title", "nowhere"], "the folder nowhere does not exist"),
        (["new", "Title", "src", "-D", "extensions=myst_parser"], "add 'sphinxext_blog' to `extensions`"),
    ],
)
def test_a_failed_command_reports_the_reason(
    site: Site, arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    blog(site, good=_GOOD)
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("sphinx-blog: ")
    assert reason in told.err


def test_a_conf_py_with_a_mistake_is_reported(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({"conf.py": "nope\n"})
    assert main(["check", "src"]) == 2
    assert "NameError" in capsys.readouterr().err


@pytest.mark.slow
def test_it_runs_as_a_command(site: Site) -> None:
    """In a process of its own, from the folder above the sources, which are found."""
    blog(site, bad="---\ndate: 2026-01-01\ntgas: [a]\n---\n# Bad\n")
    (site.folder / "src").rename(site.folder / "docs")
    command = [sys.executable, "-m", "sphinxext_blog.cli"]
    done = subprocess.run([*command, "check"], cwd=site.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.replace(os.sep, "/").startswith("docs/posts/bad.md:3: tgas: unknown key")
    assert done.stderr == "1 problem in 1 document with posts\n"
    done = subprocess.run([*command, "check", "--fix"], cwd=site.folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "0 problems in 1 document with posts\n")
    done = subprocess.run([*command, "--version"], cwd=site.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0
