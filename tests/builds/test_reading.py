"""Reading: whichever way a post is written, the same record comes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sphinx

from tests.builds.reading_records import Read, read, warnings_of
from tests.builds.site import ROOTS, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinxext_blog.model.post import Post

MYST = (
    'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
    'blog_drafts = "hide"\n'
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Read]:
    """What is read of a root; each is built once for all tests here."""
    built: dict[str, Read] = {}

    def of(name: str) -> Read:
        if name not in built:
            built[name] = read(Site(tmp_path_factory.mktemp(name)).copy_of(name))
        return built[name]

    return of


def _read(site: Site, files: Mapping[str, str | bytes], conf: str = "", base: str = MYST) -> Read:
    return read(site.write({"conf.py": base + conf, "index.md": "# Home\n", **files}))


def _bare(post: Post) -> Post:
    """Without where it was written."""
    return replace(post, docname="", line=0)


# -- one post, four ways ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("docname", ["directive", "colons", "directive-rst", "field-list", "typed"])
def test_every_way_of_writing_gives_the_same_record(root: Callable[[str], Read], docname: str) -> None:
    """Front matter, directives with either kind of options, field lists, lists for scalars: every key of them."""
    found = root("reading-forms")
    assert _bare(found[docname]) == _bare(found["front-matter"])


def test_every_key_is_in_the_record(root: Callable[[str], Read]) -> None:
    """Typed, in the zone of the site, and without a warning in any of the files."""
    found = root("reading-forms")
    post = found["front-matter"]
    assert str(post.date) == "2026-01-11 10:00:00+08:00"
    assert str(post.updated) == "2026-02-01 00:00:00+08:00"
    assert str(post.expires) == "2027-01-01 00:00:00+08:00"
    assert dict(post.terms) == {
        "author": ("Mei", "Bo"),
        "category": ("NLP",),
        "language": ("English",),
        "location": ("Berlin",),
        "series": ("Attention",),
        "tag": ("C++", "机器学习"),
    }
    assert (post.title, post.series_order, post.excerpt) == ("Another title", 2, "A text of its own.")
    assert (post.description, post.summary) == ("What it is about.", "What it is about.")
    assert (post.image, post.image_alt) == ("cover.png", "A cover")
    assert (post.draft, post.unlisted, post.pinned) == (True, True, True)
    assert (post.external_link, post.canonical) == ("https://example.org/there", "https://example.org/original")
    assert (post.aliases, post.comments, post.related) == (("old/one", "old/two"), False, False)
    assert (post.measure.words, post.measure.minutes) == (4, 1)
    # each of the six files names the same two old addresses, which only the first of them can have
    shared = [warning for warning in found.build.warnings if "is already an alias of 'colons'" in warning]
    assert len(shared) == 10
    assert found.build.warnings == shared


def test_a_declaration_knows_its_line(root: Callable[[str], Read]) -> None:
    """That of the directive; the first of front matter."""
    found = root("reading-forms")
    lines = {docname: post.line for docname, post in found.posts.items()}
    assert lines == {"front-matter": 1, "field-list": 1, "typed": 1, "directive": 3, "colons": 3, "directive-rst": 4}


# -- several posts in a document ----------------------------------------------------------------------------------


def test_sections_are_posts(root: Callable[[str], Read]) -> None:
    """Each by its directive; drafts and scheduled ones are left out, also of their page; ordinary ones stay."""
    found = root("reading-several")
    assert sorted(found.posts) == ["nested", "notes#one", "notes#two", "week", "week#monday"]
    page = found.build.main("notes.html").get_text()
    assert "Nobody reads this" not in page
    assert "Nor this, yet" not in page
    assert "Just text" in page
    assert "Nothing." not in found.build.main("week.html").get_text()
    assert found.build.warnings == []


def test_a_directive_counts_wherever_it_is_nested(root: Callable[[str], Read]) -> None:
    """In a note it makes its section a post; alone in a document, in a list in a quotation, the document."""
    found = root("reading-several")
    assert found["notes#two"].title == "Another name"
    assert found["notes#two"].labels("author") == ("Mei",)
    assert (found["nested"].anchor, found["nested"].labels("tag")) == ("", ("deep",))


def test_a_first_directive_may_mean_the_whole_document(root: Callable[[str], Read]) -> None:
    """Right under the title; the posts below are no part of its text."""
    found = root("reading-several")
    assert (found["week"].title, found["week"].text) == ("Week", "The whole document.")
    assert found["week"].labels("category") == ("Weekly",)


def test_tags_belong_to_the_post_that_contains_them(root: Callable[[str], Read]) -> None:
    """Added to its own; in an ordinary document they are the document's."""
    found = root("reading-several")
    assert found["notes#one"].labels("tag") == ("x",)
    assert found["notes#two"].labels("tag") == ("y", "C++")
    assert found.tagged["guide"].tags == ("x", "guides", "more")
    assert found.tagged["install"].tags == ("guides",)
    assert {docname: page.title for docname, page in found.tagged.items()} == {"guide": "Guide", "install": "Install"}


def test_tags_are_links_in_the_text(root: Callable[[str], Read]) -> None:
    """Of a post and of a page; a tag page names both."""
    build = root("reading-several").build
    links = [link["href"] for link in build.main("guide.html").select("p.blog-tags a")]
    assert links == ["blog/tag/x.html", "blog/tag/guides.html", "blog/tag/x.html", "blog/tag/more.html"]
    listed = build.main("blog/tag/x.html").get_text()
    assert "One" in listed
    assert "Guide" in listed


def test_the_newest_note_is_the_date_of_change(root: Callable[[str], Read]) -> None:
    """Whatever the order they stand in; a note of one post does not touch another."""
    found = root("reading-several")
    assert str(found["week#monday"].updated) == "2026-02-03 10:00:00+00:00"
    assert str(found["notes#one"].updated) == "2026-01-20 00:00:00+00:00"
    assert found["notes#two"].updated is None
    assert found["week"].updated is None


def test_a_note_displays_its_date(root: Callable[[str], Read]) -> None:
    """In its title, on a page that is no post as well."""
    build = root("reading-several").build
    assert "Updated on Jan 20, 2026" in build.main("notes.html").get_text()
    assert "Updated on Jan 1, 2026" in build.main("install.html").get_text()


def test_what_directives_show_is_no_text_of_the_post(root: Callable[[str], Read]) -> None:
    """Neither the links of tags nor dated notes are in the excerpt or the description."""
    found = root("reading-several")
    assert found["notes#two"].text == "Inside a note. Below two Still the second."
    assert found["week#monday"].text == "The body of Monday."


def test_updated_and_notes_together(site: Site) -> None:
    """The newest of all counts, also when it is the front matter's."""
    note = "\n```{update} 2026-01-15\nText.\n```\n"
    found = _read(
        site,
        {
            "posts/a.md": f"---\ndate: 2026-01-11\nupdated: 2026-01-20\n---\n# A\n{note}",
            "posts/b.md": f"---\ndate: 2026-01-11\nupdated: 2026-01-12\n---\n# B\n{note}",
        },
    )
    assert [f"{found[key].updated:%F}" for key in ("posts/a", "posts/b")] == ["2026-01-20", "2026-01-15"]


# -- dates --------------------------------------------------------------------------------------------------------

FORMS = {
    "2026-01-11": "2026-01-11 00:00:00+08:00",
    "2026-01-11 10:30": "2026-01-11 10:30:00+08:00",
    "2026-01-11T10:30:15": "2026-01-11 10:30:15+08:00",
    "2026-01-11T10:30:15Z": "2026-01-11 10:30:15+00:00",
    "2026-01-11 10:30:15 -05:00": "2026-01-11 10:30:15-05:00",
    "2026-01-11T10:30+0530": "2026-01-11 10:30:00+05:30",
    "20260111": "2026-01-11 00:00:00+08:00",
    "2026/01/11": "2026-01-11 00:00:00+08:00",
    "2026/1/1 9:05": "2026-01-01 09:05:00+08:00",
    "January 11, 2026": "2026-01-11 00:00:00+08:00",
    "Jan 11, 2026": "2026-01-11 00:00:00+08:00",
    "11 Jan 2026": "2026-01-11 00:00:00+08:00",
    "11 January 2026": "2026-01-11 00:00:00+08:00",
    "January 11th, 2026 3:30 pm": "2026-01-11 15:30:00+08:00",
    "Sun, 11 Jan 2026": "2026-01-11 00:00:00+08:00",
    "2026年1月11日": "2026-01-11 00:00:00+08:00",
}


def test_every_form_of_a_date_in_every_place(site: Site) -> None:
    """Front matter, quoted or not, field lists, and the argument of a directive."""
    files = {}
    for number, form in enumerate(FORMS):
        files[f"posts/{number}.md"] = f"---\ndate: {form}\n---\n# T\n"
        files[f"posts/{number}-quoted.md"] = f'---\ndate: "{form}"\n---\n# T\n'
        files[f"posts/{number}-list.rst"] = f":date: {form}\n\nT\n=\n"
        files[f"directive-{number}.rst"] = f":orphan:\n\nT\n=\n\n.. post:: {form}\n"
    found = _read(site, files, 'blog_timezone = "Asia/Shanghai"\n')
    for number, moment in enumerate(FORMS.values()):
        for docname in (f"posts/{number}", f"posts/{number}-quoted", f"posts/{number}-list", f"directive-{number}"):
            assert str(found[docname].date) == moment, docname
    assert found.build.warnings == []


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("posts/2026-01-11-title.md", "2026-01-11"),
        ("posts/2026_01_11_title.rst", "2026-01-11"),
        ("posts/2026/01/11/title.md", "2026-01-11"),
        ("posts/2026-01-11-title/index.md", "2026-01-11"),
        ("posts/2026/01-11-title.md", "2026-01-11"),
        ("posts/title-2026-01-11.md", None),
        ("posts/2026-13-45-title.md", None),
        ("posts/2026/title.md", None),
    ],
)
def test_a_date_in_the_name_counts_where_the_file_has_none(site: Site, name: str, day: str | None) -> None:
    """At the start of a name or as folders; else the post is a draft, without a warning."""
    text = "Title\n=====\n\nText.\n" if name.endswith(".rst") else "# Title\n\nText.\n"
    found = _read(site, {name: text})
    docname = name.rpartition(".")[0]
    if day is None:
        assert docname in found.withheld
    else:
        assert f"{found[docname].date:%F}" == day
    assert found.build.warnings == []


def test_a_written_date_wins_over_the_name(site: Site) -> None:
    """Also one that cannot be read: what was meant is not known then."""
    found = _read(
        site,
        {
            "posts/2026-01-11-a.md": "---\ndate: 2025-05-05\n---\n# A\n",
            "posts/2026-01-11-b.md": "---\ndate: someday\n---\n# B\n",
            "posts/2026-01-11-c.md": "---\ndate:\n---\n# C\n",
        },
    )
    assert f"{found['posts/2026-01-11-a'].date:%F}" == "2025-05-05"
    assert "posts/2026-01-11-b" in found.withheld
    assert f"{found['posts/2026-01-11-c'].date:%F}" == "2026-01-11"


# -- which files are posts ----------------------------------------------------------------------------------------


def test_patterns_and_the_metadata_of_files(site: Site) -> None:
    """A pattern with a suffix, a file that opts out, one elsewhere that opts in, the blog's own pages."""
    found = _read(
        site,
        {
            "posts/a.md": "---\ndate: 2026-01-11\n---\n# A\n",
            "posts/out.md": "---\ndate: 2026-01-11\nblogpost: false\norphan: true\n---\n# Out\n",
            "posts/also-out.rst": ":date: 2026-01-11\n:blogpost: false\n:orphan:\n\nOut\n===\n",
            "posts/b.rst": ":date: 2026-01-11\n\nB\n=\n",
            "notes/c.md": "---\nblogpost: true\ndate: 2026-01-11\n---\n# C\n",
            "notes/d.md": "---\ndate: 2026-01-11\norphan: true\n---\n# D\n",
            "blog/index.md": "---\norphan: true\n---\n# Mine\n",
            "blog/tag/index.md": "---\norphan: true\n---\n# Mine\n",
        },
        'blog_posts = ["posts/**.md", "posts/*.rst", "blog/**"]\n',
    )
    assert sorted(found.posts) == ["notes/c", "posts/a", "posts/b"]
    assert found.build.warnings == []


def test_posts_need_no_toctree(site: Site) -> None:
    """Sphinx is kept from asking for one, unless the site wants to be asked."""
    files = {"posts/a.md": "---\ndate: 2026-01-11\n---\n# A\n"}
    assert _read(site, files).build.warnings == []
    (warning,) = site.build(to="asked", blog_orphan_posts=False).warnings
    assert "isn't included in any toctree" in warning


# -- titles -------------------------------------------------------------------------------------------------------


def test_every_post_has_a_title(site: Site) -> None:
    """Front matter's, the first heading, else the file's name; with no heading one is put above the text."""
    head = "---\ndate: 2026-01-11\n{}---\n"
    found = _read(
        site,
        {
            "posts/heading.md": head.format("") + "# A *heading* with `code`\n\nText.\n",
            "posts/both.md": head.format("title: Short\n") + "# A long heading\n\nText.\n",
            "posts/my-first-post.md": head.format("") + "Only text.\n",
            "posts/given.md": head.format("title: Given\n") + "Only text.\n",
            "posts/several.md": head.format("title: Above all\n") + "# One\n\nA\n\n# Two\n\nB\n",
            "posts/several-untitled.md": head.format("") + "# One\n\nA\n\n# Two\n\nB\n",
            "posts/empty.md": head.format(""),
            "posts/second-level.md": head.format("") + "## Only this\n\nText.\n",
        },
        'suppress_warnings = ["myst.header"]\n',
    )
    assert {key.removeprefix("posts/"): post.title for key, post in found.posts.items()} == {
        "heading": "A heading with code",
        "both": "Short",
        "my-first-post": "My first post",
        "given": "Given",
        "several": "Above all",
        "several-untitled": "One",
        "empty": "Empty",
        "second-level": "Only this",
    }
    headings = [heading.contents[0].get_text() for heading in found.build.main("posts/several.html").select("h1, h2")]
    assert headings == ["Above all", "One", "Two"]
    assert found.build.main("posts/both.html").select_one("h1").get_text().startswith("A long heading")  # type: ignore[union-attr]
    assert found["posts/several"].text == "One A Two B"
    assert found.build.warnings == []


# -- what editors and other tools do to files ---------------------------------------------------------------------


def test_crlf_and_byte_order_marks(site: Site) -> None:
    """In Markdown and reStructuredText alike."""
    md, rst = (
        "---\ndate: 2026-01-11\ntags: [a, b]\n---\n# T\n\nText.\n",
        ":date: 2026-01-11\n:tags: a, b\n\nT\n=\n\nText.\n",
    )
    found = _read(
        site,
        {
            "posts/crlf.md": md.replace("\n", "\r\n").encode(),
            "posts/bom.md": b"\xef\xbb\xbf" + md.encode(),
            "posts/both.md": b"\xef\xbb\xbf" + md.replace("\n", "\r\n").encode(),
            "posts/rst.rst": b"\xef\xbb\xbf" + rst.replace("\n", "\r\n").encode(),
        },
    )
    assert {(post.title, post.labels("tag"), f"{post.date:%F}", post.text) for post in found.posts.values()} == {
        ("T", ("a", "b"), "2026-01-11", "Text.")
    }
    assert found.build.warnings == []


def test_front_matter_is_read_after_templates_were_rendered(site: Site) -> None:
    """And keeps its types: a handler of source-read writes it, as sites with Jinja have it."""
    handler = (
        "def setup(app):\n"
        "    app.connect('source-read', lambda app, docname, content: content.__setitem__(0, "
        "content[0].replace('{{ day }}', '2026-01-11').replace('{{ tags }}', '[a, 1.10, \"b, c\"]')))\n"
    )
    text = "---\ndate: {{ day }}\ntags: {{ tags }}\ndraft: false\n---\n# T\n\nOn {{ day }}.\n"
    found = _read(site, {"posts/a.md": text}, handler)
    post = found["posts/a"]
    assert (f"{post.date:%F}", post.labels("tag"), post.text) == ("2026-01-11", ("a", "1.10", "b, c"), "On 2026-01-11.")
    assert found.build.warnings == []


def test_old_hexo_files_without_opening_dashes(site: Site) -> None:
    """Their keys are keys and no text; warnings keep the lines of the file, in the head and in the body."""
    body = (
        "title: Old post\ndate: 2026-01-11 10:00:00\ntags:\n- a\ndraftt: x\n---\n\n# Old\n\nText.\n\n{unknown}`role`\n"
    )
    found = _read(site, {"posts/old.md": body})
    post = found["posts/old"]
    assert (post.title, post.labels("tag"), post.text) == ("Old post", ("a",), "Text.")
    places = [warning.partition("/src/")[2].partition(": ")[0] for warning in found.build.warnings]
    # MyST 4 takes the name of the file for that of a document
    assert sorted(place.replace(".md.rst:", ".md:") for place in places) == ["posts/old.md:12", "posts/old.md:5"]


def test_a_notebook_is_a_post(site: Site) -> None:
    """By its metadata, with JSON's types; its code is not run."""
    pytest.importorskip("myst_nb")
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# From a notebook\n", "\n", "Words.\n"]},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": ["1 / 0"], "outputs": [], "execution_count": None},
    ]
    metadata = {
        "date": "2026-01-11",
        "tags": ["a", 7],
        "series_order": 3,
        "pinned": True,
        "kernelspec": {"name": "python3"},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    # the suffixes are said because Sphinx writes those of all projects of a process into one default
    conf = 'nb_execution_mode = "off"\nsource_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}\n'
    found = _read(site, {"posts/a.ipynb": json.dumps(notebook)}, conf, MYST.replace("myst_parser", "myst_nb"))
    post = found["posts/a"]
    assert (post.title, post.labels("tag"), post.series_order, post.pinned) == ("From a notebook", ("a", "7"), 3, True)
    assert post.text == "Words. [code]"


def test_keys_of_other_extensions_are_left_alone(site: Site) -> None:
    """They reach the metadata of the document, and nobody is warned."""
    keys = "layout: post\ncreated: 2020-01-01\nkeywords: a\ntocdepth: 2\nmyst:\n  html_meta:\n    x: y\n"
    text = f"---\ndate: 2026-01-11\n{keys}---\n# T\n"
    assert _read(site, {"posts/a.md": text}).build.warnings == []


# -- images -------------------------------------------------------------------------------------------------------


def test_a_cover_is_a_path_an_address_or_an_image_of_the_post(site: Site) -> None:
    """Relative to the post or to the source folder; one that is not there is none."""
    picture = (ROOTS / "reading-forms" / "cover.png").read_bytes()
    head = "---\ndate: 2026-01-11\nimage: {}\n---\n# T\n\n![One](one.png)\n\n![Two](../two.png)\n"
    found = _read(
        site,
        {
            "two.png": picture,
            "three.png": picture + b"3",
            "posts/one.png": picture,
            "posts/beside.md": head.format("one.png"),
            "posts/above.md": head.format("../three.png"),
            "posts/absolute.md": head.format("/three.png"),
            "posts/url.md": head.format("https://example.org/a.png"),
            "posts/number.md": head.format("2"),
            "posts/outside.md": head.format("../../conf.py"),
        },
    )
    assert {key.removeprefix("posts/"): post.image for key, post in found.posts.items()} == {
        "beside": "posts/one.png",
        "above": "three.png",
        "absolute": "three.png",
        "url": "https://example.org/a.png",
        "number": "two.png",
        "outside": "",
    }
    assert warnings_of(found.build, "posts/outside") == [
        "3: image: '../../conf.py' does not exist. The post is displayed without a cover. [blog.image]"
    ]
    assert len(found.build.warnings) == 1


def test_a_cover_is_where_an_image_of_the_text_would_be(site: Site) -> None:
    """Behind a folder that is a symbolic link, beside the source folder, and in the language of the site."""
    picture = (ROOTS / "reading-forms" / "cover.png").read_bytes()
    head = "---\ndate: 2026-01-11\nimage: {0}\n---\n# T\n\n![One]({0})\n"
    site.write(
        {
            "../else/p.md": head.format("i.png"),
            "../else/i.png": picture,
            "../beside.png": picture + b"2",
            "more/beside.md": head.format("../../beside.png"),
            "more/words.md": head.format("words.png"),
            "more/words.png": picture + b"3",
            "more/words.de.png": picture + b"4",
        }
    )
    (site.src / "posts").symlink_to("../else", target_is_directory=True)
    found = _read(site, {}, 'language = "de"\nblog_posts = ["posts/**", "more/**"]\n')
    assert found.build.warnings == []
    images = {key: post.image for key, post in found.posts.items()}
    # Sphinx 7 names the picture by the link
    assert images.pop("posts/p") == ("../else/i.png" if sphinx.version_info >= (8,) else "posts/i.png")
    assert images == {"more/beside": "../beside.png", "more/words": "more/words.de.png"}


# -- warnings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("docname", "place"),
    [
        ("posts/date", "3: date: '03/04/2026' is not a recognized date"),
        ("posts/updated", "2: updated: 'yesterday' is not a recognized date"),
        ("posts/front-matter", "4: front matter: not valid YAML"),
        ("posts/key", "4: catagory: unknown key. Did you mean 'category'?"),
        ("posts/key-rst", "2: autor: unknown key. Did you mean 'author'?"),
        ("posts/value", "3: comments: 'perhaps' is not a boolean. Expected true or false"),
        ("posts/term", "3: tags: '\\u200b' has no visible character"),
        ("posts/image", "3: image: 'nothing.png' does not exist"),
        ("posts/image-number", "3: image: 3 is not the number of an image in the post (images: 0)"),
        ("posts/duplicate", "11: post: the document or section is already declared a post"),
        ("posts/update", "6: update: 'soon' is not a recognized date"),
        ("posts/collision", "3: tag: 'foo!' and 'foo' have the same slug"),
        ("directive", "5: date: 'someday' is not a recognized date"),
        ("option", "6: series_order: 'first' is not a whole number"),
        ("role", "3: blog:post: no post named 'nowhere'"),
    ],
)
def test_a_mistake_is_reported_once_at_its_line(root: Callable[[str], Read], docname: str, place: str) -> None:
    """File, line, what was found, and a subtype to quiet it by."""
    (warning,) = warnings_of(root("reading-warnings").build, docname)
    assert warning.startswith(place)


def test_mistakes_of_listings_are_reported_at_their_directives(root: Callable[[str], Read]) -> None:
    """Bad arguments and options, unknown kinds, unknown terms and years."""
    build = root("reading-warnings").build
    assert [warning.partition(" ")[0] for warning in warnings_of(build, "lists")] == ["3:", "3:", "7:", "10:"]
    assert [warning.partition(" ")[0] for warning in warnings_of(build, "filters")] == ["3:", "7:"]


def test_hexo_posts_are_warned_at_the_lines_of_the_file(root: Callable[[str], Read]) -> None:
    """Though dashes were put above them."""
    found = warnings_of(root("reading-warnings").build, "posts/hexo")
    assert [warning.partition(" ")[0] for warning in found] == ["3:", "8:"]


def test_no_mistake_loses_a_post(root: Callable[[str], Read]) -> None:
    """All but those whose date cannot be read are published, and those are drafts."""
    found = root("reading-warnings")
    assert sorted(found.withheld) == ["directive", "posts/date"]
    assert len(found.posts) == 13
    assert any("blog_page_size: 'ten'" in warning for warning in found.build.warnings)


def test_warnings_can_be_quieted_by_name(site: Site) -> None:
    """One subtype, or all of ours."""
    files = {"posts/a.md": "---\ndate: someday\ntagss: x\n---\n# T\n"}
    assert len(_read(site, files).build.warnings) == 2
    assert len(site.build(to="one", suppress_warnings=["blog.key"]).warnings) == 1
    assert site.build(to="all", suppress_warnings=["blog"]).warnings == []


# -- a directive in a document that is a post already -----------------------------------------------------------------


def test_a_directive_complements_the_front_matter(site: Site) -> None:
    """A post by its name or by ``blogpost``: the directive is about the same post, and its options win.

    One in a section of a document that has a date is about another.  A document without a date whose sections are
    posts is none itself.
    """
    site.write(
        {
            "index.md": "# Home\n",
            "posts/a.rst": "A\n=\n\n.. post:: 2026-01-01\n   :tags: x\n\nText.\n",
            "posts/2026-01-03-b.md": "---\ntags: [y]\n---\n# B\n\n```{post}\n:author: Mei\n```\n\nText.\n",
            "c.md": "---\nblogpost: true\n---\n# C\n\n## Part\n\n```{post} 2026-01-02\n```\n",
            "posts/d.md": "---\ndate: 2026-01-04\ntags: [y]\n---\n# D\n\n```{post} 2026-01-05\n:author: Mei\n```\n",
            "posts/f.md": "# F\n\n## One\n\n```{post} 2026-01-08\n```\n\n## Two\n\n```{post} 2026-01-09\n```\n",
            "posts/e.md": "---\ndate: 2026-01-06\n---\n# E\n\n## Part\n\n```{post} 2026-01-07\n```\n",
        }
    )
    found = read(site)
    assert [line for line in found.build.warnings if "[blog." in line] == []
    assert {key: str(post.date)[:10] for key, post in found.posts.items()} == {
        "posts/a": "2026-01-01",
        "posts/2026-01-03-b": "2026-01-03",
        "c": "2026-01-02",
        "posts/d": "2026-01-05",
        "posts/e": "2026-01-06",
        "posts/e#part": "2026-01-07",
        "posts/f#one": "2026-01-08",
        "posts/f#two": "2026-01-09",
    }
    assert found["posts/a"].labels("tag") == ("x",)
    for both in (found["posts/2026-01-03-b"], found["posts/d"]):
        assert (both.labels("tag"), both.labels("author")) == (("y",), ("Mei",))
