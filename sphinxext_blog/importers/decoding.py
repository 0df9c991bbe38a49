"""Decoding: the text of a file, whatever machine it was written on."""

from __future__ import annotations

import codecs
import re

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_COMMON = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
"""A character of GB 2312: most characters of a text in GBK are, hardly any pair of letters of Latin-1 is."""


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    r"""Return the text of a file, with ``\n`` at the ends of its lines, and a message on its encoding.

    There is no message for UTF-8 and for an encoding that a byte order mark names.  Everything else is a guess: GBK,
    UTF-16 without a mark, UTF-8 with a few broken bytes, and in the end Windows-1252.

    :param encoding: the encoding of files that are not UTF-8, instead of a guess.
    :raises ValueError: if the file is not a text.
    """
    text, message = _decode(data, encoding)
    if "\0" in text:
        raise ValueError("not a text: the file has zero bytes")
    return text.replace("\r\n", "\n").replace("\r", "\n"), message


def _decode(data: bytes, encoding: str) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace"), ""
    if name := _utf_16(data):
        return data.decode(name, errors="replace"), f"read as {name}, which the file does not declare"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if encoding:
        return data.decode(encoding, errors="replace"), ""
    broken = data.decode("utf-8", errors="replace")
    if len(_MULTIBYTE.findall(data)) > 3 * broken.count("\ufffd"):
        return broken, f"UTF-8 with broken bytes, the first in line {line}: they are displayed as \ufffd"
    name = _guess(data)
    return data.decode(name, errors="replace"), f"not UTF-8; read as {name}. Check the text, or set --encoding."


def _utf_16(data: bytes) -> str:
    """Return which UTF-16 a file is, by the zero bytes of plain letters: every other byte, and none between."""
    head = data[:4096]
    even, odd = head[::2].count(b"\0"), head[1::2].count(b"\0")
    if not data or len(data) % 2 or max(even, odd) < len(head) // 4 or min(even, odd) > max(even, odd) // 10:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(data: bytes) -> str:
    pairs = _PAIR.findall(data)
    common = sum(1 for pair in pairs if _COMMON.fullmatch(pair))
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "cp1252"
    return "gb18030" if common > 0.9 * len(pairs) else "cp1252"
