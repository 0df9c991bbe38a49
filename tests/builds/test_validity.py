"""Posts that may be outdated, apply to other versions of a project, or are superseded by another post."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.site import NOW, differences

if TYPE_CHECKING:
    from tests.builds.site import Build, Site

pytestmark = pytest.mark.slow

_CONF = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'
_HOME = "# Site\n\n```{toctree}\nblog/index\n```\n"


def _post(title: str, *front: str, body: str = "Text.") -> str:
    return "---\n" + "\n".join(front) + f"\n---\n# {title}\n\n{body}\n"


def _site(site: Site, conf: str = "", **posts: str) -> Site:
    site.write({"conf.py": _CONF + conf, "index.md": _HOME})
    return site.write({f"posts/{name}.md": text for name, text in posts.items()})


def _notices(build: Build, name: str) -> list[str]:
    return [
        " ".join(notice.get_text(" ").split()) for notice in build.main(f"posts/{name}.html").select(".blog-notice")
    ]


def _at(*day: int) -> int:
    return int(datetime(*day, tzinfo=UTC).timestamp())  # type: ignore[arg-type,misc]  # year, month and day


# -- age ---------------------------------------------------------------------------------------------------------------

_AGED = {
    "old": _post("Old", "date: 2024-01-11"),
    "updated": _post("Updated", "date: 2024-01-11", "updated: 2025-06-01"),
    "soon": _post("Soon", "date: 2026-01-11", "outdated_after: 1m"),
    "never": _post("Never", "date: 2020-01-11", "outdated_after: false"),
    "expired": _post("Expired", "date: 2020-01-11", "expires: 2021-01-01"),
}
_OLD = "Possibly outdated The information in this post is from {} and may be outdated."


def test_old_posts_have_a_notice(site: Site) -> None:
    """Counted from the last update; a post may have its own duration, or none."""
    build = _site(site, 'blog_outdated_after = "2y"\n', **_AGED).build()
    assert build.warnings == []
    assert _notices(build, "old") == [_OLD.format("Jan 11, 2024")]
    assert _notices(build, "updated") == []
    assert _notices(build, "soon") == [_OLD.format("Jan 11, 2026")]
    assert _notices(build, "never") == []
    assert [text.partition(" ")[0] for text in _notices(build, "expired")] == ["Expired"]


def test_without_the_option_only_posts_with_the_key_are_outdated(site: Site) -> None:
    build = _site(site, **_AGED).build()
    assert _notices(build, "old") == []
    assert _notices(build, "soon") == [_OLD.format("Jan 11, 2026")]


def test_screen_readers_announce_a_notice(site: Site) -> None:
    notice = _site(site, soon=_AGED["soon"]).build().main("posts/soon.html").select_one(".blog-notice")
    assert notice is not None
    assert notice["role"] == "note"
    assert notice.p is not None
    assert (notice.p["class"], notice.p.text) == (["admonition-title"], "Possibly outdated")


def test_a_notice_is_only_on_the_page_of_the_post(site: Site) -> None:
    """Neither in listings and their excerpts nor in feeds, the description or the search."""
    site.conf = {"html_baseurl": "https://example.org/"}
    build = _site(site, 'blog_listing = "full"\n', soon=_AGED["soon"]).build()
    for path in build.out.rglob("*"):
        if path.suffix in {".html", ".xml", ".json"} and path.name != "soon.html":
            assert "outdated" not in path.read_text(encoding="utf-8"), path
    assert "outdat" not in build.text("searchindex.js")
    description = build.page("posts/soon.html").select_one("meta[name=description]")
    assert description is not None
    assert description["content"] == "Text."


@pytest.mark.parametrize("builder", ["html", "dirhtml", "latex", "text"])
def test_a_page_changes_once_when_its_notice_falls_due(site: Site, builder: str) -> None:
    """Though no file has changed; the builds before and after that moment write nothing."""
    posts = {name: _AGED[name] for name in ("soon", "never")}
    _site(site, 'latex_documents = [("posts/soon", "soon.tex", "Soon", "Mei", "howto")]\n', **posts)
    due = _at(2026, 2, 11)
    assert site.build(builder, now=due - 86_400).updated != []
    assert site.build(builder, now=due - 1).updated == []
    assert site.build(builder, now=due).updated == ["posts/soon"]
    rebuilt = site.build(builder, now=due + 9_000_000)
    assert rebuilt.updated == []
    if builder != "latex":  # the title page has the date of the build that wrote it
        assert differences(rebuilt.out, site.fresh(builder, now=due + 9_000_000).out) == {}
    earlier = site.build(builder, now=due - 1)
    assert differences(earlier.out, site.fresh(builder, now=due - 1).out) == {}


_GIVE_DATES = """

def setup(app):
    app.connect("builder-inited", give_dates, priority=900)


def give_dates(app):
    from datetime import UTC, datetime

    app.env.domains["blog"].git_dates = {"posts/old.md": datetime(2026, 2, 20, tzinfo=UTC)}
"""


def test_dates_of_git_count(site: Site) -> None:
    """The moment of the notice follows the date of the last commit."""
    _site(site, 'blog_outdated_after = "1m"\n' + _GIVE_DATES, old=_AGED["old"])
    assert _notices(site.build(now=_at(2026, 3, 1)), "old") == []
    later = site.build(now=_at(2026, 3, 20))
    assert later.updated == ["posts/old"]
    assert _notices(later, "old") == [_OLD.format("Feb 20, 2026")]


# -- versions ----------------------------------------------------------------------------------------------------------

_NUMPY = _post("Arrays", "date: 2026-01-11", "applies_to:", '  numpy: "<2"', '  "R&D <x>": ">=1"')
_STYLES = ("list", "compact", "cards", "table", "timeline")
_CURRENT = 'blog_current = {"NumPy": "2.4", "R&D <x>": "1.1"}\n'


def test_a_post_for_another_version_has_a_notice_and_a_badge(site: Site) -> None:
    build = _site(site, _CURRENT, arrays=_NUMPY, fine=_post("Fine", "date: 2026-01-12", "applies_to: numpy>=2")).build()
    assert build.warnings == []
    assert _notices(build, "arrays") == [
        "For another version This post applies to numpy <2 . The current version is 2.4 ."
    ]
    assert _notices(build, "fine") == []
    main = build.main("posts/arrays.html")
    assert [bdi["dir"] for bdi in main.select(".blog-notice bdi")] == ["ltr", "ltr"]
    badges = main.select(".blog-byline .blog-version")
    assert [(badge.text, badge["dir"], badge["class"][-1]) for badge in badges] == [
        ("numpy <2", "ltr", "blog-version-other"),
        ("R&D <x> >=1", "ltr", "blog-version"),
    ]


def test_every_style_of_listing_shows_the_versions(site: Site) -> None:
    styles = "".join(f"```{{postlist}}\n:style: {style}\n```\n\n" for style in _STYLES)
    formats = "```{postlist}\n:format: {date} {title}\n```\n"
    _site(site, _CURRENT, arrays=_NUMPY).write({"index.md": f"# Site\n\n{styles}{formats}"})
    build = site.build()
    assert [badge.text for badge in build.main("index.html").select(".blog-version")] == ["numpy <2", "R&D <x> >=1"] * 6
    assert [badge.text for badge in build.main("blog/archive.html").select(".blog-version")] == [
        "numpy <2",
        "R&D <x> >=1",
    ]
    plain = site.build("text")
    assert plain.text("index.txt").count("numpy <2") == 6
    text = " ".join(plain.text("posts/arrays.txt").split())
    assert "For another version: This post applies to numpy <2. The current version is 2.4." in text


def test_a_new_current_version_rewrites_the_posts_about_it(site: Site) -> None:
    """Sphinx reads no document again."""
    posts = {"arrays": _NUMPY, "other": _post("Other", "date: 2026-01-11")}
    _site(site, **posts).build()
    for current, notices in (("1.26", 0), ("2.4", 1), ("x", 0)):
        site.conf = {"blog_current": {"numpy": current}}
        built = site.build()
        assert len(_notices(built, "arrays")) == notices
        assert "posts/other" not in built.updated
        assert differences(built.out, site.fresh().out) == {}


def test_directives_and_fields_take_versions(site: Site) -> None:
    """As a text, since options have no mappings."""
    section = "# News\n\n## Arrays\n\n```{post} 2026-01-11\n:applies_to: numpy>=1.20,<2, python>=3.11\n```\n\nText.\n"
    fields = ":date: 2026-01-11\n:applies_to: numpy<2\n:outdated_after: 6m\n\nTitle\n=====\n\nText.\n"
    build = _site(site).write({"posts/news.md": section, "posts/fields.rst": fields}).build()
    assert build.warnings == []
    versions = [badge.text for badge in build.main("posts/news.html").select(".blog-version")]
    assert versions == ["numpy >=1.20,<2", "python >=3.11"]
    assert [badge.text for badge in build.main("posts/fields.html").select(".blog-version")] == ["numpy <2"]


@pytest.mark.parametrize(
    ("front", "warning"),
    [
        ("applies_to: {numpy: new}", "posts/a.md:3: WARNING: applies_to: numpy: 'new' is not a version specifier."),
        ("outdated_after: soon", "posts/a.md:3: WARNING: outdated_after: 'soon' is not a duration."),
        ("applies_to: 2", "posts/a.md:3: WARNING: applies_to: 2: '' is not a version specifier."),
        ("aplies_to: {numpy: <2}", "posts/a.md:3: WARNING: aplies_to: unknown key. Did you mean 'applies_to'?"),
    ],
)
def test_a_mistake_in_front_matter_is_a_warning_with_its_line(site: Site, front: str, warning: str) -> None:
    build = _site(site, _CURRENT, a=_post("A", "date: 2020-01-11", front)).build()
    (found,) = build.warnings
    assert warning in found
    assert _notices(build, "a") == []


@pytest.mark.parametrize(
    ("conf", "warning"),
    [
        (
            'blog_current = {\n    "numpy": "x2",\n}\n',
            "conf.py:5: WARNING: blog_current: numpy: 'x2' is not a version.",
        ),
        ('blog_current = {"python": 3.1}\n', "conf.py:4: WARNING: blog_current: python: 3.1 is not a version."),
        ('blog_current = "numpy"\n', "blog_current: 'numpy' is not valid. Expected a dict of version strings."),
        ('blog_outdated_after = "2"\n', "blog_outdated_after: '2' is not valid. Expected a duration such as '2y'"),
    ],
)
def test_a_mistake_in_an_option_is_a_warning(site: Site, conf: str, warning: str) -> None:
    (found,) = _site(site, conf, a=_NUMPY).build().warnings
    assert warning in found


# -- successors --------------------------------------------------------------------------------------------------------

_OLD_POST = _post("Old", "date: 2024-01-11", "superseded_by: posts/new", "outdated_after: 1m")
_NEW_POST = _post("New & *better*", "date: 2026-01-11", body="The new text.")


@pytest.mark.parametrize("name", ["posts/new", "/posts/new.md", "new", "new.md"])
def test_a_superseded_post_links_to_its_successor(site: Site, name: str) -> None:
    """By its docname, path or file name.  The age of the post is not mentioned as well."""
    build = _site(site, old=_OLD_POST.replace("posts/new", name), new=_NEW_POST).build()
    assert build.warnings == []
    assert _notices(build, "old") == ["Superseded A newer post replaces this one: New & better"]
    link = build.main("posts/old.html").select_one(".blog-notice a")
    assert link is not None
    assert (link["href"], str(link.bdi)) == ("new.html", "<bdi>New &amp; <em>better</em></bdi>")


def test_every_style_of_listing_marks_a_superseded_post(site: Site) -> None:
    styles = "".join(f"```{{postlist}}\n:style: {style}\n```\n\n" for style in _STYLES)
    _site(site, old=_OLD_POST, new=_NEW_POST).write({"index.md": f"# Site\n\n{styles}"})
    build = site.build()
    assert [badge.text for badge in build.main("index.html").select(".blog-badge-superseded")] == ["Superseded"] * 5
    assert len(build.main("blog/archive.html").select(".blog-badge-superseded")) == 1
    assert site.build("text").text("index.txt").count("Superseded") == 5


@pytest.mark.parametrize("builder", ["html", "latex", "text", "man", "epub"])
def test_a_successor_that_is_renamed_or_withdrawn_changes_the_page(site: Site, builder: str) -> None:
    """In every format."""
    _site(site, old=_OLD_POST, new=_NEW_POST).write({"index.md": "# Site\n\n```{toctree}\nposts/old\nposts/new\n```\n"})
    site.conf = {"copyright": "Mei", "version": "1"} if builder == "epub" else {}
    site.build(builder)
    site.replace("posts/new.md", "# New", "# Newer")
    renamed = site.build(builder)
    assert _differences(renamed, site.fresh(builder)) == {}
    site.replace("posts/new.md", "date:", "draft: true\ndate:")
    withdrawn = site.build(builder)
    (warning,) = withdrawn.warnings
    assert "posts/old.md:3: WARNING: superseded_by: 'posts/new' is not published. The key is ignored." in warning
    assert _differences(withdrawn, site.fresh(builder)) == {}


def _differences(built: Build, fresh: Build) -> dict[str, str]:
    """What differs in the files; the archive of an EPUB contains the time of the build."""
    return {name: why for name, why in differences(built.out, fresh.out).items() if not name.endswith(".epub")}


@pytest.mark.parametrize(
    ("posts", "warnings"),
    [
        ({"a": "posts/a"}, ["posts/a.md:3: WARNING: superseded_by: 'posts/a' is the post itself. The key is ignored."]),
        ({"a": "nowhere"}, ["posts/a.md:3: WARNING: superseded_by: no post named 'nowhere'."]),
        ({"a": "index"}, ["posts/a.md:3: WARNING: superseded_by: no post named 'index'."]),
        ({"a": "same"}, ["posts/a.md:3: WARNING: superseded_by: 2 posts named 'same'. Expected a whole docname."]),
        ({"a": "[posts/a]"}, ["posts/a.md:3: WARNING: superseded_by: ['posts/a'] is not a text."]),
        (
            {"a": "posts/b", "b": "posts/a"},
            [
                "posts/a.md:3: WARNING: superseded_by: posts supersede each other (posts/a → posts/b → posts/a).",
                "posts/b.md:3: WARNING: superseded_by: posts supersede each other (posts/b → posts/a → posts/b).",
            ],
        ),
    ],
)
def test_an_invalid_successor_is_a_warning_with_its_line(
    site: Site, posts: dict[str, str], warnings: list[str]
) -> None:
    same = {f"{folder}/same": _post("Same", "date: 2026-01-02") for folder in "xy"}
    written = {name: _post(name, "date: 2026-01-11", f"superseded_by: {by}") for name, by in posts.items()}
    build = _site(site, **same, **written).build()
    assert len(build.warnings) == len(warnings)
    for found, expected in zip(sorted(build.warnings), warnings, strict=True):
        assert expected in found
    assert all(_notices(build, name) == [] for name in posts)


def test_a_chain_that_ends_in_a_cycle_keeps_its_first_link(site: Site) -> None:
    names = {"a": "b", "b": "c", "c": "b"}
    posts = {name: _post(name.upper(), "date: 2026-01-11", f"superseded_by: {by}") for name, by in names.items()}
    build = _site(site, **posts).build()
    assert len(build.warnings) == 2
    assert _notices(build, "a") == ["Superseded A newer post replaces this one: B"]
    assert _notices(build, "b") == []


def test_a_successor_that_is_published_elsewhere_is_linked_there(site: Site) -> None:
    new = _post("New", "date: 2026-01-11", "external_link: https://example.com/new")
    link = _site(site, old=_OLD_POST, new=new).build().main("posts/old.html").select_one(".blog-notice a")
    assert link is not None
    assert link["href"] == "https://example.com/new"


def test_in_a_preview_a_draft_supersedes(site: Site) -> None:
    new = _post("New", "date: 2026-01-11", "draft: true")
    build = _site(site, old=_OLD_POST, new=new).build(blog_drafts="show")
    assert build.warnings == []
    assert len(_notices(build, "old")) == 1


def test_notices_can_be_disabled_or_displayed_elsewhere(site: Site) -> None:
    _site(site, old=_OLD_POST, new=_NEW_POST)
    assert _notices(site.build(blog_notices=False), "old") == []
    assert _notices(site.fresh(blog_manual_components=["notices"]), "old") == []


def test_texts_are_translated(site: Site) -> None:
    posts: dict[str, Any] = {"old": _OLD_POST, "new": _NEW_POST, "arrays": _NUMPY, "soon": _AGED["soon"]}
    build = _site(site, _CURRENT + 'language = "de"\n', **posts).build(now=NOW)
    assert _notices(build, "old")[0].startswith("Ersetzt Ein neuerer Beitrag ersetzt diesen:")
    assert _notices(build, "arrays")[0].startswith("Für eine andere Version Dieser Beitrag gilt für numpy <2")
    assert _notices(build, "soon")[0].startswith("Möglicherweise veraltet Die Angaben")
