"""The layers of the package: the model imports nothing outside itself, and no module imports itself in a circle."""

from __future__ import annotations

import ast
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinxext_blog

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(sphinxext_blog.__path__[0])
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
MODEL = f"{PACKAGE.name}.model"


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imports(module: str, path: Path, *, typing_too: bool) -> set[str]:
    """Full names of what a module imports, ``from a import b`` as ``a.b``."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found: set[str] = set()
    for node in _nodes(_tree(path), typing_too=typing_too):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            found |= {f"{origin}.{alias.name}" for alias in node.names}
    return found


def _nodes(node: ast.AST, *, typing_too: bool) -> Iterator[ast.AST]:
    """All nodes below one, without what only a type checker reads unless asked for."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test) and not typing_too:
            for other in child.orelse:
                yield from (other, *_nodes(other, typing_too=typing_too))
        else:
            yield from (child, *_nodes(child, typing_too=typing_too))


def _leads_to(module: str, path: Path, *, typing_too: bool = False) -> set[str]:
    """The modules of the package that a module imports, inside functions too: a circle put off is a circle."""
    names = _imports(module, path, typing_too=typing_too)
    return {name if name in MODULES else name.rpartition(".")[0] for name in names} & MODULES.keys()


MODEL_MODULES = [name for name in MODULES if name == MODEL or name.startswith(f"{MODEL}.")]


@pytest.mark.parametrize("module", MODEL_MODULES)
def test_the_model_imports_the_standard_library_and_itself_only(module: str) -> None:
    """Neither Sphinx nor docutils nor any other package, not even for a type checker."""
    for name in _imports(module, MODULES[module], typing_too=True):
        assert name.split(".")[0] in sys.stdlib_module_names or f"{name}.".startswith(f"{MODEL}."), name


def test_no_module_imports_itself_in_a_circle() -> None:
    """A module never imports what comes after it."""
    try:
        TopologicalSorter({name: _leads_to(name, path) - {name} for name, path in MODULES.items()}).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])))


def test_no_module_names_itself_in_a_circle_for_the_type_checker() -> None:
    try:
        TopologicalSorter(
            {name: _leads_to(name, path, typing_too=True) - {name} for name, path in MODULES.items()}
        ).prepare()
    except CycleError as circle:
        pytest.fail(" names ".join(reversed(circle.args[1])))


LAYERS = [
    {"model"},
    {"object_index", "records", "nodes", "diagnostics", "sphinx_compat", "garbage", "builders", "versions"},
    {"conventions"},
    {"config"},
    {"i18n"},
    {"domain"},
    {"site"},
    {"source", "drafts"},
    {"pages", "render", "feeds", "checks"},
    {"llms", "redirects", "search"},
    {"ablog", "cli", "importers", ""},
]
"""The packages and top-level modules, from the pure model to what uses all others; "" is ``setup()``."""
EXCEPTIONS = {
    ("domain", "pages.manifest"),  # a record of the output that reads one file; the state of a build holds it
    ("domain", "source.link_titles"),  # texts of the catalog that name posts and terms, which are in the catalog
}


def _layer(name: str) -> int:
    first = name.partition(".")[0]
    return next(number for number, layer in enumerate(LAYERS) if first in layer)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_its_own_layer_and_those_below(module: str) -> None:
    own = module.removeprefix(PACKAGE.name).removeprefix(".")
    others = {
        name.removeprefix(PACKAGE.name).removeprefix(".")
        for name in _leads_to(module, MODULES[module], typing_too=True)
    }
    above = {other for other in others if other and _layer(other) > _layer(own) and (own, other) not in EXCEPTIONS}
    assert above == set()


MOST_MODULES = 124


def test_the_package_has_few_modules() -> None:
    """Without the importers, and without the docstrings of packages."""
    counted = [
        name
        for name, path in MODULES.items()
        if not name.startswith(f"{PACKAGE.name}.importers") and path.name != "__init__.py"
    ]
    assert len(counted) <= MOST_MODULES


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_docstring(module: str) -> None:
    assert ast.get_docstring(_tree(MODULES[module]))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import a.b, c", {"a.b", "c"}),
        ("from . import x", {"p.model.x"}),
        ("from .x import y", {"p.model.x.y"}),
        ("from ..x import y", {"p.x.y"}),
        ("def f():\n from a import b", {"a.b"}),
        ("if TYPE_CHECKING:\n import a\nelse:\n import b", {"b"}),
    ],
)
def test_imports_are_read_anywhere(tmp_path: Path, source: str, names: set[str]) -> None:
    """The reader of imports itself, without which the tests above would prove nothing."""
    path = tmp_path / "m.py"
    path.write_text(source, encoding="utf-8")
    assert _imports("p.model.m", path, typing_too=False) == names
