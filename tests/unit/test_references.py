"""References as plain values: one record for each, however often it is in a document."""

from __future__ import annotations

from sphinxext_blog.model.references import FileLookups, Reference, merge_references


def _reference(target: str = "other", **values: object) -> Reference:
    given: dict[str, object] = {"domain": "std", "type": "doc", "docname": "post"} | values
    return Reference(target=target, **given)  # type: ignore[arg-type]  # values of the test's own


def test_a_reference_is_noted_once_with_its_first_line() -> None:
    assert merge_references([_reference(line=9), _reference(line=4), _reference(line=0)]) == (_reference(),)
    (found,) = merge_references([_reference(line=9), _reference(line=4), _reference(line=0)])
    assert found.line == 4


def test_a_reference_knows_all_excerpts_that_contain_it() -> None:
    (found,) = merge_references([_reference(), _reference(excerpts=("two",)), _reference(excerpts=("",)), _reference()])
    assert found.excerpts == ("", "two")


def test_a_reference_knows_all_posts_that_contain_it() -> None:
    (found,) = merge_references([_reference(posts=("two",)), _reference(posts=("",), line=3), _reference()])
    assert (found.posts, found.line) == (("", "two"), 3)


def test_a_line_makes_no_other_reference() -> None:
    """An edit above a link moves it, and changes nothing that anyone sees."""
    assert _reference(line=1) == _reference(line=2)
    assert _reference(excerpts=("",)) != _reference()


def test_references_are_sorted() -> None:
    found = [_reference("c"), _reference("a", is_explicit=True), _reference("a"), _reference("b", type="ref")]
    assert [one.target for one in merge_references(found)] == ["a", "a", "c", "b"]
    assert merge_references(found) == merge_references(reversed(found))


def test_what_decides_about_a_link_parts_references() -> None:
    one = _reference()
    others = [
        _reference(domain="blog"),
        _reference(type="ref"),
        _reference("third"),
        _reference(anchor="there"),
        _reference(docname="folder/post"),
        _reference(is_explicit=True),
        _reference(context=(("py:module", "m"),)),
    ]
    assert len(merge_references([one, *others])) == 1 + len(others)


def test_lookups_of_no_file_are_empty() -> None:
    assert FileLookups().is_empty
    assert not FileLookups(existing=("a.md",)).is_empty
    assert not FileLookups(missing=("a.md",)).is_empty
    assert not FileLookups(patterns=(("a.*", ()),)).is_empty
