"""What is not signed again after an edit, and what is: the pages are those of a fresh build in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from sphinxext_blog.domain import BlogDomain
from sphinxext_blog.feeds.views import feed_fingerprints
from sphinxext_blog.pages import updating
from sphinxext_blog.pages.fingerprints import fingerprint_documents, new_fingerprints
from sphinxext_blog.pages.link_views import LinkViews
from tests.builds.site import Site, differences
from tests.builds.test_states import post

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_LEAD = f"The first paragraph.{' It goes on.' * 40}\n\n<!-- more -->\n\n## Section\n\nText below.\n"
"""Longer than summaries and plain excerpts are."""


@pytest.fixture
def blog(site: Site) -> Site:
    """Two posts, one of them with a label, a page with a listing, and a page that links to both."""
    return site.write(
        {
            "index.md": "# Home\n\n```{toctree}\nabout\n```\n",
            "about.md": "# About\n\nA page.\n\n{blog:post}`posts/one` {blog:post}`spot`\n",
            "list.md": "---\norphan: true\n---\n# List\n\n```{postlist}\n```\n",
            "posts/one.md": post("One", "date: 2026-01-01", "tags: [a]", body=_LEAD),
            "posts/two.md": post(
                "Two", "date: 2026-01-02", "tags: [a]", body=f"{_LEAD}\n(spot)=\n\n## Spot\n\nMore.\n"
            ),
        }
    )


def _signs_again(blog: Site, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Site], None], **conf: Any) -> bool:
    blog.build(**conf)
    edit(blog)
    signed: list[object] = []

    def spy(app: Sphinx, domain: BlogDomain, links: LinkViews) -> dict[str, str]:
        signed.append(app)
        return fingerprint_documents(app, domain, links)

    monkeypatch.setattr(updating, "fingerprint_documents", spy)
    after = blog.build(**conf)
    assert differences(after.out, blog.fresh(**conf).out) == {}
    return bool(signed[:-1])  # the last one is the fresh build's


def test_a_text_that_no_other_page_shows_is_not_signed(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual edit costs no look at all the other pages."""
    assert not _signs_again(blog, monkeypatch, lambda s: s.replace("posts/one.md", "Text below.", "Another text."))


def test_a_heading_that_moves_is_not_signed(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new line above it changes no link to it."""

    def edit(site: Site) -> None:
        site.replace("posts/two.md", "Text below.", "Text\n\nbelow, and more.")

    assert not _signs_again(blog, monkeypatch, edit, myst_heading_anchors=2)


def test_a_text_with_titles_of_others_is_not_signed(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A post that links to others is edited as often as any."""
    blog.replace("posts/one.md", "The first", f"[](two.md), {{ref}}`spot`.{' On and on.' * 40} The first")
    assert not _signs_again(blog, monkeypatch, lambda s: s.replace("posts/one.md", "Text below.", "Another text."))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("posts/one.md", "# One", "# Uno"),
        ("posts/one.md", "# One", "# *One*"),
        ("about.md", "# About", "# *About*"),
        ("posts/one.md", "The first paragraph.", "Another start."),
        ("posts/one.md", "tags: [a]", "tags: [a, b]"),
        ("posts/one.md", "Text below.", "{blog:post}`posts/two`"),
        ("posts/one.md", "Text below.", "```{postlist}\n```"),
        ("posts/two.md", "## Spot", "## Place"),
        ("posts/two.md", "(spot)=", "(other)="),
        ("posts/one.md", "date: 2026-01-01", "date: 2026-01-01\ndraft: true"),
        ("about.md", "# About", "# Imprint"),
        ("about.md", "A page.", "```{tag} a\n```"),
        ("index.md", "about\n```", "about\nlist\n```"),
        ("list.md", "```{postlist}", "```{postlist} 1"),
    ],
)
def test_what_others_show_is_signed(blog: Site, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str) -> None:
    """A title, a lead, a term, a link, a listing, a label, a state, a toctree."""
    assert _signs_again(blog, monkeypatch, lambda s: s.replace(name, old, new))


@pytest.mark.parametrize("conf", [{"blog_listing": "full"}, {"blog_excerpt": "full"}])
def test_whole_posts_are_signed(blog: Site, monkeypatch: pytest.MonkeyPatch, conf: dict[str, Any]) -> None:
    """Where listings show all of a post."""
    edited = _signs_again(
        blog, monkeypatch, lambda s: s.replace("posts/one.md", "Text below.", "Another text."), **conf
    )
    assert edited


def test_a_number_of_words_is_signed_where_it_is_shown(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else not: it changes at nearly every edit."""

    def edit(site: Site) -> None:
        site.replace("posts/one.md", "Text below.", "Some more words below.")

    assert _signs_again(blog, monkeypatch, edit, blog_show_word_count=True)


@pytest.mark.parametrize("name", ["labels", "images", "pages", "adopted"])
def test_a_document_may_have_any_name(blog: Site, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Also one that is a word of ours."""
    text = "---\norphan: true\n---\n# A page\n\n```{tag} a\n```\n"
    blog.write({f"{name}.md": text})
    assert _signs_again(blog, monkeypatch, lambda s: s.replace(f"{name}.md", "# A page", "# Another page"))


def test_a_build_without_a_change_makes_no_catalogue(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor for the feeds that the search page names, which is written by every build."""
    conf: dict[str, Any] = {"html_baseurl": "https://example.org/"}
    before = blog.build(**conf)
    named = before.page("search.html").select('link[type="application/atom+xml"]')
    assert [link["title"] for link in named]

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(BlogDomain, "catalog_of", refuse)
    assert blog.build(**conf).page("search.html").select('link[type="application/atom+xml"]') == named


class _Spied:
    """An environment that notes which of its attributes are read."""

    def __init__(self, env: BuildEnvironment, seen: set[str]) -> None:
        self._env, self._seen = env, seen

    def __getattr__(self, name: str) -> Any:
        self._seen.add(name)
        return getattr(self._env, name)


_COMPARED = {
    "all_docs": "documents that were added or removed are no edit; times of reading, by the documents read",
    "config": "BuildInputs.site; most options make Sphinx read everything again",
    "domains": "DocumentInputs.targets",
    "doc2path": "of documents that were added or removed, which are no edit",
    "images": "BuildInputs.images",
    "metadata": "DocumentInputs.targets: the slugs of MyST",
    "titles": "DocumentInputs.title",
    "tocs": "a document with a toctree needs a look",
    "toctree_includes": "a document with a toctree needs a look",
}
"""What views may read of the environment, and what the inputs of a build contain in place of it."""


def test_views_read_nothing_that_is_not_compared(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else an edit could change a view without a change of the inputs."""
    seen: set[str] = set()

    def spy(app: Sphinx, domain: BlogDomain, links: LinkViews) -> dict[str, str]:
        env, domain.env = domain.env, cast("BuildEnvironment", _Spied(domain.env, seen))
        app.env = domain.env
        domain.clear_computed()
        fingerprint_documents(app, domain, LinkViews(app, domain))
        feed_fingerprints(domain, new_fingerprints(domain))
        app.env = domain.env = env
        domain.clear_computed()
        return fingerprint_documents(app, domain, links)

    monkeypatch.setattr(updating, "fingerprint_documents", spy)
    conf: dict[str, Any] = {"html_baseurl": "https://example.org/", "html_sidebars": {"**": ["blog/recent.html"]}}
    assert blog.build(**conf).has("blog/atom.xml")
    assert seen - _COMPARED.keys() == set()
