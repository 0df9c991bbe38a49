"""Drafts are kept from Sphinx: nothing of them is read, and what only reading can find leaves nothing behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.builds.site import NOW, Build, Site, differences
from tests.builds.test_draft_matrix import NOTEBOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping

_HOME = "# Site\n\n```{toctree}\nblog/index\npage\n```\n"
_DAY = 86_400


def _post(title: str = "Seen", *front: str, body: str = "Text.") -> str:
    return "---\nblogpost: true\n" + "".join(f"{line}\n" for line in front) + f"---\n# {title}\n\n{body}\n"


@pytest.fixture
def blog(site: Site) -> Site:
    """A site with a post and a page."""
    site.conf = {"html_copy_source": False, "numfig": True}
    return site.write(
        {"index.md": _HOME, "page.md": "# Page\n\nText.\n", "posts/seen.md": _post("Seen", "date: 2026-01-01")}
    )


def _compare(site: Site, without: Mapping[str, str | None], *, parallel: int = 0) -> Build:
    """Build a site, which has to be as one with other files in place of some, or without these.

    The build may be an incremental one; a parallel one from nothing has to be the same.
    """
    builds = [site.build(parallel=parallel), site.fresh(parallel=2)]
    kept = {name: (site.src / name).read_text(encoding="utf-8") for name in without if (site.src / name).exists()}
    for name, text in without.items():
        if text is None:
            site.delete(name)
        else:
            site.write({name: text})
    expected = site.fresh()
    site.write(kept)
    for found in builds:
        assert differences(found.out, expected.out) == {}
        assert _bare(found) == _bare(expected)
    return builds[0]


def _bare(build: Build) -> list[str]:
    return sorted(line.rpartition("/src/")[2] for line in build.warnings)


# -- what is certain ---------------------------------------------------------------------------------------------------

SKIPPED = {
    "posts/z.md": _post("Z", "draft: true"),
    "posts/scheduled.md": _post("Z", "date: 2026-03-02"),
    "posts/undated.md": "# Undated\n",
    "posts/2026-09-01-named.md": "# Named\n",
    "posts/hexo.md": "title: Z\ndate: 2026-03-02\n---\n\nText.\n",
    "posts/z.rst": ":date: 2026-03-02\n:tags: a\n\nZ\n=\n\nText.\n",
    "posts/undated.rst": "Z\n=\n\nText.\n",
    "posts/label.rst": ":draft: true\n\n.. _label:\n\nZ\n=\n",
    "posts/include.md": _post("Z", "draft: true", body="```{include} ../parts/text.txt\n```"),
}
READ = {
    "posts/comment.rst": ".. A comment.\n\n:draft: true\n\nZ\n=\n",
    "posts/long.rst": ":tags: a,\n   b\n:draft: true\n\nZ\n=\n",
    "posts/directive.md": "# Z\n\n```{post} 2026-05-01\n```\n",
    "posts/include.md": "# Z\n\n```{include} ../parts/post.txt\n```\n",
    "posts/nested.md": "# Z\n\n```{include} ../parts/nested.txt\n```\n",
    "posts/broken.md": "---\ndraft: true\na: [\n---\n# Z\n",
}
_PARTS = {
    "parts/text.txt": "Text.\n",
    "parts/post.txt": "```{post}\n```\n",
    "parts/nested.txt": "```{include} ../parts/post.txt\n```\n",
}


@pytest.mark.parametrize(("name", "is_read"), [*((name, False) for name in SKIPPED), *((name, True) for name in READ)])
def test_a_draft_is_read_only_to_find_that_it_is_one(blog: Site, name: str, is_read: bool) -> None:
    """Where its front matter tells, no other extension meets it."""
    conf = 'extensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\nexclude_patterns = ["parts"]\n'
    blog.write({"conf.py": conf, name: (READ if is_read else SKIPPED)[name], **_PARTS})
    docname = name.rpartition(".")[0]
    build = blog.build()
    lines = build.log.splitlines()
    assert any("skipped" in line and line.endswith(docname) for line in lines)
    assert any("reading sources" in line and docname in line for line in lines) is is_read
    assert not build.has(f"{docname}.html")


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        (
            "posts/z.md",
            "---\ndate: someday\ntgas: a\n---\n# Z\n",
            ["posts/z.md:2: WARNING: date: ", "posts/z.md:3: WARNING: "],
        ),
        ("posts/z.md", "date: someday\ntags: a\n---\n\n# Z\n", ["posts/z.md:1: WARNING: date: "]),
        ("posts/z.rst", ":tags: a\n\n:date: someday\n\nZ\n=\n", ["posts/z.rst:3: WARNING: date: "]),
        (
            "posts/z.md",
            "# Z\n\n```{post} someday\n:tgas: a\n```\n\n{ref}`nowhere`\n",
            ["posts/z.md:3: WARNING: date: ", "posts/z.md:3: WARNING: post: unknown option 'tgas'"],
        ),
    ],
)
def test_a_mistake_in_its_front_matter_is_reported(blog: Site, name: str, text: str, place: list[str]) -> None:
    """A mistyped date must not make a post vanish without a word; what its text has, is of no interest yet."""
    for build in (blog.write({name: text}).build(), blog.fresh(parallel=2)):
        found = _bare(build)
        assert len(found) == len(place)
        assert all(any(line.startswith(start) for line in found) for start in place)


def test_a_template_may_make_a_draft(blog: Site) -> None:
    """Its front matter is known when the templates are rendered, and its text is not parsed even then."""
    conf = (
        'extensions = ["myst_parser", "sphinxext_blog"]\n'
        "def render(app, docname, content): content[0] = content[0].replace('{{ state }}', 'true')\n"
        "def setup(app): app.connect('source-read', render)\n"
    )
    text = _post(
        "Z", "date: 2026-01-02", "draft: '{{ state }}'", body="(label)=\n## Zymurgy\n\n```{py:function} f()\n```\n"
    )
    blog.write(
        {"conf.py": conf, "index.md": "# Site\n\n```{toctree}\nblog/index\npage\n```\n\n{ref}`label` {py:func}`f`\n"}
    )
    blog.write({"page.md": "# Page\n\n(label)=\n## Labelled\n\n```{py:function} f()\n```\n", "posts/z.md": text})
    assert _compare(blog, {"posts/z.md": None}).warnings == []


def test_a_title_of_a_toctree_is_not_translated(blog: Site) -> None:
    """What an author calls a draft in a toctree stands in no catalogue."""
    blog.write({"index.md": f"{_HOME}\n```{{toctree}}\n:numbered:\n\nZymurgy <posts/z>\nSeen <posts/seen>\n```\n"})
    blog.write({"posts/z.md": _post("Z", "draft: true")})
    catalogues = blog.fresh("gettext").out
    assert "Zymurgy" not in "".join(path.read_text(encoding="utf-8") for path in catalogues.rglob("*.pot"))
    build = blog.build()
    assert "Zymurgy" not in build.text("index.html")
    blog.write({"posts/z.md": _post("Z", "date: 2026-01-02")})
    published = blog.build()
    assert "2. " in published.text("index.html")
    assert differences(published.out, blog.fresh().out) == {}


def test_a_draft_in_a_condition_is_dropped(blog: Site) -> None:
    """From a toctree in ``only``, and in a section that is one."""
    extra = "\n````{only} html\n```{toctree}\nposts/z\n```\n````\n"
    blog.write({"index.md": _HOME + extra, "posts/z.md": _post("Z", "draft: true")})
    assert _compare(blog, {"posts/z.md": None, "index.md": _HOME + extra.replace("posts/z\n", "")}).warnings == []


def test_a_draft_may_be_included(blog: Site) -> None:
    """A page shows its text, and is no draft for that."""
    blog.write({"page.md": "# Page\n\n```{include} posts/z.md\n:start-line: 4\n```\n"})
    blog.write({"posts/z.md": _post("Zymurgy", "draft: true")})
    for build in (blog.build(), blog.fresh(parallel=2)):
        assert build.warnings == []
        assert "Zymurgy" in build.main("page.html").get_text()
        assert not build.has("posts/z.html")


def test_an_excluded_draft_is_no_draft(blog: Site) -> None:
    build = blog.write({"posts/z.md": _post("Z", "draft: true")}).build(exclude_patterns=["posts/z.md"])
    assert "skipped 1 draft" not in build.log
    assert blog.build(exclude_patterns=[]).log.count("skipped 1 draft") == 1


def test_the_file_that_sphinx_reads_decides_about_a_draft(blog: Site) -> None:
    """Of two with one name."""
    blog.write({"posts/z.md": _post("Z", "draft: true"), "posts/z.rst": ":date: 2026-01-02\n\nZ\n=\n"})
    for conf in ({".md": "markdown", ".rst": "restructuredtext"}, {".rst": "restructuredtext", ".md": "markdown"}):
        build = blog.fresh(source_suffix=conf)
        assert build.has("posts/z.html") is ("skipped 1 draft" not in build.log)
        assert "Traceback" not in build.log


def test_other_extensions_may_name_a_draft(blog: Site) -> None:
    """One that has all documents read again; nothing is read of it."""
    conf = (
        'extensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
        "def outdate(app, env, *_): return sorted(env.found_docs)\n"
        "def all_of(app, env, docnames): docnames[:] = sorted({*docnames, 'posts/z'})\n"
        "def setup(app):\n    app.connect('env-get-outdated', outdate)\n"
        "    app.connect('env-before-read-docs', all_of, priority=100)\n"
    )
    blog.write({"conf.py": conf, "posts/z.md": _post("Z", "draft: true")})
    for build in (blog.build(), blog.build(), blog.build(parallel=2)):
        assert not build.has("posts/z.html")
        assert build.warnings == []


# -- what reading finds ------------------------------------------------------------------------------------------------

_MACHINERY = """\
.. rst-class:: lead

Zymurgy
=======

.. contents:: Zymurgy contents
   :local:

Text [#]_ [*]_ [CIT]_ |sub| `a link`_ `another <https://example.org>`__ and anonymous__

__ https://example.org/anonymous

.. |sub| replace:: Zymurgy
.. [#] One.
.. [*] Star.
.. [CIT] Source.
.. _a link: https://example.org/zymurgy
.. target-notes::

.. index:: Zymurgy

.. tip::
   :class: zymurgy

   Tip.

Zymurgy below
-------------

.. math::
   :label: zymurgy

   z
"""


@pytest.mark.parametrize("name", ["posts/idea.rst", "posts/2026-09-01-idea.rst"])
def test_a_draft_may_begin_with_any_markup(blog: Site, name: str) -> None:
    """What docutils has to do with a text goes with the text."""
    assert _compare(blog.write({name: _MACHINERY}), {name: None}).warnings == []


_DOMAINS = """\
```{py:module} kept
```

```{py:function} kept.function()
```

```{c:function} int function(int a)
```

```{cpp:class} template<typename T> Kept : public Other
```

```{cpp:function} void Kept::function(int a)
```

```{js:function} function()
```

```{option} --kept
```

```{glossary}
Kept term
  Said.
```

```{math}
:label: kept-formula

k
```

```{math}
:label: another-formula

l
```
"""
_LINKS = (
    "{py:func}`kept.function` {c:func}`function` {cpp:class}`Kept` {js:func}`function` {term}`Kept term` "
    "{eq}`kept-formula` {eq}`another-formula` {option}`--kept`\n"
)


@pytest.mark.slow
@pytest.mark.parametrize("first", ["a", "z"])
@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize("kind", ["document", "section"])
def test_names_that_a_draft_has_too_stay_those_of_what_is_published(
    blog: Site, first: str, parallel: int, kind: str
) -> None:
    """Whichever is read first: parsing has noted them as the draft's when it is found to be one."""
    draft = f"# Copy\n\n```{{post}} 2026-05-01\n```\n\n{_DOMAINS}"
    if kind == "section":
        draft = f"# News\n\n{_FIRST}{_THIRD}## Two\n\n```{{post}} 2026-05-01\n```\n\n{_DOMAINS}"
    last = "z" if first == "a" else "a"
    blog.write({"index.md": f"{_HOME}\n{_LINKS}", "page.md": f"# Page\n\n```{{toctree}}\n{first}\n```\n"})
    blog.write({f"{first}.md": f"# Kept\n\n{_DOMAINS}"})
    blog.build(parallel=parallel)  # without it
    blog.write({f"{last}.md": draft})
    without: dict[str, str | None] = {f"{last}.md": draft.partition("## Two")[0] if kind == "section" else None}
    assert _compare(blog, without, parallel=parallel).warnings == []
    blog.replace(f"{last}.md", "Copy" if kind == "document" else "Two", "Again")
    without = {name: text and text.replace("Two", "Again") for name, text in without.items()}
    assert _compare(blog, without, parallel=parallel).warnings == []


def test_a_preview_takes_no_names_from_what_is_published(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An author looks at the copy of a post, is told of the names that are there twice, and then publishes the site."""
    body = f"(label)=\n## Labelled\n\n{_DOMAINS}"
    blog.write({"index.md": f"{_HOME}\n{{ref}}`label` {_LINKS}", "page.md": f"# Page\n\n{body}"})
    blog.write({"posts/z.md": _post("Z", "draft: true", body=body)})
    for value in ("0", "1", "0"):
        monkeypatch.setenv("SPHINX_AUTOBUILD", value)
        build = blog.build()
        assert bool(build.warnings) is (value == "1")
    build = blog.build()
    assert differences(build.out, blog.fresh().out) == {}


def test_what_a_draft_is_warned_of_waits(blog: Site) -> None:
    """Until it is published, the text of a draft has no warnings, whoever finds that it is one."""
    text = "{ref}`nowhere`\n\n```{nothing}\n```\n\n[^1]\n\n![](missing.png)\n"
    blog.write({"posts/z.md": _post("Z", "draft: true", body=text)})
    blog.write({"posts/y.md": f"# Y\n\n```{{post}} 2026-05-01\n```\n\n{text}"})
    blog.write(
        {"news.md": f"# News\n\n## A\n\n```{{post}} 2026-01-01\n```\n\n## B\n\n```{{post}} 2026-05-01\n```\n\n{text}"}
    )
    for build in (blog.build(), blog.fresh(parallel=2)):
        assert [line for line in _bare(build) if "news.md: WARNING: document isn't included" not in line] == []


def test_what_is_read_again_warns_once(blog: Site) -> None:
    """A page with a draft in its toctree, and one with a name that a draft has, too."""
    extra = "\n```{toctree}\nposts/y\nnowhere\n```\n\n```{nothing}\n```\n"
    blog.write(
        {
            "index.md": _HOME + extra,
            "posts/y.md": "# Y\n\n```{post} 2026-05-01\n```\n\n```{math}\n:label: m\n\nm\n```\n",
        }
    )
    news = f"## A\n\n```{{post}} 2026-01-01\n```\n\n## B\n\n```{{post}} 2026-05-01\n:tgas: b\n```\n\n{extra}"
    blog.write({"page.md": f"# Page\n\n```{{math}}\n:label: m\n\nm\n```\n\n```{{nothing}}\n```\n\n{news}"})
    expected = [
        "index.md:13: WARNING: Unknown directive",
        "index.md:8: WARNING: toctree contains",
        "page.md:19: WARNING: post: unknown option",
        "page.md:9: WARNING: Unknown directive",
    ]
    for build in (blog.build(), blog.fresh(parallel=2)):
        found = _bare(build)
        assert len(found) == len(expected), found
        assert all(line.startswith(start) for line, start in zip(found, expected, strict=True)), found


def test_an_edit_of_a_draft_writes_nothing(blog: Site) -> None:
    """Also of one that has to be read to know it, in a toctree and a pattern."""
    extra = "\n```{toctree}\nposts/y\nposts/z\n```\n\n```{toctree}\n:glob:\n\nposts/*\n```\n"
    blog.write({"index.md": _HOME + extra, "posts/z.md": _post("Z", "draft: true")})
    blog.write({"posts/y.md": "# Y\n\n```{post} 2026-05-01\n```\n"})
    blog.build()
    for name in ("posts/y.md", "posts/z.md"):
        blog.write({name: (blog.src / name).read_text(encoding="utf-8") + "\nMore.\n"})
        assert blog.build().updated == []
    assert differences(blog.build().out, blog.fresh().out) == {}


# -- sections ----------------------------------------------------------------------------------------------------------

_FIRST = "## First\n\n```{post} 2026-01-02\n```\n\nFirst text.\n\n"
_SECOND = "## Second\n\n```{post} 2026-05-01\n```\n\nZymurgy.\n\n"
_THIRD = "## Third\n\n```{post} 2026-01-03\n```\n\nThird text.\n\n"


def _news(blog: Site, text: str, expected: str, **files: str) -> Build:
    """Build a page of posts, which has to be as another one."""
    others = {name.replace("__", "/") + ".txt": content for name, content in files.items()}
    blog.write({"conf.py": 'extensions = ["myst_parser", "sphinxext_blog"]\nexclude_patterns = ["**.txt"]\n', **others})
    blog.write({"page.md": f"# News\n\n{text}"})
    return _compare(blog, {"page.md": f"# News\n\n{expected}"})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_FIRST + _SECOND + _THIRD, _FIRST + _THIRD),
        (_SECOND + _FIRST + _THIRD, _FIRST + _THIRD),
        (_FIRST + _THIRD + _SECOND, _FIRST + _THIRD),
        (
            _FIRST + "(label)=\n\n% comment\n\n(other)=\n" + _SECOND + "(third)=\n" + _THIRD,
            _FIRST + "(third)=\n" + _THIRD,
        ),
        (_FIRST + "```{index} Zymurgy\n```\n" + _SECOND + _THIRD, _FIRST + _THIRD),
        (_FIRST + _SECOND.replace("## Second", "Second\n---") + _THIRD, _FIRST + _THIRD),
        (_FIRST + _SECOND + "### Below\n\n```{post} 2026-01-01\n```\n\n" + _THIRD, _FIRST + _THIRD),
        (_FIRST + "### Inner\n\n" + _SECOND.replace("##", "####") + _THIRD, _FIRST + "### Inner\n\n" + _THIRD),
        (_FIRST + _SECOND + "Zymurgy\n\n## Plain\n\nText.\n\n" + _THIRD, _FIRST + "## Plain\n\nText.\n\n" + _THIRD),
        (_FIRST + "````{only} html\n" + _SECOND + "````\n\n" + _THIRD, _FIRST + "````{only} html\n````\n\n" + _THIRD),
    ],
    ids=["between", "first", "last", "labels", "index", "underlined", "nested", "deeper", "before no post", "only"],
)
def test_a_section_goes_with_all_that_is_its_own(blog: Site, text: str, expected: str) -> None:
    assert _news(blog, text, expected).warnings == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[a] [b]\n\n{second}[a]: https://a.example\n\n[b]: https://b.example\n\n",
            "[a] [b]\n\n[a]: https://a.example\n\n[b]: https://b.example\n\n",
        ),
        (
            "[a]\n\n[a]: https://first.example\n\n{second}[a]: https://second.example\n\n",
            "[a]\n\n[a]: https://first.example\n\n",
        ),
        (
            "A[^a]\n\n{second}Z[^z]\n\n[^a]: Note,\nlonger.\n\n    And longer.\n\n[^z]: Zymurgy.\n\n",
            "A[^a]\n\n[^a]: Note,\nlonger.\n\n    And longer.\n\n",
        ),
        (
            "A[^a]\n\n[^z]: Zymurgy[^y].\n\n[^y]: Zymurgy, too.\n\n{second}Z[^z]\n\n[^a]: A.\n\n",
            "A[^a]\n\n[^a]: A.\n\n",
        ),
    ],
    ids=["links", "two of a name", "footnotes", "footnotes elsewhere"],
)
def test_definitions_stay_for_those_who_use_them(blog: Site, text: str, expected: str) -> None:
    """And go with the last of these."""
    blog.conf["suppress_warnings"] = ["myst.duplicate_def"]
    build = _news(blog, _THIRD + _FIRST + text.replace("{second}", _SECOND), _THIRD + _FIRST + expected)
    assert build.warnings == []


_RST_FIRST = "-----\nFirst\n-----\n\n.. post:: 2026-01-02\n\n{text}\n\n"
_RST_SECOND = (
    "------\nSecond\n------\n\n.. post:: 2026-05-01\n\n"
    "Zymurgy [#]_ [#y]_ [*]_ [ZYM]_ |z| `z`_ z__ `a`_ |a| [#n]_ a__\n\n{text}\n\n"
)
_RST_THIRD = "-----\nThird\n-----\n\n.. post:: 2026-01-03\n\n{text}\n"


def test_definitions_stay_in_restructured_text(blog: Site) -> None:
    """By name and by order."""
    users = "One [#]_ [#n]_ [*]_ [CIT]_ |a| `a`_ anonymous__"
    definitions = (
        "__ https://anonymous.example\n\n.. |a| replace:: A\n.. _a: https://a.example\n.. [#] Number,\n   longer.\n"
        ".. [#n] A.\n.. [*] Star.\n.. [CIT] Cited.\n"
    )
    own = (
        "__ https://z.example\n__ https://a.example\n\n.. |z| replace:: Zymurgy\n.. _z: https://z.example\n"
        ".. [#] Zymurgy.\n.. [#y] Zymurgy.\n.. [*] Zymurgy.\n.. [ZYM] Zymurgy.\n"
    )
    first, third = _RST_FIRST.format(text=users), _RST_THIRD.format(text="Text.")
    blog.delete("page.md")
    second = f".. index:: Zymurgy\n.. _label:\n\n{_RST_SECOND.format(text=definitions + own)}"
    blog.write({"page.rst": f"News\n====\n\n{first}{second}\n\n.. _third:\n\n{third}"})
    build = blog.build()
    without = f"News\n====\n\n{first}{definitions}\n\n.. _third:\n\n{third}"
    blog.write({"page.rst": without})
    assert build.warnings == []
    assert differences(build.out, blog.fresh().out) == {}


def test_a_lone_post_that_is_left_keeps_its_address(blog: Site) -> None:
    """A document with one ``post`` directive is a post; one of two sections stays a section when the other waits."""
    blog.write({"page.md": f"# News\n\n{_FIRST}{_SECOND}", "index.md": f"{_HOME}\n{{blog:post}}`page#first`\n"})
    for now in (NOW, NOW + 90 * _DAY):
        build = blog.build(now=now)
        assert build.warnings == []
        assert build.page("index.html").select_one("a[href='page.html#first']") is not None


@pytest.mark.parametrize("posts", [[], ["posts/**", "page"]])
def test_a_page_of_which_all_posts_wait_stays(blog: Site, posts: list[str]) -> None:
    """It is no post itself, also where a pattern names it."""
    blog.write({"page.md": f"# News\n\nIntroduction.\n\n{_SECOND}{_SECOND.replace('Second', 'Other')}"})
    build = blog.build(blog_posts=posts)
    assert build.warnings == []
    assert "Introduction." in build.main("page.html").get_text()
    assert "Zymurgy" not in build.text("page.html")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        (_FIRST + "{include}" + _THIRD, {"part": _SECOND}, _FIRST + "{include}" + _THIRD),
        ("{include}" + _THIRD, {"part": _FIRST + _SECOND}, "{include}" + _THIRD),
        ("{include}Zymurgy\n\n" + _THIRD, {"part": "Text.\n\n" + _FIRST + _SECOND}, "{include}" + _THIRD),
        (_SECOND + "{include}", {"part": "Zymurgy\n\n" + _THIRD + _FIRST}, "{include}"),
        ("{include}{more}", {"part": _FIRST + _SECOND, "more": "Zymurgy\n\n" + _THIRD}, "{include}{more}"),
        (_FIRST + _SECOND + "{include}\n\n" + _THIRD, {"part": "Zymurgy\n"}, _FIRST + _THIRD),
        (_FIRST + "{include}", {"part": "{more}\n\nZymurgy\n\n" + _THIRD, "more": _SECOND}, _FIRST + "{include}"),
    ],
    ids=["alone", "last in a file", "ends below", "begins above", "from file to file", "around", "nested"],
)
@pytest.mark.parametrize("markup", ["md", "rst"])
def test_a_section_may_be_included(blog: Site, text: str, files: dict[str, str], expected: str, markup: str) -> None:
    """Wherever it begins and ends: a file is a part of the text."""
    directives = {
        "{" + name + "}": f"```{{include}} parts/{'part' if name == 'include' else name}.txt\n```\n\n"
        for name in ("include", "more")
    }

    def made(source: str) -> str:
        for name, directive in directives.items():
            source = source.replace(name, directive) if f"```{name}" not in source else source
        return _as_rst(source) if markup == "rst" else source

    conf = 'extensions = ["myst_parser", "sphinxext_blog"]\nexclude_patterns = ["parts"]\n'
    parts = {f"parts/{name}.txt": made(content) for name, content in files.items()}
    without = {
        name: content.replace(made(_SECOND), "").replace("Zymurgy\n\n", "").replace("Zymurgy\n", "")
        for name, content in parts.items()
    }
    head = "News\n====\n\n" if markup == "rst" else "# News\n\n"
    blog.delete("page.md")
    blog.write({"conf.py": conf, f"page.{markup}": head + made(text), **parts})
    assert _compare(blog, {f"page.{markup}": head + made(expected), **without}).warnings == []


def _as_rst(text: str) -> str:
    for title in ("First", "Second", "Third"):
        text = text.replace(f"## {title}\n", f"{title}\n{'-' * len(title)}\n")
    lines = (line for line in text.split("\n") if line != "```")
    return "\n".join(lines).replace("```{post} ", ".. post:: ").replace("```{include} ", ".. include:: ")


def test_a_section_that_is_not_unique_removes_its_document(blog: Site) -> None:
    """It is not published, come what may; a warning is reported."""
    conf = (
        'extensions = ["myst_parser", "sphinxext_blog"]\n'
        "from docutils import nodes\nfrom sphinx.util.docutils import SphinxDirective\n"
        "from sphinxext_blog.nodes import declaration\n"
        "class Made(SphinxDirective):\n"
        "    def run(self):\n"
        "        section = nodes.section(ids=['made'], names=['made'])\n"
        "        values = {'date': '2026-05-01'}\n"
        "        section += [nodes.title('', 'Zymurgy'), declaration(kind='post', values=values, reports=[])]\n"
        "        return [section]\n"
        "def setup(app): app.add_directive('made', Made)\n"
    )
    blog.write({"conf.py": conf, "page.md": f"# News\n\n{_FIRST}```{{made}}\n```\n"})
    for build in (blog.build(), blog.fresh(parallel=2)):
        (warning,) = build.warnings
        assert "page.md: WARNING: " in warning
        assert "[blog.section]" in warning
        assert not build.has("page.html")
    assert blog.build(now=NOW + 90 * _DAY).warnings == []


def _notebook(*sources: str) -> str:
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code" if source.startswith("!") else "markdown",
            "metadata": {},
            "source": source.splitlines(keepends=True),
        }
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["# News\n", _FIRST, _SECOND, "!zymurgy()", _THIRD], ["# News\n", _FIRST, "", "", _THIRD]),
        (["# News\n\n" + _FIRST + _SECOND, "!zymurgy()", "Zymurgy\n\n" + _THIRD], ["# News\n\n" + _FIRST, "", _THIRD]),
        (
            ["# News\n\n" + _FIRST + _THIRD, "!code()", "(label)=\n" + _SECOND],
            ["# News\n\n" + _FIRST + _THIRD, "!code()", ""],
        ),
    ],
)
def test_a_section_of_a_notebook_goes_with_its_cells(blog: Site, cells: list[str], expected: list[str]) -> None:
    blog.delete("page.md")
    blog.write(
        {"conf.py": f'extensions = ["myst_parser", "sphinxext_blog"]\n{NOTEBOOKS}', "page.ipynb": _notebook(*cells)}
    )
    build = blog.build()
    assert build.warnings == []
    assert "zymurgy" not in build.text("page.html").lower()
    blog.write({"page.ipynb": _notebook(*expected)})
    assert differences(build.out, blog.fresh().out) == {}


@pytest.mark.slow
def test_a_section_waits_in_all_languages(blog: Site) -> None:
    """Its translation is in the catalogue of a site that shows it."""
    catalogue = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalogue += 'msgid "Second"\nmsgstr "Zythum"\n\nmsgid "First text."\nmsgstr "Erster Text."\n'
    blog.conf |= {"language": "de", "locale_dirs": ["locale"]}
    blog.write({"page.md": f"# News\n\n{_FIRST}{_SECOND}{_THIRD}", "locale/de/LC_MESSAGES/page.po": catalogue})
    build = blog.build()
    assert "Erster Text." in build.text("page.html")
    assert not any(b"Zythum" in path.read_bytes() for path in build.out.rglob("*") if path.is_file())
    _compare(blog, {"page.md": f"# News\n\n{_FIRST}{_THIRD}"})


# -- the search --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["preview", "published"])
def test_the_index_of_the_search_knows_no_word_of_what_is_gone(blog: Site, step: str) -> None:
    """Sphinx leaves words without a document: those of a preview would be read in the file of the published site."""
    blog.write({"posts/z.md": _post("Zymotic", "date: 2026-01-02", body="Zymurgy.\n\n```{py:function} zythum()\n```")})
    if step == "preview":
        blog.replace("posts/z.md", "date: 2026-01-02", "draft: true")
    shown = blog.build(blog_drafts="show")
    assert all(word in shown.text("searchindex.js") for word in ("zymurgi", "zymot", "zythum"))
    blog.replace(
        "posts/z.md",
        "blogpost: true\n",
        "blogpost: true\ndraft: true\n" if step == "published" else "blogpost: true\n\n",
    )
    build = blog.build()
    assert not any(word in build.text("searchindex.js").lower() for word in ("zymurg", "zymot", "zyth"))
    fresh = blog.fresh()
    assert build.text("searchindex.js") == fresh.text("searchindex.js")
