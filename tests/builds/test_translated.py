"""Posts in another language by Sphinx's own catalogues: text, titles, excerpts, and what front matter says."""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po, write_po

from tests.builds.site import Build, Site, differences

if TYPE_CHECKING:
    from pathlib import Path

WORDS = {
    "Home": "Startseite",
    "The first post": "Der erste Beitrag",
    "Hello *world* of examples.": "Hallo *Welt* der Beispiele.",
    "The rest.": "Der Rest.",
    "What it is about.": "Worum es geht.",
    "A title in front matter": "Ein Titel im Vorspann",
    "A title and a heading": "Ein Titel zur Überschrift",
    "A heading": "Eine Überschrift",
    "Words of my own.": "Meine eigenen Worte.",
    "Second text with [](alpha.md).": "Zweiter Text mit [](alpha.md).",
    "Third text.": "Dritter Text.",
    "Gamma": "Gamma auf Deutsch",
    "A section": "Ein Abschnitt",
    "The body of the directive.": "Der Inhalt der Direktive.",
    "The text of the section.": "Der Text des Abschnitts.",
    "About the section.": "Über den Abschnitt.",
    "Another": "Ein anderer",
    "Titled otherwise": "Anders betitelt",
    "The end.": "Das Ende.",
}
FILES = {
    "index.md": "# Home\n\n```{postlist}\n:format: {title}\n```\n",
    "posts/alpha.md": (
        "---\ndate: 2025-01-01\ndescription: What it is about.\n---\n# The first post\n\nHello *world* of examples.\n\n"
        "<!-- more -->\n\nThe rest.\n"
    ),
    "posts/beta.md": (
        "---\ndate: 2025-02-02\ntitle: A title in front matter\nexcerpt: Words of my own.\n---\n"
        "Second text with [](alpha.md).\n"
    ),
    "posts/both.md": "---\ndate: 2025-02-03\ntitle: A title and a heading\n---\n# A heading\n\nThird text.\n",
    "gamma.rst": (
        "Gamma\n=====\n\nA section\n---------\n\n.. post:: 2025-05-05\n   :description: About the section.\n\n"
        "   The body of the directive.\n\nThe text of the section.\n\n"
        "Another\n-------\n\n.. post:: 2024-05-05\n   :title: Titled otherwise\n\nThe end.\n"
    ),
}
CONF = {"locale_dirs": ["../locale"], "gettext_compact": False, "html_baseurl": "https://example.org/"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A blog in English, with catalogues in German."""
    found = Site(tmp_path, dict(CONF)).write(FILES)
    translate(found, WORDS)
    return found


def translate(site: Site, words: dict[str, str]) -> None:
    """Make catalogues from what the gettext builder gives; Python keeps those of old for the life of a process."""
    gettext._translations.clear()  # type: ignore[attr-defined]
    messages = site.build("gettext", to="messages")
    assert messages.warnings == []
    for path in sorted(messages.out.rglob("*.pot")):
        with path.open("rb") as file:
            catalogue = read_po(file)
        for message in catalogue:
            message.string = words.get(str(message.id), "") if message.id else message.string
        name = path.relative_to(messages.out).with_suffix(".po")
        target = site.folder / "locale" / "de" / "LC_MESSAGES" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, catalogue)


def texts(build: Build, name: str, selector: str) -> list[str]:
    """What the parts of a page say."""
    return [re.sub(r"\s+", " ", tag.get_text()).strip("¶ ") for tag in build.main(name).select(selector)]


def description(build: Build, name: str) -> str:
    """What a page says to search engines."""
    found = build.page(name).select_one('meta[name="description"]')
    return str(found["content"]) if found is not None else ""


def test_catalogues_have_all_that_readers_see(site: Site) -> None:
    messages = site.build("gettext", to="messages")
    found = "".join(path.read_text(encoding="utf-8") for path in messages.out.rglob("*.pot"))
    assert [text for text in WORDS if f'msgid "{text}"' not in found] == []
    # each at its line
    assert re.search(r'posts/alpha\.md:3\nmsgid "What it is about\."', found)
    assert re.search(r'posts/beta\.md:4\nmsgid "Words of my own\."', found)


def test_a_listing_is_in_the_language_of_the_site(site: Site) -> None:
    build = site.build(language="de")
    assert build.warnings == []
    titles = [
        "Ein Abschnitt", "Ein Titel zur Überschrift", "Ein Titel im Vorspann", "Der erste Beitrag", "Anders betitelt"
    ]  # fmt: skip
    assert texts(build, "blog/index.html", ".blog-entry-title") == titles
    assert texts(build, "index.html", ".blog-lines li") == titles
    assert texts(build, "blog/index.html", ".blog-excerpt") == [
        "Der Inhalt der Direktive.", "Dritter Text.", "Meine eigenen Worte.", "Hallo Welt der Beispiele.", "Das Ende."
    ]  # fmt: skip
    assert texts(build, "blog/index.html", ".blog-date") == [
        "05.05.2025", "03.02.2025", "02.02.2025", "01.01.2025", "05.05.2024"
    ]  # fmt: skip
    assert texts(build, "blog/archive.html", ".blog-archive-posts li > p > a") == titles


def test_plain_excerpts_descriptions_and_feeds_are_too(site: Site) -> None:
    build = site.build(language="de", blog_excerpt="text")
    assert texts(build, "blog/index.html", ".blog-excerpt") == [
        "Der Inhalt der Direktive.", "Dritter Text.", "Meine eigenen Worte.", "Hallo Welt der Beispiele.", "Das Ende."
    ]  # fmt: skip
    assert description(build, "posts/alpha.html") == "Worum es geht."
    assert description(build, "posts/beta.html") == "Meine eigenen Worte."
    feed = build.text("blog/atom.xml")
    assert "<title>Der erste Beitrag</title>" in feed
    assert "Worum es geht." in feed
    assert "Über den Abschnitt." in feed
    assert [text for text in WORDS if f">{text}<" in feed] == []


def test_a_post_shows_the_titles_around_it_in_the_language(site: Site) -> None:
    build = site.build(language="de", blog_prev_next=True)
    assert "Zweiter Text mit Der erste Beitrag." in texts(build, "posts/beta.html", "p")
    assert texts(build, "posts/both.html", "h1") == ["Eine Überschrift"]
    shown = " ".join(texts(build, "posts/alpha.html", ".blog-prev-next"))
    assert "Anders betitelt" in shown


def test_untranslated_text_is_in_the_original_language(site: Site) -> None:
    translate(site, {"The first post": "Der erste Beitrag"})
    build = site.build(language="de")
    assert build.warnings == []
    assert texts(build, "blog/index.html", ".blog-entry-title")[1:4] == [
        "A title and a heading", "A title in front matter", "Der erste Beitrag"
    ]  # fmt: skip
    assert description(build, "posts/alpha.html") == "What it is about."


def test_a_new_translation_is_in_the_listings(site: Site) -> None:
    translate(site, {**WORDS, "What it is about.": "Kurz gesagt.", "A title in front matter": "Vorspann"})
    assert "Vorspann" in texts(site.build(language="de"), "blog/index.html", ".blog-entry-title")
    translate(site, WORDS)
    build = site.build(language="de")
    assert "Ein Titel im Vorspann" in texts(build, "blog/index.html", ".blog-entry-title")
    assert differences(build.out, site.fresh(language="de").out) == {}
    assert differences(build.out, site.fresh(language="de", parallel=2).out) == {}


@pytest.mark.parametrize("builder", ["latex", "text", "man", "texinfo", "xml", "singlehtml", "epub"])
def test_what_translators_read_is_in_no_output(site: Site, builder: str) -> None:
    build = site.build(builder, language="de")
    assert not any(
        "translatable_text" in path.read_text(encoding="utf-8")
        for path in build.out.rglob("*")
        if path.suffix in (".tex", ".txt", ".1", ".texi", ".xml", ".html", ".xhtml")
    )


@pytest.mark.parametrize(("name", "role"), [("a.md", "{{doc}}`{}`"), ("a.rst", ":doc:`{}`")])
def test_roles_in_an_excerpt_are_translated_with_it(site: Site, name: str, role: str) -> None:
    """A translation leads where its translator says, without a warning."""
    said, translated = f"See {role.format('alpha')}.", f"Siehe {role.format('alpha')} und {role.format('beta')}."
    form = "---\ndate: 2026-01-01\nexcerpt: >-\n  {}\n---\n# A\n" if name == "a.md" else ":excerpt: {}\n\nA\n=\n"
    site.write({f"posts/2026-01-01-{name}": form.format(said)})
    translate(site, {**WORDS, said: translated})
    build = site.build(language="de")
    assert build.warnings == []
    first = build.main("blog/index.html").select(".blog-excerpt")[0]
    assert [link["href"] for link in first.select("a")] == ["../posts/alpha.html", "../posts/beta.html"]
    assert first.get_text().strip() == "Siehe Der erste Beitrag und Ein Titel im Vorspann."
