"""XML: a thin layer over the standard library's writer, for documents of elements with a text or with children."""

from __future__ import annotations

from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import XMLGenerator

from .feed import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["XmlText"]


class XmlText:
    """Writes a document, element by element, each on a line of its own."""

    def __init__(self) -> None:
        self._out = StringIO()
        self._xml = XMLGenerator(self._out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def inside(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """Write an element around what is written inside the block."""
        self._start(name, attributes)
        self._xml.ignorableWhitespace("\n")
        yield
        self._end(name)

    def element(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """Write an element with a text."""
        self._start(name, attributes)
        if kept := readable(text).replace("\r\n", "\n").replace("\r", "\n"):
            self._xml.characters(kept)
        self._end(name)

    def optional(self, name: str, text: str) -> None:
        """Write an element with a text; nothing where the text is empty."""
        if text:
            self.element(name, text)

    def _start(self, name: str, attributes: Mapping[str, str] | None) -> None:
        kept = {key: readable(value) for key, value in (attributes or {}).items() if value}
        self._xml.startElement(name, kept)  # type: ignore[arg-type]  # typeshed asks for AttributesImpl; any mapping does

    def _end(self, name: str) -> None:
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def encoded(self) -> bytes:
        """The document."""
        self._xml.endDocument()
        return self._out.getvalue().encode("utf-8")
