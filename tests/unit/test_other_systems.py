"""What differs on Windows and macOS, as far as it can be tried elsewhere."""

from __future__ import annotations

import io
import json
import sys
import zoneinfo
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog.cli.main import main
from sphinxext_blog.cli.new import _split_command
from sphinxext_blog.cli.problems import json_text
from sphinxext_blog.config.validators import is_zone, time_zone
from sphinxext_blog.model.slugs import slugify
from sphinxext_blog.model.urls import redirect_file

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def _no_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without a database of time zones."""
    for name in ["tzdata", *(name for name in sys.modules if name.startswith("tzdata."))]:
        monkeypatch.setitem(sys.modules, name, None)
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.usefixtures("_no_zones")
def test_the_default_zone_needs_no_database() -> None:
    assert is_zone("UTC")
    assert datetime(2026, 1, 1, tzinfo=time_zone("UTC")) == datetime(2026, 1, 1, tzinfo=UTC)
    assert not is_zone("Europe/Berlin")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("notepad", ["notepad"]),
        (r"C:\Windows\notepad.exe", [r"C:\Windows\notepad.exe"]),
        (r'"C:\Program Files\Code\code.cmd" --wait', [r"C:\Program Files\Code\code.cmd", "--wait"]),
    ],
)
def test_an_editor_is_named_by_a_path_of_windows(command: str, words: list[str]) -> None:
    assert _split_command(command, windows=True) == words


def test_an_editor_is_named_as_shells_do() -> None:
    assert _split_command(r"my\ editor '-a b'", windows=False) == ["my editor", "-a b"]


def test_a_pipe_that_lacks_characters_does_not_stop_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr("sys.stdout", pipe)
    with pytest.raises(SystemExit):
        main(["--help"])
    assert main(["schema"]) == 0
    assert pipe.errors == "backslashreplace"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_is_json_in_any_encoding(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    text = json_text({"title": "Café 注意"})
    assert json.loads(text.encode(encoding).decode(encoding)) == {"title": "Café 注意"}
    assert ("注意" in text) == (encoding == "utf-8")


@pytest.mark.parametrize("name", ["CON", "con", "Aux", "NUL", "prn", "COM1", "lpt9", "com¹"])
def test_a_term_with_the_name_of_a_device_has_a_page(name: str) -> None:
    assert slugify(name).endswith("-term")
    assert slugify(f"{name}s") != f"{name}s-term"


@pytest.mark.parametrize(
    "label", ["end.", "end..", "end ", "a:b", "what?", "a/b", "a\\b", "x<y>", 'say "x"', "a|b", "*"]
)
def test_a_term_s_page_has_a_name_that_every_system_takes(label: str) -> None:
    slug = slugify(label)
    assert slug
    assert slug == slug.rstrip(". ") == slug.casefold()
    assert not set(slug) & set('<>:"/\\|?*')


@pytest.mark.parametrize("alias", ["/aux/", "/old/con.html", "/nul", "/a./", "/a /b/", "/com1.txt/", "/a:b/", "/COM0/"])
def test_an_alias_that_some_system_cannot_write_is_refused_on_all(alias: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        redirect_file(alias, "https://example.org/")
