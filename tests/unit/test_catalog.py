"""The catalogue: the same for the same posts, with each where readers look for it and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.catalog import status_interval
from sphinxext_blog.model.post import PostStatus, TaggedPage, status_of
from tests.unit.records import NOW, catalog_of, days_ago, post, post_lists, tagged_pages

if TYPE_CHECKING:
    from sphinxext_blog.model.post import Post

BLOG = (
    post("new", 1, tag=("NLP",), category=("Systems",)),
    post("old", 400, tag=("nlp", "Go")),
    post("draft", 1, draft=True, tag=("secret",)),
    post("undated", None),
    post("next", -2),
    post("later", -9),
    post("hidden", 3, unlisted=True, tag=("unseen", "Go")),
    post("gone", 5, expires=days_ago(2), tag=("past",)),
)


def _names(posts: tuple[Post, ...] | dict[str, Post]) -> list[str]:
    return [found.docname for found in (posts.values() if isinstance(posts, dict) else posts)]


def test_listings_show_what_is_published() -> None:
    """Unlisted and expired posts keep their pages; drafts and scheduled ones have none."""
    catalog = catalog_of(*BLOG)
    assert _names(catalog.listed) == ["new", "old"]
    assert _names(catalog.built) == ["new", "hidden", "gone", "old"]
    assert catalog.statuses["draft"] is PostStatus.DRAFT
    assert catalog.statuses["next"] is PostStatus.SCHEDULED


def test_a_preview_shows_what_comes() -> None:
    """Drafts and scheduled posts are listed, undated ones last; what is unlisted stays so."""
    catalog = catalog_of(*BLOG, post("both", 1, draft=True, unlisted=True), preview=True)
    assert _names(catalog.listed) == ["later", "next", "draft", "new", "old", "undated"]
    assert "both" in catalog.built


def test_later_text_can_be_separated() -> None:
    """It has pages, but is in no listing, and no term or year has it."""
    catalog = catalog_of(*BLOG, post("own", 1, draft=True, tag=("Only here",)), preview=True, drafts_unlisted=True)
    assert _names(catalog.listed) == ["new", "old"]
    assert {"draft", "next", "later", "undated", "own"} <= catalog.built.keys()
    assert catalog.term("tag", "Only here") is None


def test_order_and_names_may_be_others() -> None:
    """A site of another engine has addresses already."""
    catalog = catalog_of(
        post("a", 1, tag=("X",)), post("b", 2),
        order=lambda posts: sorted(posts, key=lambda found: found.docname, reverse=True),
        slug_of=lambda label: f"old-{label.lower()}",
    )  # fmt: skip
    assert _names(catalog.listed) == ["b", "a"]
    assert [term.slug for term in catalog.terms["tag"]] == ["old-x"]


def test_the_next_scheduled_date_is_known() -> None:
    """The nearest; None when nothing is scheduled."""
    assert catalog_of(*BLOG).next_scheduled == days_ago(-2)
    assert catalog_of(BLOG[0]).next_scheduled is None


def test_a_term_is_found_however_it_is_written() -> None:
    """Not so one that only hidden posts have, nor one nobody has."""
    catalog = catalog_of(*BLOG)
    term = catalog.term("tag", " ｎｌｐ")
    assert term is not None
    assert _names(term.posts) == ["new", "old"]
    assert catalog.term("tag", "secret") is None
    assert catalog.term("category", "NLP") is None
    assert sorted(catalog.terms) == ["category", "tag"]


def test_terms_of_a_post_are_in_its_order() -> None:
    """Without those that have no page."""
    catalog = catalog_of(*BLOG)
    assert [term.label for term in catalog.terms_for(BLOG[1], "tag")] == ["NLP", "Go"]
    assert [term.label for term in catalog.terms_for(BLOG[6], "tag")] == ["Go"]


def test_a_post_shows_each_term_once() -> None:
    """However many spellings it gives."""
    found = post("a", 1, tag=("NLP", "nlp", "Go"))
    assert [term.label for term in catalog_of(found).terms_for(found, "tag")] == ["NLP", "Go"]


def test_states_are_settled_between_two_moments() -> None:
    """From the last date or expiry to the next; without an end where nothing is to come."""
    begins, ends = status_interval(BLOG, NOW)
    assert (begins, ends) == (days_ago(1), days_ago(-2))
    assert status_interval([post("a", 3, expires=days_ago(2))], NOW) == (days_ago(2), None)
    assert status_interval([post("a", None), post("b", 0)], NOW) == (NOW, None)
    begins, ends = status_interval([], NOW)
    assert begins < days_ago(700_000)
    assert ends is None


@given(posts=post_lists, data=st.data())
def test_no_state_changes_while_it_is_settled(posts: list[Post], data: st.DataObject) -> None:
    """At any moment between, every post is what it is now; at the end one may not be."""
    begins, ends = status_interval(posts, NOW)
    assert begins <= NOW
    moment = data.draw(st.sampled_from([begins, *([ends - timedelta(microseconds=1)] if ends is not None else [])]))
    assert [status_of(found, moment) for found in posts] == [status_of(found, NOW) for found in posts]
    assert ends is None or any(ends in (found.date, found.expires) for found in posts)


def test_years_and_months_are_newest_first() -> None:
    """Those that have posts only; a preview's undated posts are in none."""
    catalog = catalog_of(*BLOG, preview=True)
    assert list(catalog.years) == [2026, 2024]
    assert list(catalog.months) == [(2026, 1), (2024, 12)]
    assert "undated" not in _names(catalog.years[2026])


def test_neighbours_are_by_date() -> None:
    """(newer, older); nothing beyond the ends, and no neighbours for what is not listed."""
    one, two, three = post("one", 1), post("two", 2, pinned=True), post("three", 3)
    found = catalog_of(three, one, two, post("x", 2, unlisted=True)).prev_next()
    assert found == {"one": (None, two), "two": (one, three), "three": (two, None)}
    assert catalog_of().prev_next() == {}
    catalog = catalog_of(one, two)
    assert catalog.prev_next() == catalog.prev_next()


def test_only_tags_are_given_to_pages() -> None:
    """A tagged page makes no category of the same name."""
    catalog = catalog_of(pages=[TaggedPage(docname="guide", title="Guide", tags=("x",))])
    assert list(catalog.terms) == ["tag"]


@given(posts=post_lists, pages=tagged_pages, preview=st.booleans(), data=st.data())
def test_the_order_of_the_records_does_not_matter(
    posts: list[Post], pages: list[TaggedPage], preview: bool, data: st.DataObject
) -> None:
    """Parallel readers hand them over in any order."""
    catalog = catalog_of(*posts, pages=pages, preview=preview)
    shuffled = data.draw(st.permutations(posts))
    assert catalog_of(*shuffled, pages=data.draw(st.permutations(pages)), preview=preview) == catalog


@given(posts=post_lists, preview=st.booleans())
def test_every_post_is_where_its_state_puts_it(posts: list[Post], preview: bool) -> None:
    """Listed is built; what is in a year, month or term is listed; nothing unpublished is built but in a preview."""
    catalog = catalog_of(*posts, preview=preview)
    assert set(catalog.listed) <= set(catalog.built.values())
    for found in posts:
        state = status_of(found, NOW)
        unpublished = state in (PostStatus.DRAFT, PostStatus.SCHEDULED)
        assert (found.key in catalog.built) is (preview or not unpublished)
        is_listed = state is PostStatus.PUBLISHED or (preview and unpublished and not found.unlisted)
        assert (found in catalog.listed) is is_listed
        dated = is_listed and found.date is not None
        assert sum(found in year for year in catalog.years.values()) == dated
        assert sum(found in month for month in catalog.months.values()) == dated
    for terms in catalog.terms.values():
        assert all(set(term.posts) <= set(catalog.listed) for term in terms)
