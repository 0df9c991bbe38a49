"""The words that readers see: every language has all of them, and what is shipped is what translators wrote."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import sphinxext_blog

if TYPE_CHECKING:
    from collections.abc import Iterable

    from babel.messages.catalog import Catalog

PACKAGE = Path(sphinxext_blog.__path__[0])
LOCALE = PACKAGE / "locale"
PROMISED = ["zh_CN", "zh_TW", "ja", "ko", "de", "fr", "es", "pt_BR", "ru", "it", "nl", "pl", "tr", "uk"]
FOUND = sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/sphinxext_blog.po"))
_FIELD = re.compile(r"\{\w*\}")


def _texts(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _messages(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Translations by what is translated, without the header; of a plural, all forms."""
    return {_texts(message.id): _texts(message.string) for message in catalog if message.id}


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_mo(file) if path.suffix == ".mo" else read_po(file)


def _source(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "sphinxext_blog.po"


def _template() -> set[tuple[str, ...]]:
    return set(_messages(_read(LOCALE / "sphinxext_blog.pot")))


def test_every_promised_language_is_there() -> None:
    assert set(FOUND) >= set(PROMISED)


def test_the_template_has_every_message() -> None:
    found = {
        _texts(message) for name in ("i18n.py",) for _, message, _, _ in extract_from_file("python", PACKAGE / name)
    }
    assert _template() == found


@pytest.mark.parametrize("language", FOUND)
def test_a_catalogue_has_every_message_and_no_other(language: str) -> None:
    messages = _messages(_read(_source(language)))
    assert set(messages) == _template()
    assert [message for message, forms in messages.items() if not all(forms)] == []


@pytest.mark.parametrize("language", FOUND)
def test_no_message_waits_for_a_translator(language: str) -> None:
    catalog = _read(_source(language))
    assert not catalog.fuzzy
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", FOUND)
def test_a_translation_has_the_fields_of_its_message(language: str) -> None:
    for message, forms in _messages(_read(_source(language))).items():
        for form in forms:
            assert sorted(_FIELD.findall(form)) == sorted(_FIELD.findall(message[0])), form


@pytest.mark.parametrize("language", FOUND)
def test_a_plural_has_all_the_forms_of_its_language(language: str) -> None:
    catalog = _read(_source(language))
    plurals = [message for message in catalog if message.pluralizable]
    assert plurals
    assert {len(_texts(message.string)) for message in plurals} == {catalog.num_plurals}


@pytest.mark.parametrize("language", FOUND)
def test_the_compiled_catalogue_is_that_of_its_source(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, _read(_source(language)))  # not by bytes: the header names the version of Babel
    compiled.seek(0)
    assert _messages(_read(_source(language).with_suffix(".mo"))) == _messages(read_mo(compiled))


@pytest.mark.parametrize("language", FOUND)
def test_the_explicit_title_of_a_link_is_used(language: str) -> None:
    """A link to send a post by mail has the word that is seen in the name that is heard (WCAG 2.5.3)."""
    words = _messages(_read(_source(language)))
    assert words[("E-mail",)][0].lower() in words[("Send by e-mail",)][0].lower()


def test_chinese_placeholders_are_those_that_were_promised() -> None:
    words = _messages(_read(_source("zh_CN")))
    assert [words[(text,)] for text in ("[code]", "[equation]", "[math]")] == [("[代码]",), ("[公式]",), ("[公式]",)]
