"""Links both ways: posts list the posts that link to them, and descriptions of objects the posts that mention them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builds.site import NOW, Site, differences

if TYPE_CHECKING:
    from tests.builds.site import Build

_DAY = 86_400


def post(date: str, title: str, text: str, **front: str) -> str:
    """The source of a post."""
    keys = "".join(f"{key}: {value}\n" for key, value in {"date": date, **front}.items())
    return f"---\n{keys}---\n# {title}\n\n{text}\n"


def links(built: Build, page: str, selector: str = ".blog-backlinks") -> list[str]:
    """The texts of the links in a part of a page."""
    return [link.text for link in built.page(page).select(f"{selector} a")]


# -- posts that link to a post -----------------------------------------------------------------------------------------


@pytest.fixture
def blog(site: Site) -> Site:
    """Posts that link to the post A."""
    return site.write(
        {
            "index.md": "# Home\n",
            "page.md": "---\norphan: true\n---\n# Page\n\n{doc}`/posts/a`\n",
            "posts/a.md": post("2026-01-01", "A", "(spot)=\n## Part\n\nText of {doc}`a`."),
            "posts/b.md": post("2026-01-02", "B *b*", "{blog:post}`a`, [](a.md), {doc}`a`"),
            "posts/c.md": post("2026-01-03", "C", "[x](#spot)"),
            "posts/draft.md": post("2026-01-04", "Draft", "{doc}`a`", draft="true"),
            "posts/unlisted.md": post("2026-01-05", "Unlisted", "{doc}`a`", unlisted="true"),
            "posts/silent.md": post("2026-01-06", "Silent", "{doc}`a` {doc}`b`", mentions="false"),
            "posts/later.md": post("2026-03-10", "Later", "{doc}`a`"),
        }
    )


def test_a_post_lists_the_listed_posts_that_link_to_it_newest_first(blog: Site) -> None:
    built = blog.build()
    assert built.warnings == []
    assert links(built, "posts/a.html") == ["C", "B b"]
    assert links(built, "posts/b.html") == []
    part = built.page("posts/a.html").select_one(".blog-backlinks")
    assert part is not None
    assert part.select_one(".rubric") is not None
    assert part.select_one("em") is not None  # titles keep their markup
    assert part.select_one("time[datetime^='2026-01-02']") is not None
    assert built.page("posts/a.html").select_one(".blog-backlinks ~ .blog-related") is None


def test_a_post_that_falls_due_is_listed_without_an_edit(blog: Site) -> None:
    blog.build()
    later = blog.build(now=NOW + 10 * _DAY)
    assert "posts/a" in later.updated
    assert links(later, "posts/a.html") == ["Later", "C", "B b"]


def test_a_new_link_rewrites_the_page_to_which_it_leads(blog: Site) -> None:
    blog.build()
    blog.replace("posts/c.md", "[x](#spot)", "[x](#spot)\n\n<!-- more -->\n\nMore.")
    blog.build()
    blog.replace("posts/c.md", "More.", "More of {doc}`b`.")
    built = blog.build()
    assert set(built.updated) - {"posts/c"} == {"posts/b"}
    assert links(built, "posts/b.html") == ["C"]
    blog.replace("posts/c.md", "More of {doc}`b`.", "More.")
    built = blog.build()
    assert set(built.updated) - {"posts/c"} == {"posts/b"}
    assert links(built, "posts/b.html") == []
    assert differences(built.out, blog.fresh().out) == {}


def test_the_text_of_a_post_changes_no_other_page(blog: Site) -> None:
    blog.build()
    blog.replace("posts/c.md", "# C\n", "# C\n\n<!-- more -->\n\nMore of it.\n")
    blog.build()
    blog.replace("posts/c.md", "More of it.", "More and more of it.")
    assert set(blog.build().updated) <= {"posts/c"}


def test_links_to_a_section_that_is_a_post_are_listed_nowhere_else(site: Site) -> None:
    sections = "# Log\n\n## One\n\n```{post} 2026-01-01\n```\n\n(in-one)=\n### Deep\n\n{doc}`/posts/b`\n"
    site.write(
        {
            "index.md": "# Home\n",
            "posts/log.md": f"---\ndate: 2026-01-05\n---\n{sections}",
            "posts/b.md": post("2026-01-02", "B", "[x](#in-one)"),
            "posts/c.md": post("2026-01-03", "C", "{doc}`log`"),
        }
    )
    built = site.build()
    assert links(built, "posts/log.html") == ["C"]
    assert links(built, "posts/b.html") == ["One"]


@pytest.mark.parametrize("front", [{}, {"mentions": "false"}])
def test_a_switch_turns_the_list_off(site: Site, front: dict[str, str]) -> None:
    site.write(
        {
            "index.md": "# Home\n",
            "posts/a.md": post("2026-01-01", "A", "Text.", **front),
            "posts/b.md": post("2026-01-02", "B", "{doc}`a`"),
        }
    )
    assert links(site.build(blog_backlinks=bool(front)), "posts/a.html") == []


def test_links_are_in_neither_feeds_nor_search(blog: Site) -> None:
    built = blog.build(html_baseurl="https://example.org/")
    assert "Linked from" not in built.text("blog/atom.xml") + built.text("searchindex.js")
    assert "Linked from" not in built.text("blog/index.html")
