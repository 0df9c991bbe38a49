"""The schema of front matter: valid, shipped as it is declared, and of one mind with the build."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from sphinxext_blog.diagnostics import Subtype
from sphinxext_blog.source import metadata
from sphinxext_blog.source.frontmatter import open_front_matter, read_front_matter
from sphinxext_blog.source.metadata import KEYS, KINDS, TERM_KEYS, Kind, read_metadata
from sphinxext_blog.source.schema import DRAFTS, front_matter_schema, schema_text
from tests.unit.test_dates import FORMS
from tests.unit.test_labels import YAML

TESTS = Path(__file__).parents[1]
SOURCES = sorted([*TESTS.rglob("roots/**/*.md"), *(TESTS.parent / "docs").rglob("*.md")])
VALIDATOR = Draft202012Validator(front_matter_schema())
FORM = (Subtype.DATE, Subtype.VALUE, Subtype.ALIAS)
"""The warnings that are about the form of one value: what a schema can know."""


class _Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: dates are texts, numbers are numbers."""


_Core.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if not tag.endswith(("timestamp", "bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


def _told(values: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The keys whose values a build warns of for their form."""
    found: set[str] = set()

    def note(subtype: Subtype, message: str, *, location: Any) -> None:
        if subtype in FORM:
            found.add(message.partition(" ")[0].rstrip(":"))

    monkeypatch.setattr(metadata, "warn", note)
    read_metadata(values, zone=ZoneInfo("UTC"), location=("a", 1), lines={})
    return found


def _refused(values: dict[str, Any]) -> set[str]:
    """The keys whose values the schema refuses."""
    return {str(error.absolute_path[0]) for error in VALIDATOR.iter_errors(values)}


def test_every_key_has_a_kind_and_a_meaning() -> None:
    """Whoever adds a key says what sort of value it takes."""
    assert KINDS.keys() == KEYS.keys() | TERM_KEYS.keys()
    assert set(KINDS.values()) == set(Kind)
    assert {key for key, kind in KINDS.items() if kind is Kind.LABELS} == TERM_KEYS.keys()


@pytest.mark.parametrize(("draft", "validator"), [("2020-12", Draft202012Validator), ("7", Draft7Validator)])
def test_it_is_a_valid_schema_in_both_versions(draft: str, validator: Any) -> None:
    schema = front_matter_schema(draft)
    assert schema["$schema"] == DRAFTS[draft]
    validator.check_schema(schema)
    assert validator(schema).is_valid({"date": "2026-01-11", "tags": ["a"], "other": {"key": 1}})
    assert not validator(schema).is_valid({"date": "yesterday"})


def test_what_is_shipped_is_what_is_declared() -> None:
    """After a change: python -m sphinxext_blog.cli schema > sphinxext_blog/schema/front-matter.schema.json."""
    shipped = files("sphinxext_blog") / "schema" / "front-matter.schema.json"
    assert shipped.read_text(encoding="utf-8") == schema_text("2020-12")


def test_every_key_is_explained() -> None:
    for key, said in front_matter_schema()["properties"].items():
        assert said["description"].rstrip(".").lower() == KEYS.get(key, "the same as `tags`").lower()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(TESTS.parent).as_posix())
@pytest.mark.parametrize("loader", [None, _Core], ids=["as the build", "as an editor"])
def test_front_matter_is_refused_where_the_build_warns(
    path: Path, loader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All front matter of this repository, read as a build and as an editor reads it."""
    text = open_front_matter(path.read_text(encoding="utf-8"))
    front = read_front_matter(text)
    if front is None or front.error:
        return
    values = front.values
    if loader is not None:
        values = yaml.load(text.split("---")[1], loader) or {}
    told = _told(front.values, monkeypatch)
    assert _refused(json.loads(json.dumps(values))) == told


def test_front_matter_that_is_refused_is_among_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the test above could not fail."""
    fronts = [read_front_matter(path.read_text(encoding="utf-8")) for path in SOURCES]
    told = [_told(front.values, monkeypatch) for front in fronts if front is not None]
    assert len(told) > 20
    assert set().union(*told) >= {"date", "comments"}


_KEYS = st.sampled_from(sorted(KINDS))


@given(key=_KEYS, value=YAML)
def test_nothing_is_refused_that_a_build_takes(key: str, value: Any) -> None:
    """An editor never cries wolf, whatever the value."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        told = _told({key: value}, monkeypatch)
    try:
        plain = json.loads(json.dumps(value))
    except (TypeError, ValueError, RecursionError):
        return
    if plain == value and not told:
        assert _refused({key: plain}) == set()


WRONG = [
    ("date", "yesterday"), ("date", "03/04/2026"), ("date", 2026), ("date", "2026-01"), ("date", True), ("date", []),
    ("expires", {"a": 1}), ("draft", "maybe"), ("draft", 2), ("draft", []), ("comments", "perhaps"), ("unlisted", {}),
    ("pinned", -1), ("pinned", "first"), ("title", ["a"]), ("title", {}), ("series_order", "first"),
    ("series_order", 1.5), ("series_order", 10**10), ("series_order", []), ("excerpt", True), ("excerpt", []),
    ("image", ["a.png"]), ("image", "javascript:alert(1)"), ("external_link", " javascript:alert(1)"),
    ("canonical", "data:text/html,x"),
    ("license", ["a"]), ("aliases", {"a": 1}), ("aliases", [["a"]]), ("tags", {"a": 1}), ("tags", [["a", {"b": 1}]]),
    ("applies_to", 2), ("applies_to", True), ("applies_to", {"numpy": ["<2"]}), ("applies_to", [{"numpy": "<2"}]),
    ("applies_to", {"numpy": True}), ("applies_to", {" ": "<2"}), ("outdated_after", "soon"), ("outdated_after", True),
    ("outdated_after", 6), ("outdated_after", "0y"), ("outdated_after", []), ("superseded_by", ["a"]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_wrong_values_are_refused_by_both(key: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _told({key: value}, monkeypatch) == {key}
    assert _refused({key: value}) == {key}


RIGHT = [
    ("date", "2026-1-11"), ("date", 20260111), ("date", None), ("date", ""), ("date", "Sun, 11 Jan 2026 10:00 +0800"),
    ("date", "2026年1月11日(日)"), ("date", "11th of January 2026"), ("date", "January 11, 2026 at 3pm"),
    ("draft", "Yes"), ("draft", 1), ("draft", False), ("draft", ""), ("pinned", 7), ("pinned", "07"),
    ("comments", None), ("title", 2026), ("series_order", " -2 "), ("excerpt", 2), ("excerpt", "Two sentences."),
    ("image", 1), ("image", "images/a.png"), ("image", "HTTPS://example.org/a.png"), ("external_link", "/a:b"),

    ("license", False), ("license", "CC BY 4.0"), ("aliases", ["old/", 2020]),
    ("tags", "a, b"), ("tags", ["a", 1.1, ["b"], {"name": "c"}]), ("author", {"name": "Example Author"}),
    ("applies_to", {"numpy": "<2", "python": ">=3.10,<3.13"}), ("applies_to", "numpy<2"), ("applies_to", ["numpy<2"]),
    ("applies_to", None), ("outdated_after", "6m"), ("outdated_after", "2 Years"), ("outdated_after", False),
    ("outdated_after", 0), ("outdated_after", "Off"), ("outdated_after", None), ("superseded_by", "posts/new"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), RIGHT)
def test_right_values_are_taken_by_both(key: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    as_the_build_reads_it = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    assert _told({key: as_the_build_reads_it}, monkeypatch) == set()
    assert _refused({key: value}) == set()


@pytest.mark.parametrize("text", [text for text, _ in FORMS])
def test_every_form_of_a_date_is_taken(text: str) -> None:
    assert _refused({"date": text}) == set()
