"""Term data: what a site says of its tags, categories and authors, on the pages that show it and on no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import sphinx

from tests.builds.links import dead_links, doubled_ids
from tests.builds.pictures import png
from tests.builds.site import ROOTS, Build, Site, differences
from tests.builds.test_builders import BUILDERS, ready_for
from tests.builds.test_states import post

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = "declared-terms"
_SPHINX_ALWAYS_WRITES = {"genindex.html", "search.html", *(["index.html"] if sphinx.version_info < (8,) else [])}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The root, as HTML."""
    return Site(tmp_path_factory.mktemp(ROOT)).copy_of(ROOT).build()


def _texts(build: Build, page: str, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in build.main(page).select(selector)]


def _times(build: Build) -> dict[str, int]:
    return {path.relative_to(build.out).as_posix(): path.stat().st_mtime_ns for path in build.out.rglob("*.html")}


# -- what is shown -----------------------------------------------------------------------------------------------------


def test_a_declared_label_is_shown_wherever_the_term_is(built: Build) -> None:
    """Whether a post gives the name in the data or the label, in whatever case."""
    assert built.warnings == []
    authors = _texts(built, "blog/index.html", ".blog-author")
    assert authors == [
        "Mei Example", "Mei Example, Bo Example", "Someone Else", "Bo Example", "Mei Example", "Bo Example"
    ]  # fmt: skip
    assert _texts(built, "about.html", "p > a.reference") == [
        "Mei Example", "Bo Example", "Apollo", "Physics", "Machine Learning", "Bo Example", "Mei Example",
        "Someone Else",
    ]  # fmt: skip
    assert _texts(built, "blog/tag/machine.html", "h1") == ["Posts tagged “Machine Learning”¶"]
    assert not built.has("blog/tag/ml.html")
    assert not built.has("blog/author/mei.html")


def test_the_page_of_an_author_displays_the_profile(built: Build) -> None:
    """Above the posts: picture, texts, home page and profiles, each marked as the same person's."""
    about = built.main("blog/author/mei-example.html").select_one("h1 ~ .blog-about:has(~ .blog-compact)")
    assert about is not None
    assert [" ".join(found.get_text().split()) for found in about.select("p")] == [
        "Writes the examples.",
        "The first paragraph, in two lines.",
        "The second one.",
        "example.org/mei · GitHub · Mastodon · mei@example.org",
    ]
    links = about.select("a")
    assert {str(link["rel"]) for link in links} == {"['me', 'noopener']"}
    assert [str(link["href"]) for link in links] == [
        "https://example.org/mei/", "https://github.com/mei-example", "https://example.social/@mei",
        "mailto:mei%40example.org",
    ]  # fmt: skip
    picture = about.select_one("img")
    assert picture is not None
    assert (picture["alt"], picture["src"]) == ("Mei Example", "../../_images/mei.png")
    assert built.has("_images/mei.png")


def test_a_term_without_data_has_no_profile(built: Build) -> None:
    """Its page is as it always was."""
    assert built.main("blog/author/someone-else.html").select(".blog-about, .blog-trail, .blog-below") == []


def test_later_pages_do_not_repeat_the_profile(site: Site) -> None:
    """It stands on the first."""
    build = site.copy_of(ROOT).build(blog_term_page_size=1)
    assert build.main("blog/author/mei-example.html").select(".blog-about")
    assert not build.main("blog/author/mei-example/page/2.html").select(".blog-about")


def test_an_authors_own_page_speaks_for_itself(site: Site) -> None:
    """Only the listing is added, and the way to the terms around."""
    site.copy_of(ROOT).write({"blog/author/mei-example.md": "# Mei\n\nI am an example.\n"})
    site.write({"blog/category/physics.md": "# Physics\n\nMy words.\n"})
    build = site.build()
    assert not build.main("blog/author/mei-example.html").select(".blog-about")
    assert build.main("blog/category/physics.html").select(".blog-trail")
    assert not build.has("_images/mei.png") or build.main("about.html").select("img[src$='mei.png']")
    assert dead_links(build.out) == []


# -- terms below others ------------------------------------------------------------------------------------------------


def test_a_term_above_has_the_posts_below(built: Build) -> None:
    """In its listing, its count and filters that name it."""
    titles = "ul.blog-compact > li > p > a:first-of-type"
    assert _texts(built, "blog/category/science.html", titles) == ["Alpha", "Beta", "Gamma"]
    assert _texts(built, "blog/category/physics.html", titles) == ["Alpha", "Beta"]
    assert _texts(built, "blog/category/optics.html", titles) == ["Alpha"]
    assert _texts(built, "filters.html", titles) == ["Beta", "Gamma"]


def test_an_entry_names_only_the_posts_own_terms(built: Build) -> None:
    """Not those above."""
    assert _texts(built, "blog/index.html", ".blog-category") == ["Optics", "Physics", "Science"]


def test_readers_find_the_way_up_and_down(built: Build) -> None:
    """The terms above in a small line, those below in a row, the overview as a tree."""
    assert _texts(built, "blog/category/optics.html", ".blog-trail") == ["Categories › Science › Physics"]
    assert _texts(built, "blog/category/science.html", ".blog-trail") == []
    assert _texts(built, "blog/category/science.html", ".blog-below") == ["Physics (2)"]
    for page in ("blog/category/index.html", "filters.html"):
        tree = built.main(page).select("ul.blog-terms > li > ul.blog-terms > li > ul.blog-terms > li > p")
        assert [" ".join(found.get_text().split()) for found in tree] == ["Optics (1)"]


def test_every_link_leads_somewhere(built: Build) -> None:
    """No dead link, no id twice."""
    assert dead_links(built.out) == []
    assert doubled_ids(built.out) == []


# -- every builder -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_reports_nothing(site: Site, builder: str) -> None:
    """Profiles, trees and kinds of term of the site's own, in every format."""
    assert ready_for(site.copy_of(ROOT), builder).build(builder).warnings == []


def test_builders_without_images_display_the_name(site: Site) -> None:
    """And what the site says of it."""
    text = site.copy_of(ROOT).build("text").text("blog/author/mei-example.txt")
    assert "[image: Mei Example]" in text
    assert "Writes the examples.\n\nThe first paragraph, in two lines.\n\nThe second one." in text
    text = text.replace("\u00a0", " ")
    assert "example.org/mei · GitHub · Mastodon · mei@example.org" in text


def test_addresses_of_folders(site: Site) -> None:
    """With ``dirhtml`` the pictures and links fit, too."""
    build = site.copy_of(ROOT).build("dirhtml")
    assert dead_links(build.out) == []
    picture = build.main("blog/author/mei-example/index.html").select_one(".blog-about img")
    assert picture is not None
    assert picture["src"] == "../../../_images/mei.png"


# -- four builds agree, and only what shows a change is written --------------------------------------------------------


def test_a_parallel_build_gives_the_same_bytes(site: Site) -> None:
    """Kinds of term of the site's own and their posts survive the merge."""
    serial = site.copy_of(ROOT).build()
    assert differences(serial.out, site.fresh(parallel=2).out) == {}


def test_a_build_without_a_change_writes_nothing(site: Site) -> None:
    """Though the files of terms are looked at each time."""
    times = _times(site.copy_of(ROOT).build())
    second = site.build()
    assert second.updated == []
    assert {name for name, time in _times(second).items() if times[name] != time} <= _SPHINX_ALWAYS_WRITES


_MEI = {"blog/author/mei-example.html"}
_WITH_TOCTREE = {"index.html"}
"""Sphinx writes a toctree's document again with each document in it."""

_CARDS = {"about.html", "blog/author/index.html", *_WITH_TOCTREE}
_WITH_AVATAR = {"blog/index.html", "posts/alpha.html", "posts/beta.html", "posts/epsilon.html"}

EDITS: dict[str, tuple[Callable[[Site], object], set[str]]] = {
    "bio": (lambda s: s.replace("authors.yml", "The second one.", "The last one."), _MEI),
    "description of an author": (
        lambda s: s.replace("authors.yml", "Writes the", "Wrote the"),
        {*_MEI, *_CARDS},
    ),
    "description": (
        lambda s: s.replace("data/categories.yml", "All of it.", "Most of it."),
        {"blog/category/science.html"},
    ),
    "address": (lambda s: s.replace("authors.yml", "github: mei-example", "github: mei"), _MEI),
    "a comment": (lambda s: s.replace("authors.yml", "all of them", "each of them"), set()),
    "a term nobody has": (lambda s: s.replace("authors.yml", "  bo:", "  no: Nobody\n  bo:"), set()),
    "picture replaced": (
        lambda s: s.write({"pictures/mei.png": (ROOTS / ROOT / "pictures/bo.png").read_bytes()}),
        {*_MEI, *_CARDS},
    ),
    "picture gone": (
        lambda s: s.replace("authors.yml", "    avatar: pictures/mei.png\n", ""),
        {*_MEI, *_CARDS, *_WITH_AVATAR},
    ),
    "picture by a URL": (
        lambda s: s.replace("authors.yml", "pictures/mei.png", "https://example.org/mei.png"),
        {*_MEI, *_CARDS, *_WITH_AVATAR},
    ),
    "slug": (
        lambda s: s.replace("data/projects.yml", "gemini: Gemini", "gemini: {label: Gemini, slug: twins}"),
        {
            "blog/project/twins.html", "blog/project/index.html", "filters.html", "blog/index.html", *_WITH_TOCTREE,
            "posts/beta.html", "posts/epsilon.html", "blog/project/apollo.html",  # the filter links
        },
    ),
    "label": (
        lambda s: s.replace("data/projects.yml", "gemini: Gemini", "gemini: Gemini 2"),
        {
            "blog/project/gemini.html", "blog/project/gemini-2.html", "blog/project/index.html", "filters.html",
            "blog/index.html", "posts/beta.html", "posts/epsilon.html", "blog/project/apollo.html", *_WITH_TOCTREE,
        },
    ),
    "parent gone": (
        lambda s: s.replace("data/categories.yml", "  parent: Physics\n", ""),
        {
            "blog/category/optics.html", "blog/category/physics.html", "blog/category/science.html",
            "blog/category/index.html", "filters.html", *_WITH_TOCTREE,
        },
    ),
    "label of one above": (
        lambda s: s.replace("data/categories.yml", "label: Science", "label: Sciences"),
        {
            "blog/category/science.html", "blog/category/sciences.html", "blog/category/physics.html",
            "blog/category/optics.html", "blog/category/index.html", "blog/index.html", "filters.html",
            "posts/gamma.html", *_WITH_TOCTREE,
        },
    ),
    "tags in conf.py": (
        lambda s: s.conf.update(blog_tags={"ml": {"label": "Machine Learning", "slug": "machine"}}),
        {"blog/tag/nlp.html", "blog/tag/index.html", "blog/index.html", "blog/author/someone-else.html",
         "blog/2026.html", "blog/category/science.html", "filters.html", "posts/gamma.html", *_WITH_TOCTREE},
    ),
    "file of terms gone": (lambda s: s.write({"data/projects.yml": ""}), set()),
    "file broken": (lambda s: s.write({"data/categories.yml": "a: [b"}), set()),
    "a post": (lambda s: s.replace("posts/beta.md", "bo]", "Third Example]"), set()),
}  # fmt: skip
_MANY = {"file of terms gone", "file broken", "a post"}
"""Edits that change much: only the bytes are compared."""


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_on_every_page_that_shows_it_and_on_no_other(site: Site, name: str) -> None:
    """A rebuild gives what a fresh build gives, and writes no page whose content is as it was."""
    before = site.copy_of(ROOT).build()
    times = _times(before)
    content = {page: before.text(page) for page in times}
    edit, expected = EDITS[name]
    edit(site)
    after = site.build()
    written = {page for page, time in _times(after).items() if times.get(page) != time} - _SPHINX_ALWAYS_WRITES
    fresh = site.fresh()
    assert differences(after.out, fresh.out) == {}
    assert {w.partition("src/")[2] for w in after.warnings} == {w.partition("src/")[2] for w in fresh.warnings}
    if name not in _MANY:
        assert written == {page for page in expected if after.has(page)} - _SPHINX_ALWAYS_WRITES
        unchanged = _WITH_TOCTREE if name != "picture replaced" else written  # it is copied with the pages that show it
        assert [page for page in written - unchanged if after.text(page) == content.get(page)] == []


def test_an_edit_reaches_the_output_of_each_builder(site: Site) -> None:
    """Though another builder has seen it before."""
    site.copy_of(ROOT)
    for builder in ("html", "text"):
        site.build(builder)
    site.replace("authors.yml", "Writes the", "Wrote the")
    for builder in ("text", "html"):
        assert differences(site.build(builder).out, site.fresh(builder).out) == {}


def test_a_page_with_tags_has_their_new_labels(site: Site) -> None:
    """Also if the author has written the page of a tag."""
    conf = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_tags = "tags.yml"\n'
    site.write({"conf.py": conf, "index.md": "# Home\n", "tags.yml": "x:\n  label: X\ny:\n  label: Y\n"})
    site.write({"notes.md": "# Notes\n\n```{tag} x, y\n```\n", "blog/tag/x.md": "# About it\n"})
    site.build()
    site.write({"tags.yml": "x:\n  description: D\ny:\n  label: Y\n"})
    build = site.build()
    assert _texts(build, "notes.html", ".blog-tag") == ["x", "Y"]
    assert differences(build.out, site.fresh().out) == {}


@pytest.mark.parametrize("data", ["x:\n  label: X\n", "x:\n  image: posts/cover.png\n"])
def test_a_picture_in_a_post_is_not_only_that_of_its_category(site: Site, data: str) -> None:
    """The post displays the picture, whether or not the category has it as well, then and later."""
    site.write(
        {
            "conf.py": 'extensions = ["myst_parser", "sphinxext_blog"]\nblog_categories = "terms.yml"\n'
            'project = "Test"\nblog_posts = ["posts/**"]\nhtml_baseurl = "https://example.org/"\n',
            "index.md": "# Home\n",
            "terms.yml": "x:\n  image: posts/cover.png\n",
            "posts/a.md": "---\ndate: 2026-01-01\ncategory: x\n---\n# A\n\n![C](cover.png)\n",
            "posts/b.md": "---\ndate: 2026-01-02\ncategory: x\n---\n# B\n\nText.\n",
            "posts/cover.png": png(8, 8),
        }
    )
    site.build()
    site.write({"terms.yml": data})
    site.replace("posts/b.md", "Text.", "![C](cover.png)")
    site.build()
    site.write({"terms.yml": "x:\n  label: Y\n"})
    build = site.build()
    assert [img["src"] for name in "ab" for img in build.main(f"posts/{name}.html").select("img")] == [
        "../_images/cover.png", "../_images/cover.png"
    ]  # fmt: skip
    assert differences(build.out, site.fresh().out) == {}


def test_images_with_equal_names_are_separate(site: Site) -> None:
    """Whatever the order in which they are met."""
    site.copy_of(ROOT).write({"other/mei.png": (ROOTS / ROOT / "pictures/bo.png").read_bytes()})
    site.replace("authors.yml", "pictures/bo.png", "other/mei.png")
    build = site.build()
    names = sorted(path.name for path in (build.out / "_images").iterdir())
    assert len(names) == 2
    assert all(re.fullmatch(r"mei-[0-9a-f]{8}\.png", name) for name in names)
    site.replace("authors.yml", "other/mei.png", "pictures/bo.png")
    assert differences(site.build().out, site.fresh().out) == {}


# -- mistakes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "said", "subtype"),
    [
        (
            "mei:\n  name: [a]\n",
            2,
            "blog_authors['mei']['name']: ['a'] is not text. The field is ignored.",
            "term_data",
        ),
        (
            "mei: true\n",
            1,
            "blog_authors['mei']: True is not a label or a mapping. The entry is",
            "term_data",
        ),
        ("a: [b\nc: d\n", 2, "blog_authors: 'authors.yml' cannot be read (not valid YAML: ", "term_data"),
        (
            "just text\n",
            1,
            "blog_authors: unsupported content. Expected a mapping or a list of terms. No terms",
            "term_data",
        ),
        (
            "mei:\n  slug: A B\n",
            2,
            "blog_authors['mei']['slug']: 'A B' is not a valid slug. 'a-b' is used.",
            "term_data",
        ),
        (
            "a:\n  slug: x\nb:\n  slug: x\n",
            4,
            "blog_authors['b']['slug']: the term 'a' already has the slug 'x'. The",
            "collision",
        ),
        ("a: X\nb: x\n", 2, "blog_authors['b']: the term 'X' already has this name or label. The", "term_data"),
        ("a:\n  parent: z\n", 2, "blog_authors['a']['parent']: 'z' is not defined. The parent", "term_data"),
        (
            "a:\n  parent: b\nb:\n  parent: a\n",
            4,
            "blog_authors['b']['parent']: 'a' is the term itself, or",
            "term_data",
        ),
        ("a:\n  url: javascript:alert(1)\n", 2, "blog_authors['a']['url']: 'javascript:alert(1)' is not", "term_data"),
        ("a:\n  social:\n    x: 'a b'\n", 3, "blog_authors['a']['social']['x']: 'a b' is not valid", "term_data"),
        ("a:\n  avatar: no.png\n", 2, "blog_authors['a']['avatar']: 'no.png' is not a file in", "image"),
        ("a:\n  avatar: ../x.png\n", 2, "blog_authors['a']['avatar']: '../x.png' is not a file", "image"),
        ("a:\n  descripton: x\n", 2, "blog_authors['a']['descripton']: unknown field. Did you mean 'desc", "term_data"),
        ("'':\n  name: x\n", 1, "blog_authors['']: '' has no visible character. The entry is", "term_data"),
    ],
)
def test_a_mistake_is_reported_at_its_line(site: Site, data: str, line: int, said: str, subtype: str) -> None:
    """The build goes on with the rest."""
    site.write({"index.md": "# Site\n", "posts/a.md": post("A", "date: 2026-01-01", "author: mei")})
    build = site.write({"authors.yml": data}).build(blog_authors="authors.yml", exclude_patterns=["blog"])
    (warning,) = [found for found in build.warnings if "[blog." in found]
    assert f"src/authors.yml:{line}: WARNING: {said}" in warning
    assert warning.endswith(f"[blog.{subtype}]")
    assert len(list((build.out / "blog/author").glob("*.html"))) == 2


def test_addresses_of_the_web_may_have_blanks_in_them(site: Site) -> None:
    """And letters of any script: people copy them from where they see them. What pages hold is encoded."""
    mei = "mei:\n  avatar: https://example.org/my pictures/梅.png\n  url: https://example.org/my page\n"
    front = "date: 2026-01-01", "author: mei", "image: https://example.org/a cover.png", "image_alt: A cover"
    site.write({"index.md": "# Site\n", "posts/a.md": post("A", *front), "authors.yml": mei})
    build = site.build(blog_authors="authors.yml")
    assert build.warnings == []
    page = build.main("blog/author/mei.html")
    assert [picture["src"] for picture in page.select("img.blog-avatar")] == [
        "https://example.org/my%20pictures/%E6%A2%85.png"
    ]
    assert [link["href"] for link in page.select(".blog-profile")] == ["https://example.org/my%20page"]
    (cover,) = build.main("blog/index.html").select("img.blog-cover")
    assert cover["src"] == "https://example.org/a%20cover.png"


def test_files_that_cannot_be_read(site: Site) -> None:
    """Missing, a folder, or not UTF-8."""
    site.write({"index.md": "# Site\n", "posts/a.md": post("A", "date: 2026-01-01", "author: mei")})
    site.write({"binary.yml": b"a: \xff\xfe\n"})
    for name, said in (("none.yml", "No such file"), ("posts", "directory"), ("binary.yml", "not UTF-8")):
        (warning,) = site.fresh(blog_authors=name).warnings
        assert re.search(rf"src/{name}:1: WARNING: blog_authors: '{name}' cannot be read \(.*{said}", warning)
        assert warning.endswith("No terms are defined. [blog.term_data]")


ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}|x|"


def test_nothing_that_is_declared_is_code_to_a_reader(site: Site) -> None:
    """Every field, in ``conf.py`` and with every dangerous scheme."""
    site.write(
        {
            "index.md": "# Site\n\n```{termlist} authors\n:style: cards\n```\n\n```{termlist} evils\n```\n\n"
            "{blog:author}`mei` {blog:evil}`e`\n",
            "posts/a.md": post("A", "date: 2026-01-01", "author: mei", "evil: e"),
        }
    )
    schemes = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", " vbscript:x", "data:text/html,x", "java\tscript:alert(1)")
    fields = {"label": ATTACK, "description": ATTACK, "bio": ATTACK, "image": ATTACK, "parent": ATTACK, "url": ATTACK}
    for number, scheme in enumerate((*schemes, ATTACK)):
        social = {"github": scheme, "mastodon": scheme, "email": scheme, "website": scheme, ATTACK: scheme}
        entry = {**fields, "url": scheme, "image": scheme, "slug": f"mei-{number}", "social": social}
        build = site.fresh(
            blog_authors={"mei": entry},
            blog_taxonomies={"evil": {"label": ATTACK, "singular": ATTACK, "terms": {"e": entry}}},
        )
        told = [found for found in build.warnings if not found.endswith(("[blog.term_data]", "[blog.image]"))]
        assert told == []
        for page in build.out.rglob("*.html"):
            soup = build.page(page.relative_to(build.out).as_posix())
            scripts = [found for found in soup.select("script") if found.get("type") != "application/ld+json"]
            assert not [found for found in scripts if "alert" in found.get_text()]
            assert not soup.select("[onerror]")
            addresses = [str(found.get("href") or found.get("src")) for found in soup.select("[href], [src]")]
            assert {urlsplit(found.strip()).scheme for found in addresses} <= {"", "http", "https", "mailto"}


# -- terms that are not declared ---------------------------------------------------------------------------------------


def test_unknown_terms_are_reported_on_request(site: Site) -> None:
    """At the line of the term, with what was meant; only where something is declared of their kind."""
    site.write(
        {
            "index.md": "# Site\n\n```{tag} pyton\n```\n",
            "posts/a.md": post("A", "date: 2026-01-01", "tags:\n  - python\n  - Pythn", "category: Free"),
            "posts/b.rst": ":date: 2026-01-01\n:tags: Zebra\n\nB\n=\n\nText.\n",
            "posts/c.md": "---\nblogpost: false\n---\n# C\n\n```{post} 2026-01-01\n:tags: Yak, py\n```\n",
        }
    )
    tags = {"py": "Python"}
    assert site.build(blog_tags=tags).warnings == []
    build = site.fresh(blog_tags=tags, blog_unknown_terms="warn")
    said = [
        found.partition("/src/")[2].replace(" The term is used. [blog.unknown_term]", "") for found in build.warnings
    ]
    assert sorted(said) == [
        "index.md: WARNING: tag: 'pyton' is not defined in blog_tags. Did you mean 'Python'?",
        "posts/a.md:5: WARNING: tag: 'Pythn' is not defined in blog_tags. Did you mean 'Python'?",
        "posts/b.rst:2: WARNING: tag: 'Zebra' is not defined in blog_tags.",
        "posts/c.md:6: WARNING: tag: 'Yak' is not defined in blog_tags.",
    ]
    assert all(found.endswith("[blog.unknown_term]") for found in build.warnings)
    assert build.has("blog/tag/zebra.html")
