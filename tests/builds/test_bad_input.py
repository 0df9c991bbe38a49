"""Bad input: never a crash, never a lost post, one located warning where the author should know, none where not."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
import sphinx
from bs4 import BeautifulSoup

from tests.builds.reading_records import Read, read, warnings_of
from tests.builds.site import tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.builds.site import Build, Site

pytestmark = pytest.mark.slow

CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    'blog_drafts = "hide"\n'
    "blog_page_size = 500\n"
)


def _read(site: Site, files: Mapping[str, str | bytes], conf: str = "", **options: Any) -> Read:
    return read(site.write({"conf.py": CONF + conf, "index.md": "# Home\n", **files}), **options)


def _post(head: str = "", body: str = "Text.\n") -> str:
    return f"---\ndate: 2026-01-11\n{head}---\n# Title\n\n{body}"


def _about(build: Build, docname: str) -> str:
    """The one warning of ours about a document."""
    (warning,) = warnings_of(build, docname)
    return warning


def _ours(build: Build) -> list[str]:
    return [warning for warning in build.warnings if "[blog." in warning]


def _listed(build: Build, page: str = "blog/index.html") -> list[str]:
    return [title.get_text().strip("¶ ") for title in build.main(page).select(".blog-entry-title")]


# -- files --------------------------------------------------------------------------------------------------------


def test_files_that_are_hardly_posts(site: Site) -> None:
    """Empty, binary, nothing but front matter, nothing but a comment: with a date in their names they are published."""
    binary = b"\x00\x01\x7fELF\xff\xfe" + bytes(range(128, 140)) + b"\n\n\x0b\x0c text\n"
    found = _read(
        site,
        {
            "posts/2026-01-11-empty.md": "",
            "posts/2026-01-11-blank.md": "\n\n\n",
            "posts/2026-01-11-empty-list.rst": "",
            "posts/2026-01-11-binary.md": binary,
            "posts/2026-01-11-head.md": "---\ntags: x\n---\n",
            "posts/2026-01-11-comment.md": "% nothing\n",
            "posts/2026-01-11-rule.md": "---\n",
            "posts/empty.md": "",
            "posts/binary.md": binary,
        },
    )
    # from version 9 on Sphinx stops at a file that is not UTF-8, so such a post is left out, and said to be
    binaries = [] if sphinx.version_info >= (9, 0) else ["binary"]
    names = [*binaries, "blank", "comment", "empty", "empty-list", "head", "rule"]
    assert sorted(key.removeprefix("posts/2026-01-11-") for key in found.posts) == names
    assert sorted(found.withheld) == [*(f"posts/{name}" for name in binaries), "posts/empty"]
    assert found["posts/2026-01-11-empty-list"].title == "Empty list"
    assert len(_listed(found.build)) == len(names)
    told = [warning for warning in _ours(found.build) if "is not UTF-8" in warning]
    assert _ours(found.build) == told
    assert len(told) == 2 * (not binaries)


def test_a_post_in_an_excluded_folder_does_not_exist(site: Site) -> None:
    """A pattern of ours does not bring it back."""
    files = {"posts/a.md": _post(), "posts/old/b.md": _post("tags: old\n"), "posts/_c.md": _post()}
    found = _read(site, files, 'exclude_patterns = ["posts/old", "**/_*"]\n')
    assert list(found.posts) == ["posts/a"]
    assert not found.build.has("blog/tag/old.html")
    assert found.build.warnings == []


def test_a_blog_without_posts(site: Site) -> None:
    """Its home says so, and a warning which pattern matches nothing."""
    found = _read(site, {})
    assert "No posts yet." in found.build.main("blog/index.html").get_text()
    assert _ours(found.build) == []
    (warning,) = found.build.unused_patterns
    assert "conf.py:3: WARNING: blog_posts: no document matches 'posts/**'." in warning


@pytest.mark.parametrize(
    "body",
    ["word " * 1_000_000, "字" * 1_700_000, "```text\n" + "x = 1\n" * 830_000 + "```\n", "- item\n" * 4_000],
    ids=["paragraph", "chinese", "code", "list"],
)
def test_a_post_of_megabytes_has_a_small_excerpt(site: Site, body: str) -> None:
    """One giant block is cut, and its record is as small as any."""
    found = _read(site, {"posts/a.md": _post(body=body)}, "html_copy_source = False\nhtml_use_index = False\n")
    excerpt = found.build.main("blog/index.html").select_one(".blog-excerpt")
    assert excerpt is not None
    assert 0 < len(excerpt.get_text()) < 5000
    assert found.build.main("blog/index.html").select_one(".blog-read-more") is not None
    assert len(repr(found["posts/a"])) < 5000
    assert found.build.warnings == []


# -- front matter -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("tags: [a, b", 4),
        ("description: Title: with a colon", 3),
        ("description: @home", 3),
        ("\tindented: with a tab", 3),
        ("x: *nobody", 3),
        ("x: !!python/object/apply:os.system ['true']", 3),
        ("? [a]\n: b", 3),
        ("just a line", 4),
    ],
)
def test_malformed_front_matter_keeps_the_post(site: Site, line: str, place: int) -> None:
    """What can be read of it counts; one warning of ours, at the line where YAML gives up."""
    found = _read(site, {"posts/a.md": _post(f"{line}\ncategory: NLP\n")})
    post = found["posts/a"]
    assert (f"{post.date:%F}", post.labels("category"), post.title) == ("2026-01-11", ("NLP",), "Title")
    warning = _about(found.build, "posts/a")
    assert warning.startswith(f"{place}: front matter: not valid YAML")
    assert warning.endswith("[blog.front_matter]")


@pytest.mark.parametrize(
    "form",
    [
        "2024", "March", "03/04/2024", "3.4.2024", "2026-02-30", "2026-13-01", "0000-00-00", "2026-01", "today",
        "next week",
        "1736582400", "12:00", "2026-01-11 25:00", "January 2026", "[2026, 1]", "{a: b}", "true", "3.14", "２０２６",
    ],
)  # fmt: skip
def test_a_date_is_not_guessed(site: Site, form: str) -> None:
    """The post is a draft, and a warning is reported; in a preview it is shown."""
    found = _read(site, {"posts/a.md": f"---\ntags: x\ndate: {form}\n---\n# Title\n"})
    assert found.posts == {}
    assert list(found.withheld) == ["posts/a"]
    warning = _about(found.build, "posts/a")
    assert warning.startswith("3: date: ")
    assert warning.endswith("The post is treated as a draft. [blog.date]")


@pytest.mark.parametrize(
    "form", ["0001-01-01", "9999-12-31", "0099-05-05", "9999-12-31 23:59 -12:00", "0001-01-01 00:00 +14:00"]
)
def test_the_ends_of_the_calendar(site: Site, form: str) -> None:
    """They are dates, or are reported; nothing overflows."""
    found = _read(site, {"posts/a.md": f"---\ndate: {form}\n---\n# Title\n"}, 'blog_timezone = "Asia/Shanghai"\n')
    assert len(found.posts) + len(found.withheld) == 1
    assert len(_ours(found.build)) <= 1


def test_a_moment_in_milliseconds(site: Site) -> None:
    """The build goes on with the time of the machine, which is reported once."""
    site.write({"conf.py": CONF, "index.md": "# Home\n", "posts/a.md": _post()})
    build = site.build(now=1_772_323_200_000)
    (warning,) = _ours(build)
    assert "SOURCE_DATE_EPOCH: '1772323200000' is not valid. Expected seconds" in warning
    assert _listed(build) == ["Title"]


@pytest.mark.parametrize(
    ("tags", "labels", "warns"),
    [
        ("", (), False),
        ("null", (), False),
        ("~", (), False),
        ("[]", (), False),
        ("''", (), False),
        ("[null, '', a]", ("a",), False),
        ("[[a, b], [c, [d]]]", ("a", "b", "c", "d"), False),
        ("[1, 2.50, 007]", ("1", "2.50", "007"), False),
        ("42", ("42",), False),
        ("true", ("true",), False),
        ("[true, False]", ("true", "false"), False),
        ("2026-01-11", ("2026-01-11",), False),
        ("{a: b}", (), True),
        ("[{a: b}, c]", ("c",), True),
        ("[{name: Mei}]", ("Mei",), False),
        ("a; b", ("a; b",), False),
        ("[a, A, ' a ']", ("a", "A"), False),
        ("&x [a, *x]", ("a",), True),
    ],
)
def test_any_value_of_tags(site: Site, tags: str, labels: tuple[str, ...], warns: bool) -> None:
    """Its labels are found; a mapping is no label, and that is reported at its line."""
    found = _read(site, {"posts/a.md": _post(f"tags: {tags}\n")})
    assert found["posts/a"].labels("tag") == labels
    told = warnings_of(found.build, "posts/a")
    assert bool(told) is warns
    assert all(warning.startswith("3: tags: ") for warning in told)


# -- terms --------------------------------------------------------------------------------------------------------

ODD = ["...", "!!!", "🚀", "👍🏽", "C", "C++", "C#", ".NET", "ガイド", "한국어", "机器学习", "a/b", "..",
       "../../etc/passwd", "con",
       "%2e%2e", "a&b<c>", "' onmouseover='x", "page", "2026", "x" * 150, "字" * 90]  # fmt: skip


@pytest.fixture
def odd(site: Site) -> Read:
    """A blog with every odd tag, each used once."""
    tags = "".join(f"- {tag!r}\n" if "'" not in tag else f'- "{tag}"\n' for tag in ODD)
    return _read(site, {"posts/a.md": _post(f"tags:\n{tags}")})


def test_odd_tags_have_pages_of_their_own(odd: Read) -> None:
    """Each link of the post's entry leads to a page inside the output, and no two to the same."""
    assert odd["posts/a"].labels("tag") == tuple(ODD)
    links = odd.build.main("blog/index.html").select(".blog-entry p.blog-tags a")
    assert [link.get_text() for link in links] == ODD
    targets = [(odd.build.out / "blog" / unquote(str(link["href"]))).resolve() for link in links]
    assert len(set(targets)) == len(ODD)
    for tag, target in zip(ODD, targets, strict=True):
        assert target.is_relative_to(odd.build.out / "blog" / "tag")
        assert tag in BeautifulSoup(target.read_text(encoding="utf-8"), "html.parser").get_text()
        assert len(target.name.encode()) <= 125


def test_odd_tags_are_no_mistakes(odd: Read) -> None:
    """Nobody is warned of an emoji; only of two that share an address."""
    assert [warning.partition("] ")[0] for warning in odd.build.warnings if "[blog.collision]" not in warning] == []
    assert all("posts/a.md:1: WARNING: tag: " in warning for warning in odd.build.warnings)


def test_languages_whose_names_differ_by_signs(odd: Read) -> None:
    """Readable addresses, as people guess them."""
    for name in ("c", "cplusplus", "csharp", "dot-net", "ガイド", "한국어", "机器学习"):
        assert odd.build.has(f"blog/tag/{name}.html"), name


def test_tags_that_take_the_place_of_others(site: Site) -> None:
    """One named index, two with one address: a warning says which page each got."""
    found = _read(site, {"posts/a.md": _post("tags: [index, foo!, foo, bar]\n")})
    assert sorted(path.stem for path in (found.build.out / "blog" / "tag").iterdir()) == [
        "bar",
        "foo",
        "foo-2",
        "index",
        "index-2",
    ]
    assert sorted(warnings_of(found.build, "posts/a")) == [
        "3: tag: 'foo' and 'foo!' have the same slug. 'foo' gets 'foo-2'. [blog.collision]",
        "3: tag: 'index' and a generated page have the same slug. 'index' gets 'index-2'. [blog.collision]",
    ]


@pytest.mark.parametrize(("tag", "why"), [("\u200b", "has no visible character"), ("w " * 150, "Expected at most 200")])
def test_a_tag_that_cannot_be_one_is_left_out(site: Site, tag: str, why: str) -> None:
    """It is reported at its line, in front matter and in a directive; the others stay."""
    found = _read(site, {"posts/a.md": _post(f'tags: ["{tag}", ok]\n', f"```{{tag}} {tag}, too\n```\n")})
    assert found["posts/a"].labels("tag") == ("ok", "too")
    one, other = warnings_of(found.build, "posts/a")
    assert one.partition(":")[0] == "7"
    assert other.partition(":")[0] == "3"
    for warning in (one, other):
        assert why in warning
        assert warning.endswith("is ignored. [blog.term]")


def test_a_post_with_five_hundred_tags(site: Site) -> None:
    """Each has a page; none is written here, since each of those shows all five hundred."""
    tags = ", ".join(f"tag{number}" for number in range(500))
    found = _read(site, {"posts/a.md": _post(f"tags: [{tags}]\n")}, builder="gettext")
    assert len(found["posts/a"].labels("tag")) == 500
    assert {f"blog/tag/tag{number}" for number in range(500)} <= set(found.pages)
    assert found.build.warnings == []


# -- code in texts ------------------------------------------------------------------------------------------------

SCRIPT = "<script>alert(1)</script>"


def test_nothing_an_author_writes_is_code(site: Site) -> None:
    """Title, terms, texts: escaped on the post's page and wherever it is listed."""
    head = "".join(
        f'{key}: "{SCRIPT}"\n' for key in ("title", "tags", "category", "author", "series", "location", "language")
    )
    head += f'description: "{SCRIPT}"\nexcerpt: "{SCRIPT}"\nimage: https://example.org/a.png\n'
    head += "image_alt: '\"><img src=x onerror=alert(1)>'\n"
    text = f"---\ndate: 2026-01-11\n{head}---\nText.\n"
    found = _read(
        site,
        {"posts/a.md": text, "posts/b.md": text.replace("excerpt", "x_note"),
         "cards.md": "# C\n\n```{postlist}\n:style: cards\n```\n",
         "lines.md": "# L\n\n```{postlist}\n:format: {date} {title} {tags} <b>\n:expand: <i>\n```\n",
         "terms.md": "# T\n\n```{termlist} tags\n:style: table\n```\n\n```{termlist} tags\n:style: bar\n```\n",
         "archive.md": "# A\n\n```{postarchive}\n```\n"},
        'blog_title = "<script>alert(1)</script>"\n',
    )  # fmt: skip
    assert found["posts/a"].title == SCRIPT
    pages = [name for name in tree(found.build.out) if name.endswith(".html")]
    assert len(pages) > 15
    for name in pages:
        text = found.build.text(name)
        assert SCRIPT not in text, name
        assert "<img src=x" not in text, name
        page = BeautifulSoup(text, "html.parser")
        holding = [script for script in page.select("script") if "alert(1)" in script.get_text()]
        # browsers do not run data, and these are data: read back, they are what the author wrote
        assert {str(script.get("type")) for script in holding} <= {"application/ld+json"}, name
        assert all(SCRIPT in json.dumps(json.loads(script.get_text())) for script in holding), name
        assert not page.select("[onerror]"), name
    assert _listed(found.build) == [SCRIPT, SCRIPT]
    assert _ours(found.build) == []


@pytest.mark.parametrize("key", ["external_link", "image", "canonical"])
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x"]
)
def test_an_address_that_runs_code_is_no_link(site: Site, key: str, address: str) -> None:
    """It is reported at its line and left out; the post is listed with a link to its own page."""
    found = _read(
        site, {"posts/a.md": _post(f'{key}: "{address}"\n')}, 'blog_listing = "cards"\n' if key == "image" else ""
    )
    assert (found["posts/a"].external_link, found["posts/a"].image, found["posts/a"].canonical) == ("", "", "")
    warning = _about(found.build, "posts/a")
    assert warning.startswith(f"3: {key}: ")
    assert warning.endswith("The key is ignored. [blog.value]")
    for name in ("blog/index.html", "posts/a.html", "blog/archive.html"):
        links = [
            str(node.get("href") or node.get("src")).lower()
            for node in found.build.page(name).select("[href], img[src]")
        ]
        assert not [link for link in links if link.startswith(("javascript:", "data:", "vbscript:"))]


def test_an_address_cannot_leave_its_attribute(site: Site) -> None:
    """Quotes in it are part of it."""
    found = _read(site, {"posts/a.md": _post("external_link: 'https://example.org/\"><script>alert(1)</script>'\n")})
    page = found.build.page("blog/index.html")
    assert not [script for script in page.select("script") if "alert(1)" in script.get_text()]
    assert SCRIPT not in found.build.text("blog/index.html")


# -- titles and places --------------------------------------------------------------------------------------------


def test_two_posts_with_one_title(site: Site) -> None:
    """Both are listed, each with its own address."""
    found = _read(site, {"posts/a.md": _post(), "posts/b.md": _post()})
    assert _listed(found.build) == ["Title", "Title"]
    links = [str(link["href"]) for link in found.build.main("blog/index.html").select(".blog-entry-title a")]
    assert links == ["../posts/a.html", "../posts/b.html"]
    assert found.build.warnings == []


def test_titles_that_are_hardly_titles(site: Site) -> None:
    """Blank, a number, a year, very long, of one emoji, with a line end."""
    titles = {
        "blank": "' '",
        "number": "42",
        "true": "true",
        "long": "w" * 3000,
        "emoji": "🚀",
        "lines": "|-\n  one\n  two",
    }
    found = _read(
        site,
        {f"posts/{name}.md": f"---\ndate: 2026-01-11\ntitle: {title}\n---\nText.\n" for name, title in titles.items()},
    )
    assert {key.removeprefix("posts/"): post.title for key, post in found.posts.items()} == {
        "blank": "Blank", "number": "42", "true": "true", "long": "w" * 3000, "emoji": "🚀", "lines": "one two",
    }  # fmt: skip
    assert found.build.warnings == []


def test_posts_in_the_places_of_pages(site: Site) -> None:
    """Where the blog has its archive, a year, a tag: they are posts, and carry the listing too."""
    files = {f"blog/{name}.md": _post("blogpost: true\ntags: x\n") for name in ("archive", "2026", "tag/x", "page/2")}
    found = _read(site, files)
    assert len(found.posts) == 4
    assert len(_listed(found.build)) == 4
    assert _ours(found.build) == []


# -- directives ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("titel", "5: post: unknown option 'titel'. Did you mean 'title'? The option is ignored. [blog.key]"),
        ("colour", "5: post: unknown option 'colour'. The option is ignored. [blog.key]"),
    ],
)
def test_unknown_options_do_not_lose_a_post(site: Site, option: str, told: str) -> None:
    """They are reported at the directive, in either language; the rest of it counts."""
    found = _read(
        site,
        {
            "a.md": f"# A\n\nText.\n\n```{{post}} 2026-01-11\n:tags: x\n:{option}: y\n```\n",
            "b.rst": f"B\n=\n\n\n.. post:: 2026-01-11\n   :tags: x\n   :{option}: y\n",
        },
    )
    for docname in ("a", "b"):
        assert found[docname].labels("tag") == ("x",)
        assert warnings_of(found.build, docname) == [told]
    assert len(found.build.warnings) == 2


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_unknown_options_do_not_lose_a_list(site: Site, suffix: str) -> None:
    """Each directive reports them, in either language, and its list is displayed."""
    lists = ("termlist", "tags", "styel", "y"), ("postarchive", "", "style", "list"), ("mentions", "", "limits", "2")
    form = "```{{{}}} {}\n:{}: {}\n```\n\n" if suffix == "md" else ".. {}:: {}\n   :{}: {}\n\n\n"
    blogs = "- name: Other\n  url: https://example.org/\n"
    roll = "```{blogroll}\n:titel: x\n\n" + blogs + "```\n"
    if suffix == "rst":
        roll = ".. blogroll::\n   :titel: x\n\n" + textwrap.indent(blogs, "   ")
    page = "# Page\n\n" if suffix == "md" else "Page\n====\n\n"
    page += "".join(form.format(*one) for one in lists) + roll
    build = _read(site, {"posts/a.md": _post("tags: x\n"), f"page.{suffix}": page}).build
    assert [warning.partition(": ")[2] for warning in warnings_of(build, "page")] == [
        "termlist: unknown option 'styel'. Did you mean 'style'? The option is ignored. [blog.key]",
        "postarchive: unknown option 'style'. The option is ignored. [blog.key]",
        "mentions: unknown option 'limits'. Did you mean 'limit'? The option is ignored. [blog.key]",
        "blogroll: unknown option 'titel'. Did you mean 'title'? The option is ignored. [blog.key]",
    ]
    assert "Title" in build.main("page.html").text
    assert [tag.text for tag in build.main("page.html").select("a.blog-blogroll-name")] == ["Other"]


@pytest.mark.parametrize(
    ("directive", "told"),
    [
        ("{postlist} 1", []),
        ("{postlist} many", ["postlist: 'many'"]),
        ("{postlist} 0", ["postlist: '0'"]),
        ("{postlist} -3", ["postlist: '-3'"]),
        ("{postlist} ２", ["postlist: '２'"]),
        ("{postlist}\n:sort: random", [":sort: 'random' is not valid. Expected one of newest"]),
        ("{postlist}\n:style: fancy", [":style: 'fancy' is not valid. Expected one of list"]),
        ("{postlist}\n:excerpt: some", [":excerpt: 'some' is not valid. Expected one of rich"]),
        ("{postlist}\n:paginate: lots", [":paginate: 'lots'"]),
        ("{postlist}\n:tags: nothing", ["no listed post has the tag 'nothing'"]),
        ("{postlist}\n:author: nobody", ["no listed post has the author 'nobody'"]),
        ("{postlist}\n:year: 1999", ["no listed post has the year '1999'"]),
        ("{postlist}\n:year: soon", ["no listed post has the year 'soon'"]),
        ("{postlist}\n:tags: nothing, x", ["no listed post has the tag 'nothing'"]),
        ("{postlist}\n:tags:", []),
        ("{postlist}\n:format: {nothing} {title", []),
        ("{termlist} colours", ["'colours' is not a taxonomy"]),
        ("{termlist} tags some", ["termlist: 'some'"]),
        ("{termlist} tags\n:style: fancy", [":style: 'fancy'"]),
        ("{termlist} series", []),
    ],
)
def test_bad_arguments_of_listings(site: Site, directive: str, told: list[str]) -> None:
    """Each is reported once at its line; the listing is made without it, or is empty, and the page is there."""
    found = _read(
        site,
        {
            "posts/a.md": _post("tags: x\n"),
            "list.md": f"---\norphan: true\n---\n# List\n\n```{directive}\n```\n\nEnd.\n",
        },
    )
    warnings = warnings_of(found.build, "list")
    assert len(warnings) == len(told) == len(found.build.warnings)
    for warning, start in zip(warnings, told, strict=True):
        assert warning.startswith("6: ")
        assert start in warning
    assert "End." in found.build.main("list.html").get_text()


@pytest.mark.parametrize(
    "option", [":tags: nothing", ":year: 1999", ":category: nothing", ":tags: nothing\n:sort: title", ":path: none/*"]
)
def test_a_filter_that_finds_nothing_is_not_all_posts(site: Site, option: str) -> None:
    """The listing is empty, and says so in the author's words."""
    page = f"---\norphan: true\n---\n# List\n\n```{{postlist}}\n{option}\n:empty: Nothing here.\n```\n"
    found = _read(site, {"posts/a.md": _post("tags: x\n"), "list.md": page})
    assert _listed(found.build, "list.html") == []
    assert "Nothing here." in found.build.main("list.html").get_text()


def test_directives_in_odd_places(site: Site) -> None:
    """A tag of nothing, a note without a date, a directive that says nothing, a listing in a post's excerpt."""
    body = "```{tag} ,\n```\n\n```{update} x\n```\n\n```{postlist}\n```\n\n> ```{post}\n> ```\n"
    found = _read(site, {"posts/a.md": _post(body=body)})
    assert [warning.partition(":")[0] for warning in warnings_of(found.build, "posts/a")] == ["9"]
    assert _listed(found.build) == ["Title"]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "text", "latex", "xml", "gettext", "json", "epub"])
def test_bad_input_in_other_formats(site: Site, builder: str) -> None:
    """None of it stops a build of any kind."""
    files = {
        "posts/a.md": _post(
            f'title: "{SCRIPT} & co"\ntags: ["🚀", "C++", "a/b", "\\0"]\nexternal_link: javascript:x\n'
        ),
        "posts/2026-01-11-empty.md": "",
        "posts/b.md": "---\ndate: someday\n---\n# B\n",
    }
    found = _read(site, files, 'epub_copyright = "x"\nversion = "1"\n', builder=builder)
    assert len(found.posts) == 2
    assert len(_ours(found.build)) == 3
