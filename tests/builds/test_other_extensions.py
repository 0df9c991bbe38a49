"""Other extensions: whatever they change and look up while a site is built, the blog is built, and so is theirs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.builds.pictures import png
from tests.builds.site import Site, differences
from tests.builds.test_states import post

pytestmark = pytest.mark.slow

_CONF = 'project = "Test"\nextensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'


def _write(site: Site, conf: str = "") -> Site:
    """Write a site with two posts.

    ``setup`` in the configuration file connects its handlers after those of all extensions.
    """
    return site.write(
        {
            "conf.py": _CONF + conf,
            "index.md": "# Site\n\n```{toctree}\nblog/archive\nabout\n```\n",
            "about.md": "# About\n\n[All posts](blog/archive.md)\n",
            "posts/one.md": post("One", "date: 2026-01-11", "tags: [Sphinx]"),
            "posts/two.md": post("Two", "date: 2025-01-11", "tags: [Sphinx, Other]"),
        }
    )


_EDITS = (("posts/one.md", "The text", "Another text"), ("posts/one.md", "Sphinx", "New"))
"""One that changes a page of its own, and one that makes a page and changes others."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The output of the same sources without another extension: as they are, and after each edit."""
    site = _write(Site(tmp_path_factory.mktemp("plain")))
    found = [site.fresh().out]
    for edit in _EDITS:
        site.replace(*edit)
        found.append(site.fresh().out)
    return found


# -- handlers that change what is read ------------------------------------------------------------------------------

_HANDLERS = {
    "reads all that is known": ("env-before-read-docs", "docnames", "docnames[:] = sorted(env.found_docs)"),
    "turns the order around": ("env-before-read-docs", "docnames", "docnames.reverse()"),
    "looks for files again": ("env-before-read-docs", "docnames", "env.find_files(app.config, app.builder)"),
    "changes all": ("env-get-outdated", "added, changed, removed", "changed.update(env.found_docs)"),
    "asks for all": ("env-get-outdated", "added, changed, removed", "return sorted(env.found_docs)"),
    "asks for all that was read": ("env-get-outdated", "added, changed, removed", "return list(env.all_docs)"),
    "removes what has no file": (
        "env-get-outdated",
        "added, changed, removed",
        "removed.update(name for name in env.all_docs if not os.path.isfile(env.doc2path(name)))",
    ),
    "looks for files again, earlier": (
        "env-get-outdated",
        "added, changed, removed",
        "env.find_files(app.config, app.builder)",
    ),
}


@pytest.mark.parametrize(("priority", "parallel"), [(500, 0), (1000, 2)])
@pytest.mark.parametrize("handler", _HANDLERS.values(), ids=_HANDLERS)
def test_what_is_read_may_be_changed_by_others(
    site: Site, plain: list[Path], handler: tuple[str, str, str], priority: int, parallel: int
) -> None:
    """Whatever list another extension makes of the documents to read, the pages are those of a build without it."""
    event, names, body = handler
    if event == "env-before-read-docs" and "find_files" in body:
        priority = 500  # nothing follows that could name the pages again before documents are read
    _write(
        site,
        f"import os\ndef change(app, env, {names}):\n    {body}\n    return []\n"
        f"def setup(app):\n    app.connect({event!r}, change, priority={priority})\n",
    )
    edits = (None, None, *_EDITS)
    for number, edit in enumerate(edits):
        if edit is not None:
            site.replace(*edit)
        build = site.build(parallel=parallel)
        assert (number, build.warnings) == (number, [])
        assert (number, differences(build.out, plain[max(0, number - 1)])) == (number, {})


def test_a_document_that_another_extension_leaves_out_is_not_there(site: Site, plain: list[Path]) -> None:
    """A page of the blog then has its name."""
    _write(
        site,
        "def change(app, env, docnames):\n"
        "    docnames.remove('blog/archive')\n    env.found_docs.discard('blog/archive')\n"
        "def setup(app):\n    app.connect('env-before-read-docs', change)\n",
    )
    build = site.write({"blog/archive.md": "# Mine\n"}).build()
    assert differences(build.out, plain[0]) == {}


def test_a_document_that_another_extension_makes_is_there(site: Site) -> None:
    """It may be a post, or stand where a page of the blog would be."""
    _write(
        site,
        "from pathlib import Path\n"
        "def change(app, env, docnames):\n"
        "    for name in ('posts/three', 'blog/2025'):\n"
        "        path = Path(app.srcdir, f'{name}.md')\n"
        "        path.parent.mkdir(exist_ok=True)\n"
        "        path.write_text('---\\ndate: 2026-02-03\\norphan: true\\n---\\n# Made\\n')\n"
        "    env.find_files(app.config, app.builder)\n"
        "    docnames[:] = sorted({*docnames, 'posts/three', 'blog/2025'})\n"
        "def setup(app):\n    app.connect('env-before-read-docs', change)\n",
    )
    build = site.build()
    assert build.warnings == []
    assert {"../posts/three.html", "2025.html"} <= {
        link["href"] for link in build.main("blog/archive.html").select("a")
    }
    assert "Made" in build.main("blog/2025.html").text
    again = site.build()
    assert (again.warnings, differences(again.out, site.fresh().out)) == ([], {})


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_draft_is_not_in_a_toctree_that_another_extension_makes(site: Site, parallel: int) -> None:
    """Neither is a post in the version of a site without posts; later, it is there."""
    _write(
        site,
        "from docutils.nodes import compound\nfrom sphinx.addnodes import toctree\n"
        "from sphinx.transforms import SphinxTransform\n"
        "class Insert(SphinxTransform):\n"
        "    default_priority = 100\n"
        "    def apply(self):\n"
        "        names = ['posts/one', 'posts/draft']\n"
        "        if self.env.docname == 'about':\n"
        "            self.document[-1] += compound('', toctree(\n"
        "                parent='about', entries=[(None, name) for name in names], includefiles=names, maxdepth=-1,\n"
        "                caption=None, glob=False, hidden=False, includehidden=False, numbered=0, titlesonly=False\n"
        "            ), classes=['toctree-wrapper'])\n"
        "def setup(app):\n    app.add_transform(Insert)\n",
    )
    site.write({"posts/draft.md": post("Draft", "date: 2026-01-12", "draft: true")})
    build = site.build(parallel=parallel)
    assert build.warnings == []
    assert [link.text for link in build.main("about.html").select(".toctree-wrapper a")] == ["One"]
    site.replace("posts/draft.md", "draft: true", "pinned: true")
    build = site.build(parallel=parallel)
    assert build.warnings == []
    assert [link.text for link in build.main("about.html").select(".toctree-wrapper a")] == ["One", "Draft"]
    assert differences(build.out, site.fresh().out) == {}
    conf = {"blog_only_in": "latest", "blog_docs_version": "2.0", "html_baseurl": "https://example.org/2.0/"}
    site.conf |= conf
    links = site.build(parallel=parallel).main("about.html").select(".toctree-wrapper a")
    assert [link["href"] for link in links] == [f"https://example.org/latest/posts/{n}.html" for n in ("one", "draft")]


# -- what others look up of a document ------------------------------------------------------------------------------

_LOOKING_UP = """
from pathlib import Path

def look(app, *_):
    for name in sorted(app.env.found_docs):
        path, relative = Path(app.env.doc2path(name)), Path(app.env.doc2path(name, False))
        assert path.parent.is_dir(), path
        assert not relative.is_absolute(), relative
        assert str(relative)[len(name):] in {'.md', '.sphinxblog'}, relative

def read(app, env, *_):
    for name in env.found_docs:
        Path(env.doc2path(name)).read_text()

def look_at_one(app, *_):
    name = app.env.docname
    relative = Path(app.env.doc2path(name, False))
    assert not relative.is_absolute(), relative
    assert str(relative)[len(name):] in {'.md', '.sphinxblog'}, relative
    app.env.get_domain('std').labels['/' + str(relative)] = (name, '', 'A label')

def setup(app):
    for event in ('source-read', 'doctree-read'):
        app.connect(event, look_at_one)
    for event in ('env-updated', 'env-check-consistency', 'doctree-resolved', 'html-page-context', 'build-finished'):
        app.connect(event, look)
    app.connect('env-before-read-docs', read)
    app.connect('env-purge-doc', read)
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub", "latex", "text", "gettext"])
def test_every_document_has_a_path(site: Site, builder: str) -> None:
    """Its folder exists, so programs can be run there; while documents are read it can be opened."""
    _write(site, _LOOKING_UP)
    site.conf |= {"blog_archive": ["year", "month"], "copyright": "2026", "version": "1"}
    assert site.build(builder).warnings == []
    site.replace("posts/one.md", "Sphinx", "New")
    assert site.build(builder).warnings == []
    assert site.build(builder).warnings == []


# -- what others change on a page -----------------------------------------------------------------------------------

_SIDEBARS = ["blog/recent.html", "blog/tags.html", "blog/categories.html", "blog/archives.html", "blog/authors.html"]

_NOT_FOUND = """
def add(app):
    return [("404", {"title": "Not found", "body": "<p>Nothing</p>"}, "page.html")]

def lead(app, pagename, template, context, doctree):
    if pagename == "404":
        def pathto(other, resource=False, baseuri=None):
            return "/en/latest/" + (other if resource else app.builder.get_target_uri(other))
        context["pathto"] = pathto

def setup(app):
    app.connect("html-collect-pages", add)
    app.connect("html-page-context", lead, priority=400)
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_sidebars_use_the_links_that_a_page_has_of_its_own(site: Site, plain: list[Path], builder: str) -> None:
    """A page for all addresses that do not exist has absolute links, and no other page has."""
    build = _write(site, _NOT_FOUND).build(builder, html_sidebars={"**": _SIDEBARS})
    page = build.page("404.html" if builder == "html" else "404/index.html")
    links = [str(link["href"]) for link in page.select(".blog-sidebar a")]
    one, tag = ("posts/one.html", "blog/tag/sphinx.html") if builder == "html" else ("posts/one/", "blog/tag/sphinx/")
    assert {f"/en/latest/{one}", f"/en/latest/{tag}"} <= set(links)
    assert [link for link in links if not link.startswith("/en/latest/")] == []
    others = [path for path in build.out.rglob("*.html") if "404" not in path.as_posix()]
    assert [path for path in others if "/en/latest/" in path.read_text(encoding="utf-8")] == []


_CHANGES = {
    "a word for templates": ({"html_context": {"blog": "The blog of mine"}}, ""),
    "the templates are found anew": (
        {},
        """
def change(app):
    app.builder.templates.init(app.builder, app.builder.theme)

def setup(app):
    app.connect("builder-inited", change, priority=1000)
""",
    ),
}


@pytest.mark.parametrize(("options", "conf"), _CHANGES.values(), ids=_CHANGES)
def test_sidebars_are_found_whatever_others_do(site: Site, options: dict[str, Any], conf: str) -> None:
    """Their templates, and what these read, are there."""
    build = _write(site, conf).build(html_sidebars={"**": _SIDEBARS}, **options)
    assert build.warnings == []
    for page in ("index.html", "search.html", "blog/archive.html"):
        assert len(build.page(page).select(".blog-sidebar")) == 3


def test_a_head_that_others_write_announces_the_feeds(site: Site) -> None:
    """They may forget what was there, or leave nothing."""
    _write(
        site,
        "def change(app, pagename, template, context, doctree):\n"
        "    context['metatags'] = '<meta name=\"other\" content=\"x\" />' if doctree else None\n"
        "def setup(app):\n    app.connect('html-page-context', change)\n",
    )
    build = site.build(html_baseurl="https://example.org/")
    assert build.warnings == []
    for name in ("index.html", "posts/one.html", "search.html"):
        assert len(build.page(name).select("link[rel=alternate]")) == 3, name
    assert len(build.page("posts/one.html").select("meta[name=other]")) == 1


def test_a_page_has_no_source_whatever_others_do(site: Site) -> None:
    """An extension that gives every page a link to its source gives none to pages without one."""
    _write(
        site,
        "def change(app, pagename, template, context, doctree):\n"
        "    if doctree is not None:\n"
        "        context['sourcename'], context['show_source'] = f'{pagename}.txt', True\n"
        "        context['page_source_suffix'] = '.md'\n"
        "def setup(app):\n    app.connect('html-page-context', change)\n",
    )
    build = site.build()
    assert build.warnings == []
    assert sorted(path.name for path in (build.out / "_sources").rglob("*.txt")) == [
        "about.txt", "index.txt", "one.txt", "two.txt"
    ]  # fmt: skip


# -- what others look up in the environment -------------------------------------------------------------------------

_WALKING = """
from docutils import nodes

def walk(app, *_):
    env = app.env
    known = sorted(env.found_docs)
    assert "posts/draft" not in known
    for name in known:
        assert env.all_docs[name]
        title, toc, metadata = env.titles[name], env.tocs[name], env.metadata[name]
        assert title.astext() and env.longtitles[name].astext() and isinstance(metadata, dict)
        assert isinstance(env.get_doctree(name).next_node(nodes.title), nodes.title)
        assert env.dependencies.get(name) is not None or name not in env.dependencies
        if app.builder.format == "latex":  # it knows no documents before it writes
            continue
        app.builder.get_target_uri(name)
        env.resolve_references(env.get_doctree(name), name, app.builder)
        resolved = env.get_and_resolve_doctree(name, app.builder)
        if name == "blog/archive" and app.builder.format != "html":  # there, templates have the titles
            assert "One" in resolved.astext()
    for parent, children in env.toctree_includes.items():
        assert set(children) | {parent} <= set(known)
    assert [found for found in env.domains["blog"].get_objects() if found[3] not in known] == []

def setup(app):
    app.connect("env-updated", walk, priority=100)
    app.connect("env-check-consistency", walk)
    app.connect("html-collect-pages", lambda app: walk(app) or [])
    app.connect("build-finished", walk)
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "xml"])
def test_whoever_walks_the_environment_finds_documents(site: Site, plain: list[Path], builder: str) -> None:
    """Titles, tables of contents and doctrees, which can be resolved as often as one likes, and nothing of drafts.

    The output is that of a build in which nobody has looked.
    """
    _write(site, _WALKING)
    site.conf |= {"copyright": "2026", "version": "1"} if builder == "epub" else {}
    site.write({"posts/draft.md": post("Draft", "draft: true", "tags: [Hidden]")})
    for edit, expected in zip((None, *_EDITS, None), (*plain, plain[-1]), strict=True):
        if edit is not None:
            site.replace(*edit)
        build = site.build(builder)
        assert build.warnings == []
        if builder == "html":
            assert differences(build.out, expected) == {}


def test_images_of_others_have_any_names(site: Site) -> None:
    """Some versions of Sphinx keep them as they are given, also objects of pathlib; their document may be none."""
    _write(
        site,
        "from pathlib import PurePosixPath\n"
        "def change(app, doctree):\n"
        "    app.env.images[PurePosixPath('_images/poster.jpg')] = ({''}, 'poster.jpg')\n"
        "def setup(app):\n    app.connect('doctree-read', change)\n",
    )
    site.conf["html_baseurl"] = "https://example.org/"
    site.write(
        {"images/cover.png": png(8, 8), "posts/two.md": post("Two", "date: 2025-01-11", "image: ../images/cover.png")}
    )
    assert site.build().warnings == []
    for edit in _EDITS:
        site.replace(*edit)
        build = site.build()
        assert build.warnings == []
        assert differences(build.out, site.fresh().out) == {}


@pytest.mark.parametrize("builder", ["epub", "dirhtml", "singlehtml"])
def test_others_may_write_a_builder_in_their_own_way(site: Site, builder: str) -> None:
    """If one adds its node for the name of a builder, Sphinx uses no node that others add for HTML."""
    _write(
        site,
        "from docutils import nodes\n"
        "class mine(nodes.General, nodes.Element): ...\n"
        f"def setup(app):\n    app.add_node(mine, {builder}=(lambda *_: None, lambda *_: None))\n",
    )
    site.conf |= {"copyright": "2026", "version": "1"} if builder == "epub" else {}
    site.write({"index.md": "# Site\n\n```{toctree}\nblog/index\nposts/one\nposts/two\nabout\n```\n"})
    build = site.build(builder)
    assert build.warnings == []
    page = {"epub": "posts/one.xhtml", "dirhtml": "posts/one/index.html", "singlehtml": "index.html"}[builder]
    assert "Jan 11, 2026" in build.main(page).text
    page = {"epub": "blog/index.xhtml", "dirhtml": "blog/index.html", "singlehtml": "index.html"}[builder]
    assert "The text of Two." in build.main(page).text


def test_a_document_that_others_look_at_is_not_taken_for_written(site: Site) -> None:
    """A build of a few files leaves the other pages to the next build, though somebody has resolved their doctrees."""
    _write(site, _WALKING)
    site.build()
    site.replace("posts/one.md", "# One", "# First")
    site.build(files=("posts/two.md",))
    build = site.build()
    assert "First" in build.main("blog/archive.html").text
    assert differences(build.out, site.fresh().out) == {}


_MANUAL = Path(__file__).parents[2] / "docs" / "guide" / "head.md"


def _sitemap_recipes() -> list[str]:
    """The code in the manual, which names the extension."""
    text = _MANUAL.read_text(encoding="utf-8").partition("**sphinx-sitemap**")[2].partition("\n## ")[0]
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("number", [0, 1])
def test_unlisted_posts_can_be_excluded_from_the_map_of_sphinx_sitemap(site: Site, builder: str, number: int) -> None:
    """As the manual says: it lists all pages, and its options are not changed behind its back."""
    pytest.importorskip("sphinx_sitemap")
    conf = 'extensions.append("sphinx_sitemap")\nhtml_baseurl = "https://example.org/"\nsitemap_url_scheme = "{link}"\n'
    recipes = _sitemap_recipes()
    _write(site, conf)
    unlisted = post("Unlisted", "date: 2026-01-12", "unlisted: true")
    site.write({"posts/unlisted/a [b].md" if number == 0 else "posts/unlisted/index.md": unlisted})

    def listed() -> list[str]:
        text = site.fresh(builder).text("sitemap.xml")
        return [url for url in re.findall(r"<loc>(.*?)</loc>", text) if "unlisted" in url]

    assert len(listed()) == 1
    site.write({"conf.py": _CONF + conf + recipes[number]})
    assert listed() == []
    assert "https://example.org/posts/one" in site.fresh(builder, parallel=2).text("sitemap.xml")


# -- sphinxcontrib-bibtex -------------------------------------------------------------------------------------------

_BIB = """
@article{knuth, author={Donald E. Knuth}, title={Literate Programming}, journal={J}, year=1984}
@book{three, author={G{\\"o}del, Kurt and van der Waals, J. and Other, O.}, title={B}, publisher={P}, year=1994}
@misc{undated, editor={Editor, E.}, title={C}}
"""
_CITING = """\
By {cite}`knuth`, {cite:t}`three,undated`, {cite:p}`{see}three{p. 5},own-knuth` and {footcite}`knuth`.

More {cite}`unknown`.

<!-- more -->

```{footbibliography}
```
"""


@pytest.fixture
def citing(site: Site) -> Site:
    """A site with a bibliography, and a post that cites."""
    pytest.importorskip("sphinxcontrib.bibtex")
    site.conf = {
        "extensions": ["myst_parser", "sphinxext_blog", "sphinxcontrib.bibtex"],
        "bibtex_bibfiles": ["refs.bib"],
        "html_baseurl": "https://example.org/",
    }
    return site.write(
        {
            "refs.bib": _BIB,
            "index.md": "# Home\n\n```{postlist}\n:style: full\n```\n",
            "text.md": "---\norphan: true\n---\n# Text\n\n```{postlist}\n:excerpt: text\n```\n",
            "refs.md": "---\norphan: true\n---\n# References\n\n```{bibliography}\n```\n\n"
            "```{bibliography}\n:keyprefix: own-\n:labelprefix: X\n```\n",
            "posts/a.md": "---\ndate: 2026-01-11\n---\n# A\n\n" + _CITING,
        }
    )


def test_citations_are_links_in_listings_and_feeds_and_names_in_plain_texts(citing: Site) -> None:
    """Plain texts contain authors and years, whatever the style of the labels, and no references to footnotes."""
    built = citing.build()
    assert [warning for warning in built.warnings if "bibtex key" not in warning] == []
    for page in ("index.html", "blog/index.html", "posts/a.html"):
        links = built.page(page).select(".bibtex-citation a")
        assert [link.text for link in links].count("Knu84") == 1, page
        assert len(links) == 5, page
        assert {str(link["href"]).split("#")[0].rpartition("/")[2] for link in links} == {"refs.html"}
    assert "https://example.org/refs.html#" in built.text("blog/atom.xml")
    text = "By (Knuth 1984), Gödel et al. (1994), Editor, (Gödel et al. 1994; Knuth 1984) and. More unknown."
    description = built.page("posts/a.html").select_one("meta[name=description]")
    assert description is not None
    assert description["content"] == text
    assert text in built.main("text.html").text
    assert f"<summary>{text}</summary>" in built.text("blog/atom.xml")


def test_a_changed_bibliography_changes_listings(citing: Site) -> None:
    citing.build()
    citing.replace("refs.bib", "Literate", "Another")
    citing.replace("refs.bib", "Knuth}", "Author}")
    assert differences(citing.build().out, citing.fresh().out) == {}
