"""Social cards: the pictures for link previews of posts without an image.

The name of a card is a digest of all that it displays, so a view that contains the name stands for the picture.  Cards
are drawn by the processes that write the pages, into a cache beside the doctrees, and copied to the output.  An empty
file in the cache stands for a card that cannot be drawn.
"""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from ..builders import has_page_urls, image_file
from ..checks import line_of
from ..config.pages import CARD_COLORS
from ..diagnostics import Subtype, location_in_conf, log_hint, warn
from ..domain import blog_domain, per_build
from ..model.head_data import language_of
from ..model.social_card import contrast, mixed
from ..model.views import digest
from ..site import project_name
from .covers import scaler

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PIL import Image
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..domain import BlogDomain
    from ..model.post import Post
    from .social_drawing import CardContent, CardFont, CardStyle

__all__ = ["SocialCards", "complete_cards", "prepare_cards", "social_cards_of"]

_FOLDER = "blog-social-cards"
"""The folder of the cache in the folder of doctrees."""
_DIGESTS = "fonts.json"
_REVISION = 1
"""The revision of the drawing code, on which the names of cards depend."""
_MIN_CONTRAST = {"text": 4.5, "accent": 3.0}
"""The contrast that WCAG requires of text and of large text."""
_MOST_NAMED = 8
"""The maximum number of missing characters in a warning."""
_LOGO_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def social_cards_of(domain: BlogDomain) -> SocialCards:
    """Return the object that makes the social cards of this build."""
    cards = domain.build.social_cards
    if not isinstance(cards, SocialCards):
        cards = domain.build.social_cards = SocialCards(domain)
    return cards


def prepare_cards(app: Sphinx, _builder: Builder) -> None:
    """Open the fonts in the main process, if a card has to be drawn (event: write-started)."""
    social_cards_of(blog_domain(app.env)).prepare()


def complete_cards(app: Sphinx, exception: Exception | None) -> None:
    """Draw missing cards, remove unused ones, and report missing characters (event: build-finished)."""
    domain = blog_domain(app.env) if app.env is not None else None
    if exception is None and domain is not None and domain.build.is_updated and has_page_urls(app.builder):
        social_cards_of(domain).complete()


class _Planned(NamedTuple):
    """The card of one post."""

    file: str
    content: CardContent
    is_drawn: bool


class SocialCards:
    """The social cards of one build."""

    def __init__(self, domain: BlogDomain) -> None:
        """Check the options that they depend on."""
        self._domain, self._app = domain, domain.app
        self._folder = Path(self._app.doctreedir) / _FOLDER
        self._missing: dict[str, tuple[str, ...]] = {}
        """The missing characters of each card that is not in the cache."""
        self._fonts: list[tuple[Path, str, str]] = []
        """(file, digest, entry in the option) of each font."""
        self.digest = ""
        """The digest of the appearance of all cards; empty if there are none."""
        if domain.options.cards and self._is_possible():
            self._fonts = list(self._find_fonts())
            self._report_contrast()
            fonts = [font_digest for _, font_digest, _ in self._fonts]
            self.digest = digest([_REVISION, scaler(), self._shapes, fonts, self._colors, self._logo_digest()])

    # -- what a build contains ----------------------------------------------------------------------------------------

    def file_of(self, post: Post) -> str:
        """Return the file name of the card of a post; empty if it has none."""
        if not self.digest:
            return ""
        planned = _planned(self._domain).get(post.key)
        return planned.file if planned is not None and planned.is_drawn else ""

    def output_files(self) -> set[str]:
        """Return the paths of all cards in the output."""
        files = _contents(self._domain) if self.digest else ()
        return {image_file(self._app.builder, file) for file in files}

    def plan(self) -> Iterator[tuple[str, _Planned]]:
        """Yield (key, card) of each post without an image."""
        for post in self._domain.catalog.built.values():
            if not post.image or post.has_fallback_image:
                content = self._content_of(post)
                file = f"social-card-{digest([content, self.digest])}.png"
                yield post.key, _Planned(file, content, self._can_draw(file, content))

    def _content_of(self, post: Post) -> CardContent:
        from .social_drawing import CardContent

        domain = self._domain
        categories = domain.catalog.terms_for(post, "category")
        authors = [term.label for term in domain.catalog.terms_for(post, "author")] or post.labels("author")
        return CardContent(
            title=post.title,
            category=next(iter([term.label for term in categories] or post.labels("category")), ""),
            date=domain.messages.date(post.date) if post.date is not None else "",
            authors=domain.messages.text("comma").join(authors),
            site=project_name(domain.env.config),
            language=language_of(post.labels("language"), domain.env.config.language or "en"),
        )

    def _can_draw(self, file: str, content: CardContent) -> bool:
        """Return whether the fonts contain all letters of the title; note the characters that they do not contain."""
        try:
            return (self._folder / file).stat().st_size > 0
        except OSError:  # not in the cache
            pass
        if file not in self._missing:
            missing = (char for text in content.texts() for char in self._style.fonts.missing(text))
            self._missing[file] = tuple(dict.fromkeys(missing))
        title = content.texts()[0]
        return not any(char in title and category(char)[0] in "LNM" for char in self._missing[file])

    # -- options ------------------------------------------------------------------------------------------------------

    def _is_possible(self) -> bool:
        """Return whether cards can be used; report missing packages."""
        domain = self._domain
        if not (domain.options.metadata_tags and "://" in domain.base and has_page_urls(self._app.builder)):
            return False
        if _has_other_images(self._app):
            log_hint("blog_cards: sphinxext-opengraph adds pictures. No others are drawn", location=None)
            return False
        if scaler() and _has_freetype() and find_spec("fontTools") is not None:
            return True
        message = (
            "blog_cards: Pillow with FreeType, or fontTools, is not installed. "
            'Expected both: pip install "sphinxext-blog[images]". No pictures are drawn.'
        )
        warn(Subtype.CARD, message, location=location_in_conf(self._app.config, "blog_cards"))
        return False

    @cached_property
    def _shapes(self) -> bool:
        from .social_drawing import is_shaping

        return is_shaping()

    @cached_property
    def _colors(self) -> dict[str, str]:
        return {**CARD_COLORS, **self._domain.options.card_colors}

    def _report_contrast(self) -> None:
        background = self._colors["background"]
        for name, expected in _MIN_CONTRAST.items():
            color = self._colors[name]
            ratio = contrast(color, background)
            if ratio < expected:
                message = (
                    f"blog_card_colors: the contrast of {name} '{color}' and background '{background}' is {ratio:.1f}. "
                    f"Expected at least {expected:g}. The text is hard to read."
                )
                warn(Subtype.CARD, message, location=location_in_conf(self._app.config, "blog_card_colors"))

    def _find_fonts(self) -> Iterator[tuple[Path, str, str]]:
        """Yield (file, digest, entry in the option) of each font; report those that are not fonts."""
        known = self._stored_digests()
        current: dict[str, tuple[int, int, str]] = {}
        for entry in self._domain.options.card_font:
            path = Path(self._app.confdir or "", entry)
            try:
                status = path.stat()
                stored = known.get(str(path), (0, 0, ""))
                if (stored[0], stored[1]) != (status.st_size, status.st_mtime_ns):
                    stored = status.st_size, status.st_mtime_ns, _digest_of_font(path)
            except OSError as error:
                self._report_font(entry, f"cannot be read ({error.strerror or error})")
                continue
            if not stored[2]:
                self._report_font(entry, "is not a font")
                continue
            current[str(path)] = stored
            yield path, stored[2], entry
        if current != known:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _DIGESTS).write_text(json.dumps(current, indent=0, sort_keys=True), encoding="utf-8")

    def _stored_digests(self) -> Mapping[str, tuple[int, int, str]]:
        """Return (size, modification time, digest) of fonts, by path, since reading a large font takes long."""
        try:
            stored = json.loads((self._folder / _DIGESTS).read_bytes())
            return {path: (int(size), int(time), str(name)) for path, (size, time, name) in stored.items()}
        except (OSError, ValueError, AttributeError, TypeError):  # the first build, or not such a file
            return {}

    def _report_font(self, entry: str, problem: str) -> None:
        message = (
            f"blog_card_font: '{entry}' {problem}. Expected a font file such as .ttf, .otf or .ttc. It is ignored."
        )
        warn(Subtype.CARD, message, location=location_in_conf(self._app.config, "blog_card_font", entry))

    @cached_property
    def _logo_file(self) -> Path | None:
        """The file of the logo; None without one, and for one that is not an image of pixels on this machine."""
        logo = str(self._app.config.html_logo or "")
        if not logo or "://" in logo or logo.lower().endswith((".svg", ".svgz")):
            return None
        path = Path(self._app.confdir or "", logo)
        return path if path.is_file() else None  # Sphinx reports a logo that does not exist

    def _logo_digest(self) -> str:
        return hashlib.sha256(self._logo_file.read_bytes()).hexdigest() if self._logo_file is not None else ""

    def _open_logo(self) -> Image.Image | None:
        from PIL import Image

        from .social_drawing import DRAWING_ERRORS, LOGO_SIZE

        if self._logo_file is None:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with Image.open(self._logo_file, formats=_LOGO_FORMATS) as logo:
                    copy = logo.convert("RGBA")
        except (*DRAWING_ERRORS, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            message = f"html_logo: '{self._logo_file.name}' cannot be read ({error}). Pictures are drawn without it."
            warn(Subtype.CARD, message, location=location_in_conf(self._app.config, "html_logo"))
            return None
        copy.thumbnail(LOGO_SIZE)
        return copy

    # -- drawing ------------------------------------------------------------------------------------------------------

    @cached_property
    def _style(self) -> CardStyle:
        """The fonts, opened, and the colors."""
        from .social_drawing import CardStyle, FontSet, default_font

        fonts = [*self._readable_fonts(), default_font()]
        background, text = self._colors["background"], self._colors["text"]
        muted = mixed(text, background, 0.28)
        return CardStyle(
            FontSet(fonts, shapes=self._shapes),
            background=background,
            text=text,
            muted=muted if contrast(muted, background) >= _MIN_CONTRAST["text"] else text,
            accent=self._colors["accent"],
            logo=self._open_logo(),
        )

    def _readable_fonts(self) -> Iterator[CardFont]:
        from .social_drawing import CardFont, FontError

        for path, _, entry in self._fonts:
            font = CardFont(path)
            try:
                font.characters  # noqa: B018 - opens the file
            except FontError as error:
                self._report_font(entry, str(error))
            else:
                yield font

    def prepare(self) -> None:
        """Open the fonts if a card is not in the cache, so that processes that write pages share them."""
        if self.digest and not all((self._folder / file).is_file() for file in _contents(self._domain)):
            self._style  # noqa: B018 - opens the fonts

    def write(self, file: str) -> str:
        """Write a card to the output, from the cache or drawn, unless it exists; return why it cannot be drawn."""
        output = Path(self._app.outdir) / image_file(self._app.builder, file)
        if output.is_file():
            return ""
        cached = self._folder / file
        try:
            content = cached.read_bytes()
        except OSError:  # not drawn yet
            from .social_drawing import DRAWING_ERRORS, draw_card

            try:
                content = draw_card(_contents(self._domain)[file], self._style)
            except DRAWING_ERRORS as error:  # a damaged glyph
                return str(error) or type(error).__name__
            _write(cached, content)
        _write(output, content)
        return ""

    def complete(self) -> None:
        """Write the cards that are not in the output, remove unused ones from the cache, and report problems."""
        if not self.digest:
            self._clean({})
            return
        planned = {card.file: card for card in _planned(self._domain).values()}
        for key, card in _planned(self._domain).items():
            if card.is_drawn and (error := self.write(card.file)):
                message = f"blog_card_font: the picture cannot be drawn ({error}). Expected undamaged fonts."
                warn(Subtype.CARD, message, location=self._domain.catalog.built[key].docname)
            elif not card.is_drawn and card.file in self._missing:
                _write(self._folder / card.file, b"")
        self._clean(planned)
        self._report_missing()
        self._report_unshaped()

    def _clean(self, planned: Mapping[str, object]) -> None:
        """Remove the files of the cache that this build does not use."""
        if self._folder.is_dir():
            for path in [*self._folder.iterdir()]:
                if path.name not in planned and not (planned and path.name == _DIGESTS):
                    path.unlink()
            if not planned:
                self._folder.rmdir()

    def _report_missing(self) -> None:
        """Report the characters that no font contains, of the cards that this build has drawn."""
        cards = {key: card for key, card in _planned(self._domain).items() if self._missing.get(card.file)}
        if not cards:
            return
        characters = dict.fromkeys(char for card in cards.values() for char in self._missing[card.file])
        named = [f"U+{ord(char):04X}" + (f" '{char}'" if char.isprintable() else "") for char in characters]
        rest = len(named) - _MOST_NAMED
        listed = ", ".join(named[:_MOST_NAMED]) + (f" and {rest} others" if rest > 0 else "")
        skipped = sum(1 for card in cards.values() if not card.is_drawn)
        effects = [
            f"Posts without a picture: {skipped}." if skipped else "",
            f"Pictures without these characters: {len(cards) - skipped}." if len(cards) > skipped else "",
        ]
        message = f"blog_card_font: no font contains {listed}. Expected fonts with all characters of titles and names."
        key = next(iter(cards))
        post = self._domain.catalog.built[key]
        location = (post.docname, line_of(self._domain, post, ("title",)))
        warn(Subtype.CARD, " ".join(filter(None, [message, *effects])), location=location)

    def _report_unshaped(self) -> None:
        """Report a script that requires shaping, if Pillow cannot shape the text of a card of this build."""
        if self._shapes:
            return
        for key, card in _planned(self._domain).items():
            text = "".join(card.content.texts())
            if card.file in self._missing and (char := self._style.fonts.needs_shaping(text)):
                message = (
                    f"blog_cards: Pillow has no Raqm, by which letters such as '{char}' are joined. "
                    "Expected a version of Pillow with Raqm and FriBiDi. The letters are drawn separately."
                )
                warn(Subtype.CARD, message, location=self._domain.catalog.built[key].docname)
                return


@per_build
def _planned(domain: BlogDomain) -> Mapping[str, _Planned]:
    """Return the card of each post without an image, by its key."""
    return dict(social_cards_of(domain).plan())


@per_build
def _contents(domain: BlogDomain) -> Mapping[str, CardContent]:
    """Return the content of each card that is drawn, by its file name."""
    return {planned.file: planned.content for planned in _planned(domain).values() if planned.is_drawn}


def _has_freetype() -> bool:
    """Return whether Pillow can draw text in font files."""
    from PIL import features

    return bool(features.check("freetype2"))


def _has_other_images(app: Sphinx) -> bool:
    """Return whether sphinxext-opengraph adds an image to every page."""
    if "sphinxext.opengraph" not in app.extensions:
        return False
    config = app.config
    cards = getattr(config, "ogp_social_cards", None) or {}
    draws = cards.get("enable") is not False and not getattr(config, "ogp_use_first_image", False)
    return bool(getattr(config, "ogp_image", None) or (draws and find_spec("matplotlib") is not None))


def _digest_of_font(path: Path) -> str:
    """Return the digest of a font file; empty for another file."""
    from .social_drawing import FONT_SIGNATURES

    content = path.read_bytes()
    return hashlib.sha256(content).hexdigest() if content.startswith(FONT_SIGNATURES) else ""


def _write(path: Path, content: bytes) -> None:
    """Write a file atomically, since another process may write the same card."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)
