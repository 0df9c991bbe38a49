"""Records: data that is compared, hashed, shown and stored by value."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, field, replace

import pytest

from sphinxext_blog.model.record import field_names, field_values, record


@record
class Place:
    """A record with a field of each kind."""

    name: str
    tags: tuple[str, ...] = ()
    note: str = field(default="", compare=False)


@record
class Other:
    """A record with the same fields."""

    name: str
    tags: tuple[str, ...] = ()


@record
class One:
    """A record with one field."""

    name: str


@record
class Nothing:
    """A record without fields."""


def test_records_are_compared_by_type_and_value() -> None:
    """A field that is not compared makes no difference, and none to the hash."""
    assert Place(name="a", note="x") == Place(name="a")
    assert hash(Place(name="a", note="x")) == hash(Place(name="a"))
    assert Place(name="a") != Place(name="b")
    other: object = Other(name="a")
    assert Place(name="a") != other
    assert {One(name="a"), One(name="a"), One(name="b")} == {One(name="b"), One(name="a")}
    assert Nothing() == Nothing()


def test_a_record_is_shown_with_its_values() -> None:
    """As a dataclass is."""
    assert repr(Place(name="a", tags=("b",))) == "Place(name='a', tags=('b',), note='')"
    assert repr(Nothing()) == "Nothing()"


def test_a_record_is_stored_without_the_names_of_its_fields() -> None:
    """It comes back whole."""
    place = Place(name="a", tags=("b",), note="c")
    data = pickle.dumps(place)
    assert b"note" not in data
    assert pickle.loads(data) == place
    assert pickle.loads(data).note == "c"


def test_a_record_has_no_other_attributes() -> None:
    """And takes no positional arguments."""
    place = Place(name="a")
    with pytest.raises((AttributeError, FrozenInstanceError)):
        place.nmae = "b"  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Place("a")  # type: ignore[call-arg]
    assert replace(place, name="b") == Place(name="b")


def test_the_fields_of_a_record_are_in_order() -> None:
    """Names and values alike."""
    assert field_names(Place) == ("name", "tags", "note")
    assert field_values(Place(name="a", tags=("b",))) == ("a", ("b",), "")
    assert field_values(One(name="a")) == ("a",)
    assert field_values(Nothing()) == ()
