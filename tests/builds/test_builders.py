"""Every builder: the same blog in each format, without a crash, a warning or a link into nothing."""

from __future__ import annotations

import json
import pickle
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from sphinxext_blog.pages.manifest import delete_output
from tests.builds.links import dead_labels, dead_links, doubled_ids
from tests.builds.pictures import png
from tests.builds.site import Build, Site

if TYPE_CHECKING:
    from pathlib import Path

BUILDERS = (
    "html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml", "gettext",
    "linkcheck", "json", "pickle", "changes", "dummy", "htmlhelp", "qthelp",
    "applehelp", "devhelp", "coverage", "doctest",
)  # fmt: skip
_NEEDED = {
    "applehelp": 'applehelp_bundle_id = "org.example.blog"\napplehelp_disable_external_tools = True',
    "coverage": 'extensions.append("sphinx.ext.coverage")',
    "doctest": 'extensions.append("sphinx.ext.doctest")',
}
"""What a site says to be built by some builders."""
_SECRET = re.compile("zymurgy|zymotic|zythum|xylograph", re.IGNORECASE)
"""Words that stand only in posts that are not published."""


def ready_for(site: Site, builder: str) -> Site:
    """A site that says what a builder needs."""
    if builder in _NEEDED:
        text = (site.src / "conf.py").read_text(encoding="utf-8")
        site.write({"conf.py": f"{text}\n{_NEEDED[builder]}\n"})
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Build]:
    """Builds of the one root, kept for all tests of this module."""
    return {}


@pytest.fixture
def build(built: dict[str, Build], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Build:
    """The build by the builder that a test asks for."""
    name = request.param
    if name not in built:
        site = Site(tmp_path_factory.mktemp(name)).copy_of("every-construct")
        built[name] = ready_for(site, name).build(name)
    return built[name]


def with_builders(*names: str) -> pytest.MarkDecorator:
    """Run a test for builds by several builders."""
    return pytest.mark.parametrize("build", names, indirect=True)


@pytest.mark.slow
@with_builders(*BUILDERS)
def test_a_builder_reports_nothing(build: Build) -> None:
    """``sphinx-build -W`` passes in every format."""
    assert build.warnings == []


def test_a_builder_that_closes_its_files_at_its_end_keeps_them(site: Site) -> None:
    """It is asked for addresses while links are looked at, and writes on."""
    text = ":date: 2026-01-13\n\nA post\n======\n\n>>> 1\n1\n"
    site.write({"index.md": "# Site\n\n```{toctree}\nblog/index\n```\n", "posts/a.rst": text})
    build = site.build("doctest", extensions=["myst_parser", "sphinxext_blog", "sphinx.ext.doctest"])
    assert build.warnings == []
    assert "1 passed" in build.text("output.txt")


@with_builders("html", "dirhtml")
def test_every_link_leads_somewhere(build: Build) -> None:
    """No reader meets a page or an anchor that does not exist."""
    assert dead_links(build.out) == []


@with_builders("latex")
def test_every_link_of_a_book_has_its_label(build: Build) -> None:
    """Or it would lead nowhere in the PDF."""
    (tex,) = build.out.glob("*.tex")
    assert dead_labels(tex.read_text(encoding="utf-8")) == []


_CONSTRUCTS = """\
:date: 2026-01-01
:tags: x

A
=

Foot [#a]_ here [1]_ and [Cit]_ and :ref:`here <hh>`, `self`_, `table`_, :term:`word`, :numref:`fig`, :ref:`fig`.
:blog:archive:`2026-01`, :blog:archive:`2026`, :blog:post:`section`.

.. _self:

Paragraph.

.. _table:

.. table:: T

   == ==
   a  b
   == ==

.. _fig:

.. figure:: a.png

   Caption

.. glossary::

   word
      Meaning.

.. more

.. _hh:

Sub
---

.. [#a] Foot.
.. [1] One.
.. [Cit] Cited.
"""


@pytest.mark.parametrize("archive", [[], ["year"], ["year", "month"]])
@pytest.mark.parametrize("in_book", ["blog/archive posts/a blog/index", "blog/index blog/archive", "posts/a blog/2026"])
def test_links_of_listings_have_their_labels(site: Site, archive: list[str], in_book: str) -> None:
    """Footnotes and named paragraphs of excerpts, months of an archive, posts that are sections of another file."""
    listings = "```{postlist}\n:style: full\n```\n\n```{postlist}\n```\n\n```{postarchive}\n```\n"
    section = "\n(section)=\n## Section\n\n```{post} 2025-02-01\n```\n\nText[^b].\n\n[^b]: Note.\n"
    tree = "\n```{toctree}\n" + "\n".join(in_book.split()) + "\n```\n"
    site.write(
        {"index.md": f"# Site\n\n{listings}{section}{tree}", "posts/a.rst": _CONSTRUCTS, "posts/a.png": b"GIF89a"}
    )
    build = site.build("latex", blog_archive=archive, numfig=True)
    (tex,) = build.out.glob("*.tex")
    assert dead_labels(tex.read_text(encoding="utf-8")) == []


@with_builders("singlehtml")
def test_links_of_the_blog_lead_somewhere_on_one_page(build: Build) -> None:
    """Where the output leaves a page out, its name is plain text.

    Sphinx's own links are not looked at: since 8.2 those to a section (``#document-guide#a-section``) and those to a
    document outside the toctree lead nowhere, as they do without this extension.
    """
    page = build.page("index.html")
    ids = {str(node["id"]) for node in page.select("[id]")}
    links = page.select(
        ".blog-entry-title a, .blog-meta a, .blog-tags a, .blog-compact a, .blog-terms a, .blog-bar a, .blog-cloud a, "
        ".blog-archive-posts a, .blog-read-more a, .blog-pager a, a:has(> .blog)"
    )
    assert links
    targets = {str(link["href"]) for link in links if not str(link["href"]).startswith("https:")}
    assert {target for target in targets if target.rpartition("#")[2] not in ids} == set()


@with_builders("html", "dirhtml", "singlehtml")
def test_every_id_is_there_once(build: Build) -> None:
    """An anchor is one place, however many listings of a page show the same post."""
    assert doubled_ids(build.out) == []


@with_builders("html", "dirhtml", "singlehtml", "latex", "text", "man", "texinfo", "xml", "json", "gettext")
def test_no_output_holds_what_is_not_published(build: Build) -> None:
    """A search through all files finds no word of a draft or scheduled post, nor their names."""
    found = []
    for path in build.out.rglob("*"):
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() and "_static" not in path.parts else ""
        if path.suffix != ".pickle" and _SECRET.search(text):
            found.append(path.relative_to(build.out).as_posix())
    assert found == []
    assert [path for path in build.out.rglob("*hidden*") if "_sources" in path.parts] == []


@with_builders("epub")
def test_an_epub_is_a_book_that_readers_open(build: Build, tmp_path: Path) -> None:
    """Every page is XML, is listed once, and links to pages of the book."""
    [book] = build.out.glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        archive.extractall(tmp_path)
        names = archive.namelist()
    assert len(names) == len(set(names))
    for name in names:
        if name.endswith((".xhtml", ".opf", ".ncx")):
            text = (tmp_path / name).read_text(encoding="utf-8")
            # sphinx-design does not close the switches of its tabs
            ET.fromstring(re.sub(r"(<input [^>]*[^/>])>", r"\1/>", text).encode())
    package = ET.parse(tmp_path / "content.opf")
    space = {"opf": "http://www.idpf.org/2007/opf"}
    spine = [item.get("idref") for item in package.findall(".//opf:itemref", space)]
    assert len(spine) == len(set(spine))
    items = [item.get("href") for item in package.findall(".//opf:manifest/opf:item", space)]
    assert len(items) == len(set(items))
    hrefs = {item.get("id"): item.get("href") for item in package.findall(".//opf:manifest/opf:item", space)}
    assert {"blog/index.xhtml", "posts/2026/first.xhtml"} <= {hrefs[found] for found in spine if found}
    assert dead_links(tmp_path) == []
    assert doubled_ids(tmp_path) == []
    assert not any(_SECRET.search((tmp_path / name).read_bytes().decode("utf-8", "replace")) for name in names)


@with_builders("latex")
def test_a_latex_file_refers_only_to_what_it_holds(build: Build) -> None:
    """The PDF has no dead link: each internal reference has its label."""
    [file] = build.out.glob("*.tex")
    text = file.read_text(encoding="utf-8")
    labels = set(re.findall(r"\\label\{\\detokenize\{(.*?)\}\}", text)) | set(
        re.findall(r"\\label\{(equation:.*?)\}", text)
    )
    assert set(re.findall(r"\\hyperref\[\\detokenize\{(.*?)\}\]", text)) - labels == set()
    assert set(re.findall(r"\\(?:eqref|ref)\{(equation:[^}]*)\}", text)) - labels == set()


@with_builders("text")
def test_a_listing_reads_well_as_text(build: Build) -> None:
    """Entries are titles, meta lines and excerpts."""
    home = build.text("blog/index.txt")
    assert "Read this first" in home
    assert "Jan 20, 2026" in home
    assert "A text that the *author* wrote for listings" in home


@with_builders("gettext")
def test_a_catalogue_for_translators_holds_each_message_once(build: Build) -> None:
    """Generated pages give translators nothing to do: their words are ours or the posts'."""
    assert not list(build.out.rglob("blog/index.pot"))
    catalogues = "".join(path.read_text(encoding="utf-8") for path in build.out.rglob("*.pot"))
    assert catalogues.count('msgid "Instead of recurrence"') == 1


@with_builders("linkcheck")
def test_linkcheck_finds_nothing_broken(build: Build) -> None:
    """Links that the blog makes are not reported as broken."""
    lines = (build.out / "output.json").read_text(encoding="utf-8").splitlines()
    assert [line for line in map(json.loads, lines) if line["status"] not in ("ignored", "unchecked", "working")] == []


@with_builders("json")
def test_pages_are_there_as_json(build: Build) -> None:
    """A site generator that takes Sphinx's JSON gets listings as any page."""
    page = json.loads(build.text("blog/index.fjson"))
    assert page["title"] == "Blog"
    assert "Read this first" in page["body"]


@with_builders("pickle")
def test_pages_are_there_as_pickles(build: Build) -> None:
    """And so does one that takes pickles."""
    page = pickle.loads((build.out / "blog/archive.fpickle").read_bytes())
    assert "January" in page["body"]


@with_builders("xml")
def test_xml_is_well_formed(build: Build) -> None:
    """Each document of ours is XML."""
    for path in build.out.rglob("*.xml"):
        ET.fromstring(path.read_bytes())


@with_builders("man", "texinfo")
def test_formats_of_one_file_hold_the_pages_of_the_toctree(build: Build) -> None:
    """Where the home page stands in a toctree, its listing is in the manual."""
    [file] = [path for path in build.out.iterdir() if path.suffix in (".1", ".texi")]
    assert "Read this first" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("builder", ["html", "latex"])
def test_the_picture_of_a_withdrawn_post_is_deleted(site: Site, builder: str) -> None:
    """Also where pictures are in no folder of their own."""
    front = "---\ndate: 2026-01-01\n---\n"
    site.write({"index.md": "# Home\n", "posts/secret.png": png(8, 8), "posts/kept.png": png(8, 8)})
    site.write({"posts/a.md": f"{front}# A\n\n![A](secret.png)\n", "posts/b.md": f"{front}# B\n\n![B](kept.png)\n"})
    site.conf["latex_documents"] = [("blog/index", "blog.tex", "Blog", "", "howto")]
    assert len([*site.build(builder).out.rglob("secret.png")]) == 1
    site.replace("posts/a.md", "date:", "draft: true\ndate:")
    build = site.build(builder)
    assert [path.name for path in build.out.rglob("*.png") if path.name in ("secret.png", "kept.png")] == ["kept.png"]


def test_nothing_outside_of_the_output_is_deleted(tmp_path: Path) -> None:
    """Whatever a manifest contains."""
    root = tmp_path / "out"
    for folder in (root / "posts", tmp_path / "other"):
        folder.mkdir(parents=True)
        (folder / "a.html").write_text("", encoding="utf-8")
    for file in ("posts/a.html", "../other/a.html", str(tmp_path / "other" / "a.html"), "", "."):
        delete_output(file, root)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} == {"out", "other", "other/a.html"}
