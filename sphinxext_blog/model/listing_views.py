"""The views of listings: what a page shows of posts and terms, as frozen records of plain values.

The modules ``post_views`` and ``listing_views`` of ``pages`` make them; templates and the plain form display them.  The
fields of a record are the variables of its template, and their docstrings are the reference page of the templates.  A
field named ``digest`` is not displayed: it represents something outside of the record, such as the nodes of an excerpt.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from .post import Measure
from .record import record
from .taxonomy import class_of, link_class_of
from .views import Link, Shared

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "TAGS_IN_LINE",
    "About",
    "Archive",
    "ArchiveMonth",
    "ArchiveYear",
    "BarTerm",
    "Card",
    "Cards",
    "CloudTerm",
    "Compact",
    "CompactGroup",
    "Cover",
    "Empty",
    "Entries",
    "Entry",
    "Excerpt",
    "FeedGroup",
    "FeedLink",
    "FeedTerm",
    "HomeLink",
    "HomeLinks",
    "Line",
    "ListingView",
    "Overline",
    "Pager",
    "PartClass",
    "Picture",
    "Piece",
    "Point",
    "Profile",
    "ProfileLink",
    "Row",
    "Subscribe",
    "Subtitle",
    "Table",
    "TaggedPages",
    "TermBar",
    "TermBranch",
    "TermCard",
    "TermCards",
    "TermCloud",
    "TermCount",
    "TermLinks",
    "TermTable",
    "TermTree",
    "TextLine",
    "TextLines",
    "Timeline",
    "TimelineMonth",
    "TimelineYear",
    "VersionBadge",
]


TAGS_IN_LINE = 5
"""The maximum number of tags in the line of a post: a post may have hundreds of tags, in as many listings."""


# -- parts of entries ------------------------------------------------------------------------------------------------


@record
class TermLinks:
    """The terms of a post in one taxonomy."""

    taxonomy: str
    """The name of the taxonomy, such as `author`."""
    links: tuple[Link, ...]
    """A link for each term, in the order of the post."""

    @property
    def css_class(self) -> str:
        """Return the CSS class of the terms."""
        return class_of(self.taxonomy)

    @property
    def link_class(self) -> str:
        """Return the CSS classes of each link: that of the terms with `-name` at its end, and a microformat."""
        return link_class_of(self.taxonomy)


@record
class Cover:
    """The cover of a post."""

    path: str
    """The path from the source folder, or a URL."""
    alt: str = ""
    """The text alternative."""
    digest: str = ""


@record
class Picture:
    """The picture of a term, such as the portrait of an author."""

    path: str
    """The path from the source folder, or a URL."""
    alt: str
    """The label of the term."""
    is_portrait: bool = False
    """Whether the term is an author."""
    digest: str = ""


@record
class Excerpt:
    """An excerpt with markup, which the function `excerpt` returns."""

    is_whole: bool = False
    """Whether the excerpt is the whole post."""
    digest: str = ""


@record
class VersionBadge:
    """The versions of a project to which a post applies."""

    text: str
    """The project with its versions, such as `numpy <2`."""
    is_current: bool = True
    """Whether they include the current version of the project, if it is known."""

    @property
    def css_class(self) -> str:
        """Return the CSS classes of the badge, besides that of all badges."""
        return "blog-version" if self.is_current else "blog-version blog-version-other"


# -- posts -----------------------------------------------------------------------------------------------------------


@record
class Card(Shared):
    """A post in the style `cards`."""

    key: str
    """The docname of the post, with `#` and the id of its section for a post that is a section."""
    title: Link
    """The title, as a link to the post."""
    number: int | None = None
    """The number of the part, in a listing of a series; otherwise none."""
    badges: tuple[str, ...] = ()
    """Badges of the post: `draft` or `scheduled` in previews, `pinned`, and `superseded`."""
    versions: tuple[VersionBadge, ...] = ()
    """The versions to which the post applies, by project."""
    date: datetime | None = None
    """The date; none for a draft without one."""
    terms: tuple[TermLinks, ...] = ()
    """The terms of each taxonomy except tags; taxonomies without a term are omitted.  A card displays categories."""
    tags: tuple[Link, ...] = ()
    """All tags; in a card, the first three.  The page of a tag omits it."""
    measure: Measure = field(default_factory=Measure)
    """The reading time, for the function `length`."""
    cover: Cover | None = None
    """The cover, if the style shows covers."""
    excerpt: Excerpt | str | None = None
    """The excerpt, which may be plain text; none in a listing without excerpts."""


@record
class Entry(Card):
    """A post in the styles `list` and `full`."""

    updated: datetime | None = None
    """The date of the last update, if it was on a later day."""
    avatars: tuple[Picture, ...] = ()
    """The pictures of the authors that have one."""
    is_cut: bool = False
    """Whether the excerpt omits a visible part of the post, so that a link to the rest is displayed."""


@record
class Line(Shared):
    """A post in the style `compact` and in archives."""

    title: Link
    """The title, as a link to the post."""
    badges: tuple[str, ...] = ()
    """Badges of the post, as in an entry."""
    versions: tuple[VersionBadge, ...] = ()
    """The versions to which the post applies, by project."""
    date: datetime | None = None
    """The date; none for a draft without one."""
    tags: tuple[Link, ...] = ()
    """The first tags; none in archives.  The function `tags_of(line)` returns those to display."""


@record
class Row(Shared):
    """A post in the style `table`."""

    title: Link
    """The title, as a link to the post."""
    badges: tuple[str, ...] = ()
    """Badges of the post, as in an entry."""
    versions: tuple[VersionBadge, ...] = ()
    """The versions to which the post applies, by project."""
    date: datetime | None = None
    """The date; none for a draft without one."""
    number: int | None = None
    """The number of the part, as in an entry."""
    authors: tuple[Link, ...] = ()
    """All authors."""
    categories: tuple[Link, ...] = ()
    """All categories."""
    tags: tuple[Link, ...] = ()
    """The first five tags."""
    measure: Measure = field(default_factory=Measure)
    """The reading time, for the function `length`."""


@record
class Point(Shared):
    """A post in the style `timeline`."""

    title: Link
    """The title, as a link to the post."""
    badges: tuple[str, ...] = ()
    """Badges of the post, as in an entry."""
    versions: tuple[VersionBadge, ...] = ()
    """The versions to which the post applies, by project."""
    date: datetime | None = None
    """The date; none for a draft without one."""
    number: int | None = None
    """The number of the part, as in an entry."""
    text: str = ""
    """One or two lines of plain text; empty in a listing without excerpts."""


@record
class TextLine(Shared):
    """A post in a listing with the option `:format:`."""

    key: str
    """The docname of the post, with `#` and the id of its section for a post that is a section."""
    title: Link
    """The title, as a link to the post."""
    badges: tuple[str, ...] = ()
    """Badges of the post, as in an entry."""
    versions: tuple[VersionBadge, ...] = ()
    """The versions to which the post applies, by project."""
    date: datetime | None = None
    """The date; none for a draft without one, and where the format does not contain it."""
    terms: tuple[TermLinks, ...] = ()
    """The terms of the taxonomies that the format contains."""
    excerpt: Excerpt | str | None = None
    """The excerpt, in a listing that shows excerpts."""


# -- listings --------------------------------------------------------------------------------------------------------


@record
class Entries:
    """A listing in the styles `list` and `full`."""

    entries: tuple[Entry, ...]
    """The posts; the template `blog/entry.html` displays each as `entry`."""
    expand: str = ""
    """The text of the link to the rest of a post; empty for the default."""


@record
class Cards:
    """A listing in the style `cards`."""

    entries: tuple[Card, ...]
    """The posts; the template `blog/card.html` displays each as `entry`."""


@record
class CompactGroup:
    """The posts of a year in the style `compact`."""

    lines: tuple[Line, ...]
    """The posts."""
    year: int | None = None
    """The year; none for drafts without a date."""
    is_pinned: bool = False
    """Whether the group contains the pinned posts of the home page instead."""
    first_number: int | None = None
    """In a listing of a series, the number of the first part; none if the posts have no numbers."""


@record
class Compact:
    """A listing in the style `compact`."""

    groups: tuple[CompactGroup, ...]
    """The posts by year; headings are displayed if there are several groups."""
    omitted: Link | None = None
    """On the page of a term, the link to it, which the posts do not repeat."""

    def tags_of(self, line: Line) -> tuple[Link, ...]:
        """Return the tags that a line displays: the first five without the omitted one."""
        # Lines do not depend on the page: a post is in the listings of all its tags.
        return tuple(tag for tag in line.tags if tag != self.omitted)[:TAGS_IN_LINE]


@record
class Table:
    """A listing in the style `table`."""

    columns: tuple[str, ...]
    """The columns with a value for at least one post: `date`, `title`, `author`, `category`, `tag`, `minutes`."""
    rows: tuple[Row, ...]
    """The posts."""


@record
class TimelineMonth:
    """The posts of a month in the style `timeline`."""

    points: tuple[Point, ...]
    """The posts."""
    month: int | None = None
    """The month from 1 to 12; none for posts without a date, and for pinned ones."""


@record
class TimelineYear:
    """The posts of a year in the style `timeline`."""

    months: tuple[TimelineMonth, ...]
    """The posts by month."""
    year: int | None = None
    """The year; none for drafts without a date."""
    is_pinned: bool = False
    """Whether the group contains the pinned posts of the home page instead."""


@record
class Timeline:
    """A listing in the style `timeline`."""

    years: tuple[TimelineYear, ...]
    """The posts by year."""


@record
class Piece:
    """A part of the option `:format:`."""

    text: str = ""
    """A text that is displayed unchanged."""
    name: str = ""
    """`title`, `date` or the name of a taxonomy, instead of a text."""


@record
class PartClass:
    """An additional CSS class of a part of a listing with the option `:format:`."""

    part: str
    """The part: the `list`, an `entry`, its `title` line, `excerpt` or `more`."""
    css_class: str
    """The class."""


@record
class TextLines:
    """A listing with the option `:format:`."""

    pieces: tuple[Piece, ...]
    """The parts of the format."""
    lines: tuple[TextLine, ...]
    """The posts."""
    date_format: str = ""
    """The pattern of dates; empty for the default of the site."""
    expand: str = ""
    """The text of the link to the rest of a post; empty for no link."""
    classes: tuple[PartClass, ...] = ()
    """Additional CSS classes."""

    def classes_of(self, part: str) -> list[str]:
        """Return the additional classes of a part."""
        return [item.css_class for item in self.classes if item.part == part]


@record
class Empty:
    """A listing or archive without posts."""

    text: str
    """The text that is displayed instead."""


# -- terms -----------------------------------------------------------------------------------------------------------


@record
class TermCount:
    """A term, or a year, with its number of posts."""

    link: Link
    """The label, as a link to the page of the term."""
    count: int
    """The number of posts and pages."""


@record
class TermBranch(TermCount):
    """A term with its child terms."""

    below: tuple[TermBranch, ...] = ()
    """The child terms that are displayed."""


@record
class CloudTerm(TermCount):
    """A term in a cloud."""

    size: int
    """The font size, from 1 to 5."""


@record
class TermCard(TermCount):
    """A term as a card."""

    description: tuple[str, ...] = ()
    """The paragraphs of its description."""
    picture: Picture | None = None
    """Its picture."""


@record
class TermTree:
    """A list of terms in the style `list`."""

    terms: tuple[TermBranch, ...]
    """The terms without a displayed parent."""


@record
class TermCloud:
    """A list of terms in the style `cloud`."""

    terms: tuple[CloudTerm, ...]
    """The terms."""


@record
class TermTable:
    """A list of terms in the style `table`."""

    heading: str
    """The name of the taxonomy."""
    terms: tuple[TermCount, ...]
    """The terms."""


@record
class BarTerm(TermCount):
    """A term in a row of filter links."""

    is_current: bool = False
    """Whether the page is the page of the term, or one of its further pages."""


@record
class TermBar:
    """A list of terms in the style `bar`."""

    heading: str
    """The name of the taxonomy, which screen readers announce."""
    home: Link
    """A link to all posts."""
    terms: tuple[BarTerm, ...]
    """The terms, most used first; a count of 0 is not displayed."""
    more: Link | None = None
    """A link to the term index, if not all terms are displayed."""
    is_home: bool = False
    """Whether the page is the home page of the blog or one of its further pages."""


@record
class TermCards:
    """A list of terms in the style `cards`."""

    terms: tuple[TermCard, ...]
    """The terms."""


# -- archive ---------------------------------------------------------------------------------------------------------

_POSTS_IN_MONTH = 2
"""The average number of posts in a month from which on the months of an archive have headings."""


@record
class ArchiveMonth:
    """A month of an archive."""

    title: Link
    """The name of the month, as a link to its page if it has one."""
    anchor: str
    """The id of its heading, for the function `anchor`."""
    posts: tuple[Line, ...]
    """The posts, newest first."""


@record
class ArchiveYear:
    """A year of an archive."""

    title: Link
    """The year, as a link to its page if it has one."""
    anchor: str
    """The id of its heading, for the function `anchor`."""
    months: tuple[ArchiveMonth, ...]
    """The months with posts, newest first."""

    @property
    def count(self) -> int:
        """Return the number of posts."""
        return sum(len(month.posts) for month in self.months)


@record
class Archive:
    """Every post by year and month."""

    years: tuple[ArchiveYear, ...]
    """The years with posts, newest first."""

    @property
    def shows_months(self) -> bool:
        """Return whether months have headings: they have pages, or two posts on average."""
        months = [month for year in self.years for month in year.months]
        has_pages = any(month.title.docname for month in months)
        return has_pages or sum(year.count for year in self.years) >= _POSTS_IN_MONTH * len(months)


# -- parts of generated pages ----------------------------------------------------------------------------------------


@record
class Overline:
    """The words above the title of the home page."""

    text: str
    """The option `blog_overline`."""


@record
class Subtitle:
    """The sentence below the title of the home page."""

    text: str
    """The option `blog_subtitle`."""


@record
class ProfileLink:
    """A link to a profile of an author on another site."""

    name: str
    """The name of the service in term data, such as `github`; `website` for the home page."""
    link: Link
    """The link."""

    @property
    def css_class(self) -> str:
        """Return the CSS classes: one for all profiles, and one for the service."""
        name = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")
        return f"blog-profile blog-profile-{name}" if name else "blog-profile"


@record
class About:
    """The definition of a term in term data."""

    description: tuple[str, ...] = ()
    """The paragraphs of its description."""
    bio: tuple[str, ...] = ()
    """The paragraphs of the biography of an author."""
    profiles: tuple[ProfileLink, ...] = ()
    """The links to profiles of an author on other sites."""
    picture: Picture | None = None
    """Its picture."""


@record
class Profile:
    """The parts above the listing on the first page of a term."""

    trail: tuple[Link, ...] = ()
    """The path to a term with parents: the term index, then the ancestors, topmost first."""
    about: About | None = None
    """The definition of the term; none on an overridden page."""
    below: tuple[TermCount, ...] = ()
    """The child terms."""


@record
class TaggedPages:
    """The documents with a tag that are not posts, below the listing on the page of the tag."""

    pages: tuple[Link, ...]
    """The documents, by title."""


@record
class Pager:
    """The row of links to the pages of a listing."""

    pages: tuple[Link | None, ...]
    """The numbered pages; none for a gap.  The current page is a link without a target."""
    newer: Link | None = None
    """The previous page."""
    older: Link | None = None
    """The next page."""


@record
class HomeLink:
    """A home link, below the listing of the home page."""

    link: Link
    """The link."""
    css_class: str
    """Its CSS class."""


@record
class HomeLinks:
    """The home links: the archive, the term indexes and the feeds."""

    links: tuple[HomeLink, ...]
    """The links."""


@record
class FeedLink:
    """A feed in one format."""

    link: Link
    """The name of the format, as a link to the feed."""
    title: str
    """The title of the feed."""


@record
class FeedTerm:
    """The feeds of a term."""

    label: str
    """The label of the term."""
    feeds: tuple[FeedLink, ...]
    """Its feeds, one for each format."""


@record
class FeedGroup:
    """The feeds of a taxonomy."""

    heading: str
    """The name of the taxonomy."""
    terms: tuple[FeedTerm, ...]
    """The terms with feeds."""


@record
class Subscribe:
    """The page that explains feeds."""

    feeds: tuple[FeedLink, ...]
    """The feeds of the blog."""
    groups: tuple[FeedGroup, ...] = ()
    """The feeds of terms, by taxonomy."""


@record
class MentionLine:
    """A post that mentions an object."""

    post: Link
    """The title of the post."""
    date: datetime | None = None
    """Its date; None for a draft in a preview."""
    site: str = ""
    """The name of the site of the post; empty for this one."""


@record
class Mentions:
    """The posts that mention an object, at the end of its description or where a directive inserts them."""

    posts: tuple[MentionLine, ...]
    """The posts, newest first."""
    heading: str = ""
    """The words above them; empty for none."""
    more: Link | None = None
    """A link to all posts, if not all are displayed."""


@record
class MentionedObject:
    """An object of a project, with the posts that mention it."""

    link: Link
    """The name of the object, as a link to its description."""
    anchor: str
    """The id of its entry, for the function `anchor`."""
    posts: tuple[MentionLine, ...]
    """The posts, newest first."""


@record
class MentionedObjects:
    """The generated page of a project: its objects that posts mention."""

    objects: tuple[MentionedObject, ...]
    """The objects, by name."""


ListingView: TypeAlias = (
    Entries | Cards | Compact | Table | Timeline | TextLines | Empty
    | TermTree | TermCloud | TermTable | TermBar | TermCards
    | Overline | Subtitle | Archive | Profile | TaggedPages | Pager | HomeLinks | Subscribe
    | Mentions | MentionedObjects
)  # fmt: skip
"""The view of a listing directive, or of a part of a generated page."""
