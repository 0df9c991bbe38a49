"""Names in HTML: which there are, what refers to them, and both after a rename."""

from __future__ import annotations

from sphinxext_blog.model.html import ElementNames, element_names, extract_scripts, rename_ids, rename_reference

_TABS = (
    '<div id="a"><button aria-controls="a b" data-x="1">A</button>'
    '<input type="radio" name="tabs" id="b"><input name="text"><a href="#a">A</a><img usemap="#m"></div>'
    '<map name="m"></map>'
)


def test_ids_groups_and_references_are_found() -> None:
    names = element_names(_TABS)
    assert names.ids == ("a", "b")
    assert names.groups == ("tabs", "m")
    assert {"a", "b", "m"} <= names.references
    assert not names.is_empty


def test_html_without_names_has_none() -> None:
    assert element_names("<p>Text</p>") == ElementNames()
    assert element_names("<p>Text</p>").is_empty


def test_a_rename_reaches_all_that_refers_to_it() -> None:
    html = rename_ids(_TABS, {"a": "x-a", "tabs": "x-tabs", "m": "x-m"})
    assert 'id="x-a"' in html
    assert 'aria-controls="x-a b"' in html
    assert 'href="#x-a"' in html
    assert 'name="x-tabs"' in html
    assert 'name="text"' in html
    assert 'usemap="#x-m"' in html
    assert '<map name="x-m">' in html
    assert rename_ids(_TABS, {"c": "d"}) == _TABS


def test_references_in_other_attributes_are_preserved() -> None:
    assert rename_reference("title", "#a", {"a": "x"}) == "#a"
    assert rename_reference("href", "page.html#a", {"a": "x"}) == "page.html#a"


def test_scripts_may_name_anything() -> None:
    assert "getElementById" in extract_scripts("<p>Text</p><script>getElementById('a')</script>")
    assert "Text" not in extract_scripts("<p>Text</p><script>1</script>")
