"""Names of Python objects in code blocks: from imports, without running anything."""

from __future__ import annotations

import pytest

from sphinxext_blog.model.code_names import CodeName, merge_code_names, names_in_code


def names(source: str) -> list[str]:
    """The full names in code."""
    return sorted(name for name, _ in names_in_code(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import numpy as np\nnp.sum([1])", ["numpy", "numpy.sum"]),
        ("import os.path\nos.path.join('a')\nos.sep", ["os.path", "os.path.join", "os.sep"]),
        ("import os.path as p\np.join('a')", ["os.path", "os.path.join"]),
        ("from numpy.random import default_rng as rng\nrng().normal()", ["numpy.random.default_rng"]),
        ("from a import B, c\nB.d.e()\nB.d", ["a.B", "a.B.d", "a.B.d.e", "a.c"]),
        ("from a import *\nb.c", ["a"]),
        ("from . import b\nfrom .c import d\nb.e, d.f", []),
        ("from .. import np\nimport numpy as np\nnp.sum", ["numpy"]),
        ("np.sum([1])", []),
        ("def f():\n    import a\n    return a.b", ["a", "a.b"]),
        ("import a, b\na.x; b.y", ["a", "a.x", "b", "b.y"]),
        ("import a.b, a.c\na.b.d, a.c.e", ["a.b", "a.b.d", "a.c", "a.c.e"]),
        ("try:\n    import x.y as z\nexcept ImportError:\n    import y as z\nz.w", ["x.y", "y"]),
        ("@app.route\nasync def f(): await a.b\nimport a", ["a", "a.b"]),
        ("import a\na.b.c(a.d(a.e)).f", ["a", "a.b.c", "a.d", "a.e"]),
        ("import a\nf(x=1, a=a.b)\nx.y", ["a", "a.b"]),
        ("import a\nprint('\\d', a.b)", ["a", "a.b"]),
        ("    import a\n    a.b", ["a", "a.b"]),
        (">>> import a\n>>> for x in y:\n...     a.b(x)\n...\na.c\n1\n>>> a.d", ["a", "a.b", "a.d"]),
        ("%matplotlib inline\n!pip install a\nimport a\na.b", ["a", "a.b"]),
    ],
)  # fmt: skip
def test_names_come_from_imports(source: str, expected: list[str]) -> None:
    assert names(source) == expected


@pytest.mark.parametrize(
    "shadow",
    [
        "a = 1", "for a in x: pass", "def a(): pass", "class a: pass", "def f(a): pass", "lambda *a: 0",
        "[a for a in x]", "match x:\n    case 1 as a: pass", "import b as a",
        "with x as a: pass", "try: pass\nexcept E as a: pass", "del a", "a += 1", "(a := 1)", "from . import a",
        "match x:\n    case [*a]: pass", "match x:\n    case {**a}: pass",
        "match x:\n    case {}: pass\n    case _: a = 1",
    ],
)  # fmt: skip
def test_a_name_that_is_defined_otherwise_is_not_that_of_the_import(shadow: str) -> None:
    assert names(f"import a\na.b\n{shadow}\na.c") in (["a"], ["a", "b"])


@pytest.mark.parametrize(
    "source",
    ["import a\na.b(", "def", "import a\n\0", "$ pip install a", "x = " + "(" * 5000, "import a\na.b\n   a.c", ""],
)
def test_code_that_is_not_valid_has_no_names(source: str) -> None:
    assert names(source) == []


def test_a_name_is_tried_without_its_last_parts_down_to_the_import() -> None:
    found = names_in_code("from a.b import C\nC.d.e")
    assert found == [("a.b.C", 3), ("a.b.C.d.e", 4)]
    assert list(CodeName(name="a.b.C.d.e", minimum=4).candidates()) == ["a.b.C.d.e", "a.b.C.d"]
    assert list(CodeName(name="a.b.C", minimum=3).candidates()) == ["a.b.C"]


def test_names_are_noted_once_with_their_posts_and_first_line() -> None:
    one = CodeName(name="b", minimum=1, posts=("",), line=9)
    merged = merge_code_names([one, CodeName(name="a", minimum=1), CodeName(name="b", minimum=1, posts=("x",), line=3)])
    assert [name.name for name in merged] == ["a", "b"]
    assert (merged[1].posts, merged[1].line) == (("", "x"), 3)
    assert merge_code_names([one]) == (CodeName(name="b", minimum=1, posts=("",), line=1),)
