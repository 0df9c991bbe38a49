"""Posts to cite: the citation at the end of a post, the metadata in its head, and the bibliography of the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.builds.site import Site, differences

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builds.site import Build

_CONF: dict[str, Any] = {
    "project": "Notes & more",
    "version": "1",
    "copyright": "Mei",
    "html_baseurl": "https://example.org/",
    "blog_citation": ["text", "bibtex", "ris", "csl"],
    "blog_authors": {
        "mei": {"name": "Mei Lin", "given": "Mei", "family": "Lin", "orcid": "https://orcid.org/0000-0002-1825-0097"}
    },
}
_FILES = {
    "index.md": "# Home\n\n```{toctree}\nblog/index\nposts/a\n```\n",
    "posts/a.md": (
        "---\ndate: 2026-01-11\nauthor: [mei, Ada]\ndoi: https://doi.org/10.5281/zenodo.12\n---\n"
        "# 100% \\<b>\n\nText.\n"
    ),
    "posts/b.md": "---\ndate: 2026-01-12\nauthor: mei\ncitation: false\n---\n# Bee\n\nText.\n",
    "posts/c.md": "---\ndate: 2026-01-13\n---\n# Sea\n\nText.\n",
    "posts/d.md": "---\ndate: 2026-01-14\nunlisted: true\nauthor: Bo\nlanguage: de\n---\n# Dee\n\nText.\n",
}


def _site(path: Path, **conf: Any) -> Site:
    return Site(path, conf=_CONF | conf).write(_FILES)


def _meta(build: Build, page: str) -> list[tuple[str, str]]:
    found = build.page(page).select("meta[name^=citation_]")
    return [(str(tag["name"]).removeprefix("citation_"), str(tag["content"])) for tag in found]


def test_a_post_ends_with_its_citation(tmp_path: Path) -> None:
    """Closed, in the forms of the site; in none of the pages that list it, and in no feed."""
    build = _site(tmp_path).build()
    assert build.warnings == []
    (box,) = build.page("posts/a.html").select("details.blog-citation")
    assert "open" not in box.attrs
    assert box.select_one("summary").get_text() == "Cite this post"  # type: ignore[union-attr]
    assert [tag.get_text() for tag in box.select(".blog-citation-text")] == [
        "Mei Lin, Ada. 100% <b>. Notes & more, 2026-01-11. https://doi.org/10.5281/zenodo.12"
    ]
    forms = [tag.get_text() for tag in box.select(".blog-citation-form")]
    texts = [tag.get_text() for tag in box.select(".highlight pre")]
    assert forms == ["BibTeX", "RIS", "CSL-JSON"]
    assert r"title = {{100\% <b>}}" in texts[0]
    assert "AU  - Lin, Mei\nAU  - Ada\n" in texts[1]
    assert json.loads(texts[2])[0]["DOI"] == "10.5281/zenodo.12"
    assert build.has("_static/sphinxext_blog_features.css")
    assert "sphinxext_blog_features.css" in build.text("posts/a.html")
    for name in ("blog/index.html", "blog/atom.xml", "searchindex.js"):
        assert "Cite this post" not in build.text(name)
    assert build.page("posts/b.html").select(".blog-citation") == []


def test_the_head_has_metadata_for_reference_managers(tmp_path: Path) -> None:
    """Only of a post with an author; a DOI has its own relation and is part of the structured data."""
    build = _site(tmp_path).build()
    assert _meta(build, "posts/a.html") == [
        ("title", "100% <b>"), ("author", "Lin, Mei"), ("author", "Ada"), ("publication_date", "2026/01/11"),
        ("online_date", "2026/01/11"), ("doi", "10.5281/zenodo.12"), ("language", "en"),
    ]  # fmt: skip
    url = "https://doi.org/10.5281/zenodo.12"
    assert [tag["href"] for tag in build.page("posts/a.html").select("link[rel=cite-as]")] == [url]
    data = json.loads(build.page("posts/a.html").select("script[type='application/ld+json']")[0].get_text())
    assert data["sameAs"] == url
    assert data["identifier"] == {
        "@type": "PropertyValue",
        "propertyID": "DOI",
        "value": "10.5281/zenodo.12",
        "url": url,
    }
    assert [author.get("sameAs") for author in data["author"]] == ["https://orcid.org/0000-0002-1825-0097", None]
    for name in ("posts/b.html", "posts/c.html", "blog/index.html"):
        assert _meta(build, name) == []
    assert ("language", "de") in _meta(build, "posts/d.html")


def test_the_bibliography_has_the_listed_posts(tmp_path: Path) -> None:
    build = _site(tmp_path).build()
    written = build.text("blog/posts.bib")
    assert written.count("@misc{") == 2
    assert written.index("@misc{c,") < written.index("@misc{a,")
    assert "url = {https://example.org/posts/c.html}" in written


def test_the_bibliography_follows_the_posts(tmp_path: Path) -> None:
    """An edit writes what a fresh build writes; no edit writes nothing; without the option, the file is deleted."""
    site = _site(tmp_path)
    site.build()
    site.replace("posts/c.md", "# Sea", "# See")
    site.replace("posts/b.md", "citation: false\n", "")
    assert differences(site.build().out, site.fresh().out) == {}
    assert site.build().updated == []
    site.conf = {**_CONF, "blog_citation": []}
    build = site.build()
    assert not build.has("blog/posts.bib")
    assert not build.has("_static/sphinxext_blog_features.css")
    assert differences(build.out, site.fresh().out) == {}


def test_a_doi_alone_is_enough_for_metadata(tmp_path: Path) -> None:
    """A site without the option displays no citation, and has no bibliography."""
    build = _site(tmp_path, blog_citation=[]).build()
    assert ("doi", "10.5281/zenodo.12") in _meta(build, "posts/a.html")
    assert build.page("posts/a.html").select(".blog-citation") == []
    assert _meta(build, "posts/d.html") == []
    assert not build.has("blog/posts.bib")


def test_a_page_of_text_has_the_citation_without_an_address_that_it_does_not_know(tmp_path: Path) -> None:
    """The forms to copy are left out."""
    site = _site(tmp_path)
    build = site.build("text")
    assert "Cite this post: Mei Lin, Ada. 100% <b>. Notes & more, 2026-01-11." in " ".join(
        build.text("posts/a.txt").split()
    )
    assert build.text("posts/c.txt").rstrip().endswith("Cite this post: Sea. Notes & more, 2026-01-13.")
    assert "Cite" not in site.build("text", blog_citation=["ris"]).text("posts/a.txt")


@pytest.mark.parametrize("builder", ["latex", "singlehtml", "epub", "man", "texinfo", "json", "xml"])
def test_other_formats(tmp_path: Path, builder: str) -> None:
    """None of them warns."""
    assert _site(tmp_path).build(builder).warnings == []


def test_a_wrong_identifier_is_reported_at_its_line(tmp_path: Path) -> None:
    """And is ignored."""
    site = _site(tmp_path, blog_authors="authors.yml")
    site.write({"authors.yml": "mei:\n  name: Mei Lin\n  orcid: 0000-0002-1825-0098\n"})
    site.replace("posts/a.md", "doi: https://doi.org/10.5281/zenodo.12", "doi: zenodo.12")
    warnings = "\n".join(site.build().warnings)
    expected = "posts/a.md:4: WARNING: doi: 'zenodo.12' is not a DOI. Expected a form such as 10.5281/zenodo.1234567."
    assert expected in warnings
    assert "authors.yml:3: WARNING: blog_authors['mei']['orcid']: the check digit of the ORCID iD" in warnings
    assert len(warnings.splitlines()) == 2


def test_a_draft_in_a_preview_cannot_be_cited(tmp_path: Path) -> None:
    site = _site(tmp_path, blog_drafts="show")
    site.write({"posts/e.md": "---\nauthor: mei\ndraft: true\ndoi: 10.1000/1\n---\n# E\n\nText.\n"})
    build = site.build()
    assert _meta(build, "posts/e.html") == []
    assert build.page("posts/e.html").select(".blog-citation") == []


def test_a_site_without_a_name_cites_its_blog(tmp_path: Path) -> None:
    site = Site(tmp_path, conf={"blog_citation": ["text"], "blog_title": "Field notes"}).write(_FILES)
    site.write({"conf.py": 'extensions = ["myst_parser", "sphinxext_blog"]\nblog_posts = ["posts/**"]\n'})
    (text,) = site.build().page("posts/c.html").select(".blog-citation-text")
    assert text.get_text() == "Sea. Field notes, 2026-01-13."
