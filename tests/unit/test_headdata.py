"""The head of a page as records: what is said, what is left out, and that data for machines run nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_blog.model.head_data import (
    Article,
    Cover,
    Crumb,
    PageHead,
    Person,
    Site,
    Tag,
    article_tags,
    blog_data,
    blog_posting,
    breadcrumbs,
    language_of,
    page_tags,
    profile,
    remove_present,
    script_text,
)

SITE = Site(
    name="Site", language="zh_CN", locale="zh_CN", blog=Crumb(name="Blog", url="https://example.org/blog/index.html")
)
NOWHERE = Site(name="Site", language="en", blog=Crumb(name="Blog", url=""))
PUBLISHED = datetime(2026, 1, 11, 10, tzinfo=timezone(timedelta(hours=8)))
FULL = Article(
    title="Title",
    url="https://example.org/a.html",
    description="What it is about.",
    cover=Cover(url="https://example.org/_images/a.png", alt="A drawing"),
    published=PUBLISHED,
    modified=datetime(2026, 2, 1, tzinfo=UTC),
    expires=datetime(2027, 2, 1, tzinfo=UTC),
    authors=(
        Person(
            name="Mei",
            url="https://example.org/mei",
            profiles=(("mastodon", "https://example.social/@mei"),),
            image="i",
        ),
        Person(name="Ada"),
    ),
    sections=("Notes", "News"),
    tags=("nlp", "C++"),
    words=300,
    minutes=2,
    language="de",
    see_also=tuple(f"https://example.org/{number}.html" for number in range(9)),
)


def said(tags: tuple[Tag, ...]) -> list[tuple[str, str]]:
    return [(tag.key, tag.content) for tag in tags]


def test_the_head_of_a_post_contains_all_its_data() -> None:
    assert said(article_tags(SITE, FULL)) == [
        ("description", "What it is about."),
        ("author", "Mei"),
        ("author", "Ada"),
        ("fediverse:creator", "@mei@example.social"),
        ("og:type", "article"),
        ("og:title", "Title"),
        ("og:url", "https://example.org/a.html"),
        ("og:description", "What it is about."),
        ("og:image", "https://example.org/_images/a.png"),
        ("og:image:alt", "A drawing"),
        ("og:site_name", "Site"),
        ("og:locale", "zh_CN"),
        ("article:published_time", "2026-01-11T10:00:00+08:00"),
        ("article:modified_time", "2026-02-01T00:00:00+00:00"),
        ("article:expiration_time", "2027-02-01T00:00:00+00:00"),
        ("article:author", "https://example.org/mei"),
        ("article:author", "Ada"),
        ("article:section", "Notes"),
        ("article:tag", "nlp"),
        ("article:tag", "C++"),
        *(("og:see_also", f"https://example.org/{number}.html") for number in range(6)),
        ("twitter:card", "summary_large_image"),
    ]


def test_properties_and_names_are_what_their_readers_expect() -> None:
    """Open Graph is RDFa and has properties; Twitter and robots read names."""
    for tag in article_tags(SITE, FULL):
        assert tag.attribute == ("property" if tag.key.startswith(("og:", "article:")) else "name")


def test_what_is_not_known_is_left_out() -> None:
    """No empty tag, and nothing that needs an address where there is none."""
    assert said(article_tags(NOWHERE, Article(title="Title"))) == [
        ("og:type", "article"), ("og:title", "Title"), ("og:site_name", "Site"), ("twitter:card", "summary"),
    ]  # fmt: skip
    assert blog_posting(NOWHERE, Article(title="Title")) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Title",
        "inLanguage": "en",
        "isPartOf": {"@type": "Blog", "name": "Blog"},
    }


def test_a_page_is_a_website_or_a_profile() -> None:
    page = PageHead(title="Tags", url="https://example.org/t", description="All of them.")
    assert ("og:type", "website") in said(page_tags(SITE, page))
    assert ("description", "All of them.") in said(page_tags(SITE, page))
    assert ("og:type", "profile") in said(page_tags(SITE, PageHead(title="Mei", person=Person(name="Mei"))))


@pytest.mark.parametrize(
    ("profiles", "handle"),
    [
        ((("mastodon", "https://example.social/@mei/"),), "@mei@example.social"),
        ((("github", "https://github.com/mei"), ("mastodon", "http://x.example/@m_1")), "@m_1@x.example"),
        ((("youtube", "https://example.com/@mei"),), None),
        ((("mastodon", "https://example.social/users/mei"),), None),
        ((("mastodon", 'https://example.social/@mei">x'),), None),
        ((), None),
    ],
)
def test_the_fediverse_knows_the_author(profiles: tuple[tuple[str, str], ...], handle: str | None) -> None:
    tags = dict(said(article_tags(SITE, Article(title="T", authors=(Person(name="Mei", profiles=profiles),)))))
    assert tags.get("fediverse:creator") == handle


def test_existing_tags_are_not_repeated() -> None:
    tags = article_tags(SITE, FULL)
    kept = [tag.key for tag in remove_present(tags, {"og:title", "description", "og:image"})]
    assert not {"og:title", "description", "og:image", "og:image:alt"} & set(kept)
    assert {"og:type", "article:tag", "twitter:card"} <= set(kept)
    assert remove_present(tags, ()) == tags


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        (("de",), "de"), (("zh_Hant",), "zh-Hant"), (("English", "en"), "en"), (("pt-BR",), "pt-BR"),
        (("Deutsch",), ""), (("中文",), ""), ((), ""), (('en" onload="x',), ""),
    ],
)  # fmt: skip
def test_a_label_may_be_the_code_of_a_language(labels: tuple[str, ...], code: str) -> None:
    assert language_of(labels) == code


def test_a_posting_has_what_search_engines_ask_for() -> None:
    data = blog_posting(SITE, FULL)
    assert data["headline"] == "Title"
    assert (data["datePublished"], data["dateModified"]) == ("2026-01-11T10:00:00+08:00", "2026-02-01T00:00:00+00:00")
    assert data["author"] == [
        {"@type": "Person", "name": "Mei", "url": "https://example.org/mei"},
        {"@type": "Person", "name": "Ada"},
    ]
    assert data["image"] == {"@type": "ImageObject", "url": "https://example.org/_images/a.png", "caption": "A drawing"}
    assert (data["wordCount"], data["timeRequired"], data["inLanguage"]) == (300, "PT2M", "de")
    assert (data["articleSection"], data["keywords"]) == (["Notes", "News"], ["nlp", "C++"])
    assert data["mainEntityOfPage"] == data["url"] == data["@id"] == "https://example.org/a.html"
    assert data["isPartOf"]["@id"] == "https://example.org/blog/index.html"
    assert blog_posting(SITE, Article(title="T"))["inLanguage"] == "zh-CN"


def test_a_blog_lists_the_posts_of_its_home() -> None:
    data = blog_data(SITE, PageHead(title="Blog", description="About."), [FULL, Article(title="Draft")])
    assert (data["@type"], data["name"], data["description"]) == ("Blog", "Blog", "About.")
    assert [found["headline"] for found in data["blogPost"]] == ["Title", "Draft"]
    assert data["blogPost"][0]["datePublished"] == "2026-01-11T10:00:00+08:00"
    assert "datePublished" not in data["blogPost"][1]


def test_a_profile_is_of_a_person() -> None:
    person = Person(name="Mei", url="https://m.example", description="Writes.", image="https://m.example/me.png",
                    profiles=(("github", "https://github.com/mei"),))  # fmt: skip
    data = profile(PageHead(title="Posts by Mei", url="https://example.org/mei", person=person), person)
    assert (data["@type"], data["url"]) == ("ProfilePage", "https://example.org/mei")
    assert data["mainEntity"] == {
        "@type": "Person", "name": "Mei", "url": "https://m.example", "description": "Writes.",
        "image": "https://m.example/me.png", "sameAs": ["https://github.com/mei"],
    }  # fmt: skip


def test_breadcrumbs_lead_from_the_home_to_the_page() -> None:
    crumbs = [Crumb(name="Site", url="https://example.org/"), Crumb(name="Blog", url="https://example.org/b")]
    data = breadcrumbs(crumbs)
    assert data is not None
    assert [(item["position"], item["name"], item["item"]) for item in data["itemListElement"]] == [
        (1, "Site", "https://example.org/"), (2, "Blog", "https://example.org/b"),
    ]  # fmt: skip
    assert breadcrumbs(crumbs[:1]) is None
    assert breadcrumbs([*crumbs, Crumb(name="Post", url="")]) is None


class _Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.started: list[str] = []
        self.data = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.started.append(tag)

    def handle_data(self, data: str) -> None:
        self.data += data


@given(
    st.text() | st.sampled_from(["</script><script>alert(1)//", "<!-- <script>", "]]>", "\u2028\u2029", "&amp;\\u003c"])
)
def test_no_text_ends_its_script(text: str) -> None:
    """Whatever an author writes, the data are read back as written, and the script holds nothing else."""
    script = script_text({"headline": text, text: [text]})
    assert not set(script) & set("<>&\u2028\u2029")
    assert json.loads(script) == {"headline": text, text: [text]}
    page = _Elements(f'<script type="application/ld+json">{script}</script>')
    assert page.started == ["script"]
