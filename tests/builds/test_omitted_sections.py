"""Sections that are not published: their document is as if they were not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import myst_parser
import pytest

from tests.builds.site import differences

if TYPE_CHECKING:
    from tests.builds.site import Site

_SEEN = """\
## Seen

```{post} 2026-01-01
:tags: Common
```

Seen text with a note[^seen], a formula {eq}`kept` and [a link](#shown).

[^seen]: What is kept, which says more[^deep].

(shown)=
### Shown

```{math}
:label: kept

e = m
```

```{py:function} kept()
```

```{c:function} int kept(int a)
```

"""
_HIDDEN = """\
```{index} Zymurgy
```
(zymurgy-label)=
(zymurgy-other)=
## Zymurgy

```{post} 2026-09-01
:tags: Zymurgy
```

Zymurgy text[^zymurgy], and again[^zymurgy].

[^deep]: Written in the wrong place.
[^zymurgy]: Zymurgy note[^zymurgy-deep].
[^zymurgy-deep]: Zymurgy below.

```{math}
:label: zymurgy-formula

z = y
```

```{figure} one.png
:name: zymurgy-figure

Zymurgy figure
```

```{glossary}
Zymurgy term
  Zymurgy said.
```

```{py:function} zymurgy()
```

```{option} --zymurgy
```

```{c:function} int zymurgy(int zym)
```

```{cpp:class} template<typename Zym> Zymurgy : public Other
```

```{cpp:function} void Zymurgy::brew(int zym)
```

(zymurgy-inner)=
### Zymurgy inner

```{post} 2026-01-02
```

Zymurgy inside.

"""
_LAST = """\
(last-label)=
## Last

```{post} 2026-01-03
```

Last text. {numref}`seen-figure`

```{figure} one.png
:name: seen-figure

A figure
```

```{math}
:label: last

l = a
```
"""
_SEEN_RST = """\
Seen
----

.. post:: 2026-01-01

Seen text [#]_, [*]_, [CIT]_ and :eq:`kept`.

.. [#] First.
.. [*] Star.
.. [CIT] A source.

.. math::
   :label: kept

   e = m

Other
-----

.. post:: 2026-01-02

Other text.

"""
_HIDDEN_RST = """\
.. index:: Zymurgy
.. _zymurgy-label:

Zymurgy
-------

.. post:: 2026-09-01

Zymurgy text [#]_, [#zymurgy-note]_, [*]_, [ZYMURGY]_ and `zymurgy link`_, |zymurgy|.

.. |zymurgy| replace:: Zymurgy
.. _zymurgy link: https://example.org/zymurgy
.. [#] Zymurgy first.
.. [#zymurgy-note] Zymurgy second.
.. [*] Zymurgy star.
.. [ZYMURGY] A zymurgy source.

.. math::
   :label: zymurgy-formula

   z = y

.. contents:: Zymurgy contents
   :local:

Zymurgy inner
~~~~~~~~~~~~~

Text.

.. c:function:: int zymurgy(int zym)
.. c:struct:: zymurgy_struct

   .. c:member:: int zym
.. cpp:enum-class:: Zymurgies

   .. cpp:enumerator:: one

"""
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


_LOSES_NOTES = int(myst_parser.__version__.partition(".")[0]) < 5
"""MyST 4 tells of footnotes that are there as missing or doubled; Sphinx stops at them, also without this extension."""


@pytest.fixture
def notes(site: Site) -> Site:
    """A site with a document for sections, whose source is not copied."""
    site.conf = {"html_copy_source": False, "numfig": True, "html_baseurl": "https://example.org/"}
    site.conf["myst_enable_extensions"] = ["dollarmath"]
    return site.write({"index.md": "# Site\n\n```{toctree}\nnotes\nblog/index\n```\n", "one.png": _PNG})


@pytest.mark.skipif(_LOSES_NOTES, reason="this MyST finds no footnotes; the test of reStructuredText does")
@pytest.mark.parametrize("builder", ["html", "latex"])
@pytest.mark.parametrize("hidden", [_HIDDEN, _HIDDEN.replace("2026-09-01", "\n:draft:")])
def test_nothing_of_a_section_is_left(notes: Site, builder: str, hidden: str) -> None:
    """No label, footnote, term, object, entry of the index or post in it; what others refer to stays."""
    notes.write({"notes.md": f"# Notes\n\n{_SEEN}{_LAST}\n[^deep]: Written in the wrong place.\n"})
    without = notes.build(builder)
    for text in (f"# Notes\n\n{_SEEN}{_LAST}{hidden}", f"# Notes\n\n{_SEEN}{hidden}{_LAST}"):
        notes.write({"notes.md": text})
        build = notes.fresh(builder)
        assert build.warnings == without.warnings == []
        assert differences(build.out, without.out) == {}


@pytest.mark.parametrize("builder", ["html", "latex"])
def test_nothing_of_a_section_in_restructured_text_is_left(notes: Site, builder: str) -> None:
    """Also of footnotes without a name, which are paired by order."""
    notes.write({"notes.rst": f"Notes\n=====\n\n{_SEEN_RST}"})
    without = notes.build(builder)
    notes.write({"notes.rst": f"Notes\n=====\n\n{_SEEN_RST}{_HIDDEN_RST}"})
    build = notes.fresh(builder)
    assert build.warnings == without.warnings == []
    assert differences(build.out, without.out) == {}


def test_a_link_to_a_section_that_is_gone_is_reported(notes: Site) -> None:
    """As one to a heading that was never there; its words are not shown."""
    notes.conf["myst_heading_anchors"] = 3
    notes.write(
        {
            "notes.md": f"# Notes\n\n{_SEEN}{_HIDDEN}{_LAST}",
            "other.md": "---\norphan: true\n---\n# O\n\n[](notes.md#zymurgy)\n",
        }
    )
    build = notes.build()
    lost = ("footnote", '"deep"') if _LOSES_NOTES else ()
    warnings = [line for line in build.warnings if not any(word in line for word in lost)]
    assert ["other.md:6" in line for line in warnings] == [True]
    assert "Zymurgy" not in build.text("other.html")


def test_a_section_comes_when_its_time_has_come(notes: Site) -> None:
    """With all that is in it."""
    notes.write({"notes.md": f"# Notes\n\n{_SEEN}{_HIDDEN}{_LAST}"})
    notes.build()
    later = 1_800_000_000
    after, fresh = notes.build(now=later), notes.fresh(now=later)
    assert "Zymurgy inside." in after.main("notes.html").text
    assert differences(after.out, fresh.out) == {}
