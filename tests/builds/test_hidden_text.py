"""What ``only``, ``ifconfig`` and notes to do hide from the readers of a page stands nowhere else either."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sphinx.util.docutils import new_document

from tests.builds.site import differences

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

CONF = (
    'project = "Test"\nextensions = ["myst_parser", "sphinx.ext.ifconfig", "sphinx.ext.todo", "sphinxext_blog"]\n'
    'blog_posts = ["posts/**"]\nhtml_baseurl = "https://example.org/"\n'
    'def setup(app):\n    app.add_config_value("audience", "all", "html")\n'
)
HEAD = "---\ndate: 2026-01-11\n---\n# One\n\n"
HIDDEN = [
    "````{only} internal\nSECRET\n````\n",
    "````{only} html and not html\nSECRET\n````\n",
    "````{ifconfig} False\nSECRET\n````\n",
    "````{ifconfig} no_such_name > 1\nSECRET\n````\n",
    "````{ifconfig} builder == 'latex'\nSECRET\n````\n",
    "````{todo}\nSECRET\n````\n",
    "> Said.\n>\n> ````{only} internal\n> SECRET\n> ````\n",
]
LONG = "````{only} internal\n" + "SECRET " * 80 + "\n````\n"


def _site(site: Site, body: str, extra: str = "") -> Site:
    return site.write({"conf.py": CONF + extra, "index.md": "# Home\n", "posts/one.md": HEAD + body})


def _secret_files(build: Build) -> list[str]:
    """The pages and feeds that say what is hidden; the copied source is the author's own wish."""
    files = [path for path in build.out.rglob("*") if path.suffix in (".html", ".xml", ".json")]
    return sorted(path.name for path in files if "SECRET" in path.read_text(encoding="utf-8"))


def _entry(build: Build) -> str:
    """What the home of the blog shows of the post."""
    return " ".join(build.main("blog/index.html").select(".blog-entry")[0].get_text().split())


@pytest.mark.parametrize("excerpt", ["rich", "text"])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_content_is_excluded_everywhere(site: Site, hidden: str, excerpt: str) -> None:
    """Not in descriptions, previews of links, feeds and listings; nor is it counted."""
    build = _site(site, f"{hidden}\nSeen text.\n").build(blog_excerpt=excerpt)
    assert build.warnings == [] or "no_such_name" in hidden
    assert _secret_files(build) == []
    assert "Seen text." in build.text("posts/one.html").partition("</head>")[0]
    assert "Seen text." in _entry(build)
    words = 3 if "Said" in hidden else 2
    assert re.search(rf'"wordCount": ?{words}\b', build.text("posts/one.html"))


@pytest.mark.parametrize("hidden", [LONG, LONG.replace("only} internal", "ifconfig} False"), "```{todo}\n" + LONG[20:]])
def test_hidden_blocks_have_no_length(site: Site, hidden: str) -> None:
    """An automatic excerpt shows what readers see, and a rest that they do not see is no rest."""
    entry = _entry(_site(site, f"{hidden}\nFirst.\n\nSecond.\n\n{hidden}").build())
    assert "First. Second." in entry
    assert "Read more" not in entry


def test_a_hidden_part_of_a_block_has_no_length(site: Site) -> None:
    """In a note, say."""
    text = "`````{note}\nSeen.\n\n" + LONG + "`````\n\nFirst.\n"
    assert "First." in _entry(_site(site, text).build())


@pytest.mark.parametrize("hidden", [LONG, "````{ifconfig} no_such_name > 1\nSECRET\n````\n"])
def test_a_condition_does_not_silence_warnings_of_others(site: Site, hidden: str) -> None:
    """All documents that Sphinx's function makes have one reporter, also in the next build of this process."""
    before = new_document("").reporter.report_level
    _site(site, f"{hidden}\nSeen.\n").build()
    assert new_document("").reporter.report_level == before


def test_shown_blocks_count_one_by_one(site: Site) -> None:
    """What ``only`` shows is text as any other."""
    many = "\n\n".join(f"Part {number}. " + "word " * 40 for number in range(9))
    entry = _entry(_site(site, f"````{{only}} html\n{many}\n````\n").build())
    assert "Part 1." in entry
    assert "Part 2." not in entry
    assert "Read more" in entry


def test_notes_to_do_are_text_where_they_are_shown(site: Site) -> None:
    """As the option of their extension says; a change of it is seen at once."""
    _site(site, "```{todo}\nSECRET\n```\n\nSeen.\n")
    assert _secret_files(site.build()) == []
    shown = site.build(todo_include_todos=True)
    assert "SECRET" in shown.text("posts/one.html").partition("</head>")[0]
    assert differences(shown.out, site.fresh(todo_include_todos=True).out) == {}
    assert _secret_files(site.build()) == []


def test_a_change_of_tags_is_seen(site: Site) -> None:
    """Sphinx reads no document again for it."""
    _site(site, "````{only} internal\nSECRET\n````\n\nSeen.\n", 'blog_excerpt = "text"\n')
    assert _secret_files(site.build()) == []
    inside = site.build(tags=("internal",))
    assert "SECRET Seen." in _entry(inside)
    assert differences(inside.out, site.fresh(tags=("internal",)).out) == {}
    outside = site.build()
    assert _secret_files(outside) == []
    assert differences(outside.out, site.fresh().out) == {}


def test_a_change_of_the_configuration_is_seen(site: Site) -> None:
    """Also of a value that makes Sphinx write all pages and read none."""
    _site(site, "````{ifconfig} audience == 'staff'\nSECRET\n````\n\nSeen.\n", 'blog_excerpt = "text"\n')
    assert _secret_files(site.build()) == []
    staff = site.build(audience="staff")
    assert "SECRET Seen." in _entry(staff)
    assert differences(staff.out, site.fresh(audience="staff").out) == {}
    assert _secret_files(site.build()) == []


@pytest.mark.parametrize("first", ["text", "latex", "dummy", "dirhtml"])
def test_plain_texts_do_not_depend_on_who_read_first(site: Site, first: str) -> None:
    """Builders share doctrees; a page for the web has the texts of the web, whichever builder was there before."""
    body = "````{only} html\nOn the web.\n````\n\n````{only} latex or text\nOn paper.\n````\n\n"
    body += "````{ifconfig} builder == 'html'\nBy html.\n````\n\n````{only} builder_dirhtml\nIn folders.\n````\n"
    _site(site, body, 'blog_excerpt = "text"\n')
    site.build(first)
    build = site.build()
    assert "On the web. By html." in _entry(build)
    assert "On paper." not in _entry(build)
    assert "In folders." not in _entry(build)
    assert differences(build.out, site.fresh().out) == {}


def test_another_builder_does_not_have_posts_read_again(site: Site) -> None:
    """It takes the conditions of the web."""
    _site(site, "````{only} html\nOn the web.\n````\n\n````{only} latex\nOn paper.\n````\n")
    site.build()
    for builder in ("latex", "text", "html"):
        assert "0 added, 0 changed, 0 removed" in site.build(builder).log


def test_an_excerpt_in_another_format_shows_what_that_shows(site: Site) -> None:
    """What is for the web only is not in a book, and the other way round."""
    _site(site, "````{only} html\nOn the web.\n````\n\n````{only} text\nOn paper.\n````\n\nSeen.\n")
    for builder, suffix, shown, hidden in (
        ("html", "html", "On the web.", "On paper."),
        ("text", "txt", "On paper.", "On the web."),
    ):
        listing = site.build(builder).text(f"blog/index.{suffix}")
        assert shown in listing
        assert hidden not in listing


def test_parallel_readers_note_conditions(site: Site) -> None:
    """As one reader does."""
    _site(site, "````{only} internal\nSECRET\n````\n\nSeen.\n", 'blog_excerpt = "text"\n')
    site.write({f"posts/p{number}.md": HEAD + HIDDEN[0] + "\nSeen.\n" for number in range(8)})
    parallel = site.build(parallel=2)
    assert _secret_files(parallel) == []
    assert differences(parallel.out, site.fresh().out) == {}
    assert "SECRET" in _entry(site.build(parallel=2, tags=("internal",)))


def test_a_hidden_post_is_no_post(site: Site) -> None:
    """A section that is one is on no page then."""
    text = ":date: 2026-01-11\n\nOne\n===\n\nSeen.\n\n.. only:: internal\n\n   SECRET\n   ------\n\n"
    text += "   .. post:: 2026-01-12\n\n      SECRET\n\n   SECRET\n"
    site.write({"conf.py": CONF, "index.md": "# Home\n", "posts/one.rst": text})
    assert _secret_files(site.build()) == []
    inside = site.build(tags=("internal",))
    assert "SECRET" in _entry(inside)
    assert differences(inside.out, site.fresh(tags=("internal",)).out) == {}
    assert _secret_files(site.build()) == []


def test_the_hidden_body_of_a_directive_is_no_excerpt(site: Site) -> None:
    """The post has the excerpt of one without a body."""
    _site(site, "`````{only} internal\n````{post} 2026-01-11\nSECRET\n````\n`````\n\nSeen.\n")
    build = site.build()
    assert _secret_files(build) == []
    assert "Seen." in _entry(build)


def test_a_hidden_marker_is_no_end(site: Site) -> None:
    """It is there for another format."""
    body = "First.\n\n````{only} latex\nOn paper.\n\n<!-- more -->\n````\n\nSecond.\n"
    assert "First. Second." in _entry(_site(site, body).build())


def test_a_hidden_picture_is_no_cover(site: Site) -> None:
    """Nor has it a number."""
    site.write({"posts/a.svg": "<svg/>", "posts/b.svg": "<svg/>"})
    _site(site, "````{only} internal\n![](a.svg)\n````\n\n![](b.svg)\n")
    site.replace("posts/one.md", "date: 2026-01-11\n", "date: 2026-01-11\nimage: 1\n")
    head = site.build().text("posts/one.html").partition("</head>")[0]
    assert "a.svg" not in head
    assert "b.svg" in head


@pytest.mark.parametrize("listing", ["list", "full"])
def test_a_condition_that_cannot_be_asked_is_reported_once(
    site: Site, listing: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where it stands, and neither in listings nor in feeds."""
    build = _site(site, "````{ifconfig} never >\nSECRET\n````\n\nSeen.\n").build(blog_listing=listing)
    assert len([line for line in build.warnings if "Exception occurred" in line]) == 1
    assert "Exception" not in capfd.readouterr().err
    assert _secret_files(build) == []
    assert "Exception" not in build.text("blog/index.html") + build.text("blog/atom.xml")
