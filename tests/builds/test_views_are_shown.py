"""Every field of a view is shown, and is part of its fingerprint: a change of one changes both.

So no field is forgotten by a renderer, and none that is shown by a fingerprint.  Fields named ``digest`` are not shown.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from types import UnionType
from typing import TYPE_CHECKING, Any, get_args

import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp
from sphinx.util.docutils import new_document

from sphinxext_blog.model import listing_views as lv
from sphinxext_blog.model.post import Measure
from sphinxext_blog.model.views import Link, Run, contents, digest
from sphinxext_blog.render.context import CoverFile, HtmlContext
from sphinxext_blog.render.listing import TEMPLATES, render_view
from sphinxext_blog.render.plain import PlainForm

if TYPE_CHECKING:
    from collections.abc import Iterator

DATE = datetime(2026, 1, 11, tzinfo=UTC)
_VALUES = {
    "pinned": "draft", "author": "category", "category": "date", "tag": "title", "title": "date", "date": "title",
    "minutes": "date", "a": "b", "text": "literal", "math": "text", "emphasis": "strong",
}  # fmt: skip
"""Values of which only some are possible, and another one for each; documents among them."""


def _link(text: str, docname: str = "a", anchor: str = "x") -> Link:
    return Link(text=text, docname=docname, anchor=anchor)


_TITLE = _link("Title")
_ELSEWHERE = Link(text="There", url="https://example.org/")
_MEASURE = Measure(words=30, characters=4, minutes=2)
_TERMS = (lv.TermLinks(taxonomy="author", links=(_link("Mei"), _link("Ada"))),)
_PICTURE = lv.Picture(path="p.png", alt="Mei", is_portrait=True, digest="d")
_VERSIONS = (lv.VersionBadge(text="numpy <2"),)
_CARD = lv.Card(
    key="a",
    title=_TITLE,
    number=2,
    badges=("pinned",),
    versions=_VERSIONS,
    date=DATE,
    terms=_TERMS,
    tags=(_link("T"),),
    measure=_MEASURE,
    cover=lv.Cover(path="c.png", alt="A slope", digest="d"),
    excerpt=lv.Excerpt(digest="d"),
)
_ENTRY = lv.Entry(
    updated=DATE + timedelta(days=9),
    avatars=(replace(_PICTURE, alt=""),),
    is_cut=True,
    **{field.name: getattr(_CARD, field.name) for field in fields(_CARD)},
)
_LINE = lv.Line(title=_TITLE, badges=("pinned",), versions=_VERSIONS, date=DATE, tags=(_link("T"),))
_DATED = replace(_LINE, tags=())
_POINT = lv.Point(title=_TITLE, number=2, badges=("pinned",), versions=_VERSIONS, date=DATE, text="Text.")
_MENTION = lv.MentionLine(post=_TITLE, date=DATE, site="news")
_COUNT = lv.TermCount(link=_link("T"), count=3)
_FEED = lv.FeedLink(link=_ELSEWHERE, title="Blog (Atom)")
_ROW = lv.Row(
    title=_TITLE, number=2, badges=("pinned",), versions=_VERSIONS, date=DATE, authors=(_link("Mei"),),
    categories=(_link("C"),), tags=(_link("T"),),
    measure=_MEASURE,
)  # fmt: skip
SAMPLES: tuple[lv.ListingView, ...] = (
    lv.Entries(entries=(_ENTRY,), expand="Go on"),
    lv.Entries(entries=(replace(_ENTRY, excerpt="Plain."),)),
    lv.Cards(entries=(_CARD,)),
    lv.Compact(groups=(lv.CompactGroup(lines=(_LINE,), year=2026), lv.CompactGroup(lines=(_LINE,), is_pinned=True))),
    lv.Compact(groups=(lv.CompactGroup(lines=(_LINE,), first_number=51), lv.CompactGroup(lines=(_LINE,), year=2026))),
    lv.Table(columns=("date", "title", "author", "category", "tag", "minutes"), rows=(_ROW,)),
    lv.Timeline(years=(lv.TimelineYear(months=(lv.TimelineMonth(points=(_POINT,), month=1),), year=2026),)),
    lv.TextLines(
        pieces=(lv.Piece(name="date"), lv.Piece(text=" – "), lv.Piece(name="title"), lv.Piece(name="author")),
        lines=(
            lv.TextLine(
                key="a",
                title=_TITLE,
                badges=("pinned",),
                versions=_VERSIONS,
                date=DATE,
                terms=_TERMS,
                excerpt=lv.Excerpt(digest="d"),
            ),
        ),
        date_format="yyyy",
        expand="Go on",
        classes=(lv.PartClass(part="list", css_class="one"), lv.PartClass(part="more", css_class="two")),
    ),
    lv.Empty(text="Nothing."),
    lv.Overline(text="Latest"),
    lv.Subtitle(text="Notes."),
    lv.TermTree(terms=(lv.TermBranch(link=_link("T"), count=3, below=(lv.TermBranch(link=_link("U"), count=1),)),)),
    lv.TermCloud(terms=(lv.CloudTerm(link=_link("T"), count=3, size=2),)),
    lv.TermTable(heading="Tags", terms=(_COUNT,)),
    lv.TermBar(
        heading="Tags", home=_link("All"), terms=(lv.BarTerm(link=_link("T"), count=3),), more=_link("All tags")
    ),
    lv.TermCards(terms=(lv.TermCard(link=_link("T"), count=3, description=("D",), picture=_PICTURE),)),
    lv.Archive(
        years=tuple(
            lv.ArchiveYear(
                title=_link(str(year)),
                anchor=f"y{year}",
                months=(lv.ArchiveMonth(title=_link("January"), anchor=f"m{year}", posts=(_DATED,)),),
            )
            for year in (2026, 2025, 2024, 2023)
        )
    ),
    lv.Profile(
        trail=(_link("Tags"), _link("Above")),
        about=lv.About(
            description=("D",), bio=("B",), profiles=(lv.ProfileLink(name="github", link=_ELSEWHERE),), picture=_PICTURE
        ),
        below=(_COUNT,),
    ),
    lv.TaggedPages(pages=(_link("Guide"),)),
    lv.Mentions(posts=(_MENTION,), heading="In", more=_link("2 more")),
    lv.MentionedObjects(objects=(lv.MentionedObject(link=_TITLE, anchor="o", posts=(_MENTION,)),)),
    lv.Pager(pages=(_link("1"), None, Link(text="2")), newer=_link("Newer"), older=_link("Older")),
    lv.HomeLinks(links=(lv.HomeLink(link=_link("Archive"), css_class="one"),)),
    lv.Subscribe(
        feeds=(_FEED,), groups=(lv.FeedGroup(heading="Tags", terms=(lv.FeedTerm(label="T", feeds=(_FEED,)),)),)
    ),
)

OMITTING = lv.Compact(
    groups=(lv.CompactGroup(lines=(replace(_LINE, tags=(_link("U"), _link("T"))),)),), omitted=_link("U")
)
"""The listing on the page of a tag.  Lines contain more than it displays, since other pages have the same lines."""


_MARKUP = (
    Run(kind="text", text="Why "),
    Run(kind="math", text=r"\pi"),
    Run(kind="emphasis", parts=(Run(kind="text", text="so"),)),
)


def _with_markup(value: Any) -> Any:
    """A view whose posts have titles with markup."""
    if value == _TITLE:
        return _TITLE._replace(markup=_MARKUP)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _with_markup(getattr(value, field.name)) for field in fields(value)})
    return tuple(map(_with_markup, value)) if type(value) is tuple else value


WITH_MARKUP = tuple(marked for view in SAMPLES if (marked := _with_markup(view)) != view)


def _other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return _VALUES.get(value, f"{value}x")
    if isinstance(value, int):
        return value + 1
    assert isinstance(value, datetime)
    return value + timedelta(days=400)


def _is_record(value: object) -> bool:
    return isinstance(value, Link) or (is_dataclass(value) and not isinstance(value, type))


def changes(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Each change of one value in a view: what was changed, and the changed view."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            own = f"{type(value).__name__}.{field.name}"
            inner = getattr(value, field.name)
            if _is_record(inner) and field.default is None:
                yield own, replace(value, **{field.name: None})
            for found, changed in changes(inner, own):
                yield found, replace(value, **{field.name: changed})
    elif isinstance(value, (Link, Run)):
        for part, text in value._asdict().items():
            for found, changed in changes(text, f"{type(value).__name__}.{part}"):
                yield found, value._replace(**{part: changed})
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield name, (*value[:place], *value[place + 1 :])
            for found, changed in changes(item, name):
                yield found, (*value[:place], changed, *value[place + 1 :])
    elif value is not None and value != "":
        yield name, _other(value)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    """A site with two documents."""
    source = tmp_path_factory.mktemp("site")
    conf = 'extensions = ["myst_parser", "sphinxext_blog"]\nblog_show_word_count = True\n'
    for name, text in {"conf.py": conf, "index.md": "# I\n", "a.md": "# A\n", "b.md": "# B\n"}.items():
        (source / name).write_text(text, encoding="utf-8")
    app = SphinxTestApp("html", srcdir=source)
    app.build()
    yield app
    app.cleanup()


def _bodies(view: object) -> Iterator[lv.Excerpt]:
    return (found for found in contents(view) if isinstance(found, lv.Excerpt))


def as_html(app: SphinxTestApp, view: Any) -> str:
    """A view on a page of HTML."""
    app.builder.imgpath = "_images"
    document = new_document("x", app.builder.docsettings)  # type: ignore[attr-defined]
    translator = app.builder.create_translator(document, app.builder)
    context = HtmlContext(
        app.env.domains["blog"],  # type: ignore[arg-type]
        "index",
        (view,),
        translator=translator,  # type: ignore[arg-type]
        excerpts={"a": "".join(f"<p>whole: {body.is_whole}</p>" for body in _bodies(view))},
        covers={"a": CoverFile()},
        anchors={},
    )
    return render_view(app, context, view)


def as_nodes(app: SphinxTestApp, view: Any) -> str:
    """A view in other formats."""
    excerpts = {"a": [nodes.paragraph("", f"whole: {body.is_whole}") for body in _bodies(view)]}
    domain: Any = app.env.domains["blog"]
    form = PlainForm(domain, "index", (view,), excerpts=excerpts, covers={"a": CoverFile()})
    return "".join(node.pformat() for node in form.nodes_of(view))


@pytest.mark.parametrize("view", SAMPLES, ids=lambda view: type(view).__name__)
def test_a_change_of_a_field_changes_what_is_shown_and_the_fingerprint(app: SphinxTestApp, view: Any) -> None:
    html, plain, known = as_html(app, view), as_nodes(app, view), digest(view)
    for name, changed in changes(view):
        assert digest(changed) != known, name
        if name.endswith(".digest"):
            assert as_html(app, changed) == html, name
            continue
        assert as_html(app, changed) != html, name
        assert as_nodes(app, changed) != plain, name


@pytest.mark.parametrize("view", WITH_MARKUP, ids=lambda view: type(view).__name__)
def test_a_change_of_markup_changes_what_is_shown_and_the_fingerprint(app: SphinxTestApp, view: Any) -> None:
    html, plain, known = as_html(app, view), as_nodes(app, view), digest(view)
    changed_markup = [(name, changed) for name, changed in changes(view) if name.startswith(("Run.", "Link.markup"))]
    assert {name for name, _ in changed_markup} == {"Link.markup", "Run.kind", "Run.text", "Run.parts"}
    for name, changed in changed_markup:
        assert digest(changed) != known, name
        assert as_html(app, changed) != html, name
        assert as_nodes(app, changed) != plain, name


def test_the_page_of_a_tag_displays_no_link_to_itself(app: SphinxTestApp) -> None:
    """It displays the other tags, and the fingerprint of the page covers which one is omitted."""
    everywhere = replace(OMITTING, omitted=None)
    for form in (as_html, as_nodes):
        assert [form(app, view).count(">U</a>" if form is as_html else " U\n") for view in (OMITTING, everywhere)] == [
            0,
            1,
        ]
        without = replace(OMITTING, groups=(lv.CompactGroup(lines=(_LINE,)),), omitted=None)
        assert form(app, OMITTING) == form(app, without)
    assert digest(everywhere) != digest(OMITTING)


def test_every_kind_of_view_has_a_sample_and_a_template() -> None:
    kinds = set(get_args(lv.ListingView)) if isinstance(lv.ListingView, UnionType) else set()
    assert kinds == {type(view) for view in SAMPLES} == TEMPLATES.keys()


def test_every_record_and_field_is_in_a_sample() -> None:
    """A new field has to be given a value here, or nothing would be known of it."""
    records = {found for found in vars(lv).values() if isinstance(found, type) and found.__module__ == lv.__name__}
    named = {f"{record.__name__}.{field.name}" for record in records for field in fields(record)}
    samples = (*SAMPLES, OMITTING)
    changed = {name for view in samples for name, _ in changes(view)}
    held = {  # in which other records are changed
        f"{type(found).__name__}.{field.name}"
        for found in contents(samples)
        if is_dataclass(found) and not isinstance(found, type)
        for field in fields(found)
        if _is_record(getattr(found, field.name))
    }
    assert named - changed - held == set()
