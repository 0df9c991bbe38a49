"""The names of Python objects in code: those that it imports, and attributes of them.

The code is parsed, but never run, and nothing is imported.  A name counts only if the import that defines it is in the
same code.  If the code also defines the name in another way, its attributes do not count.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from dataclasses import field, replace
from typing import TYPE_CHECKING

from .record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LANGUAGES", "CodeName", "merge_code_names", "names_in_code"]

LANGUAGES = frozenset(("ipython", "ipython3", "py", "py3", "pycon", "pycon3", "python", "python3"))
"""The languages of code blocks that are Python."""
_PROMPT = re.compile(r"\s*(?:>>>|\.\.\.)(?: |$)")
_DEFINITIONS: dict[type[ast.AST], str] = {
    ast.FunctionDef: "name", ast.AsyncFunctionDef: "name", ast.ClassDef: "name", ast.arg: "arg",
    ast.ExceptHandler: "name", ast.MatchAs: "name", ast.MatchStar: "name", ast.MatchMapping: "rest",
}  # fmt: skip
"""The attributes with the name that a statement, a parameter or a pattern defines; it may be None."""
_COMMAND = re.compile(r"\s*[%!]")
"""A command of IPython."""


@record
class CodeName:
    """A name in the code of a document."""

    name: str
    """The full name, such as ``numpy.random.default_rng``, possibly with attributes that are not documented."""
    minimum: int
    """The number of its parts without which it names something else."""
    posts: tuple[str, ...] = ()
    """The anchors of the posts that contain it; an empty one for the post that is the whole document."""
    line: int = field(default=0, compare=False)
    """The line of the first code block that contains it; 0 if unknown."""

    def candidates(self) -> Iterator[str]:
        """Yield the name, and then the name without its last parts: a documented class may have such attributes."""
        parts = self.name.split(".")
        for length in range(len(parts), self.minimum - 1, -1):
            yield ".".join(parts[:length])


def merge_code_names(names: Iterable[CodeName]) -> tuple[CodeName, ...]:
    """Return each name once, sorted, with all the posts that contain it and the first line."""
    merged: dict[tuple[str, int], CodeName] = {}
    for name in names:
        other = merged.setdefault((name.name, name.minimum), name)
        if other is not name:
            posts = tuple(sorted({*other.posts, *name.posts}))
            line = min(filter(None, (other.line, name.line)), default=0)
            merged[name.name, name.minimum] = replace(other, posts=posts, line=line)
    return tuple(merged[key] for key in sorted(merged))


def names_in_code(source: str) -> list[tuple[str, int]]:
    """Return (name, minimum number of its parts) of each import and attribute; none if the code is not valid."""
    tree = _parsed(_without_prompts(source)) if "import" in source else None
    if tree is None:
        return []
    scope = _Scope()
    for node in ast.walk(tree):
        scope.note(node)
    return scope.names()


def _parsed(source: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about invalid escapes in strings
        try:
            return ast.parse(textwrap.dedent(source))
        except (
            SyntaxError,
            ValueError,
            RecursionError,
            MemoryError,
        ):  # null bytes, or nested too deeply for the parser
            return None


def _without_prompts(source: str) -> str:
    """Return the input of an interactive session, or code without the commands of IPython."""
    lines = source.splitlines()
    if any(line.lstrip().startswith(">>>") for line in lines):
        return "\n".join(line[match.end() :] for line in lines if (match := _PROMPT.match(line)))
    return "\n".join(line for line in lines if not _COMMAND.match(line))


class _Scope:
    """The names that code imports, defines in other ways, and uses."""

    def __init__(self) -> None:
        self._imported: dict[str, set[str]] = {}
        """The full names that each name stands for."""
        self._defined: set[str] = set()
        """The names that are defined in other ways."""
        self._imports: dict[str, None] = {}
        self._attributes: list[list[str]] = []
        """The parts of each name with attributes."""
        self._inner: set[int] = set()
        """The identities of attributes that are part of a longer name."""

    def note(self, node: ast.AST) -> None:
        """Note what a node imports, defines or uses; the nodes around it have been noted before."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                self._import(alias.name, alias.asname or alias.name.partition(".")[0], is_whole=bool(alias.asname))
        elif isinstance(node, ast.ImportFrom):
            self._note_import_from(node)
        elif isinstance(node, ast.Attribute):
            self._note_attribute(node)
        elif isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                self._defined.add(node.id)
        elif (attribute := _DEFINITIONS.get(type(node))) is not None and (name := getattr(node, attribute)) is not None:
            self._defined.add(name)

    def _note_import_from(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if node.level or node.module is None:  # relative to a package that is unknown
                self._defined.add(alias.asname or alias.name)
            elif alias.name == "*":
                self._imports[node.module] = None
            else:
                self._import(f"{node.module}.{alias.name}", alias.asname or alias.name, is_whole=True)

    def _import(self, full_name: str, name: str, *, is_whole: bool) -> None:
        self._imports[full_name] = None
        self._imported.setdefault(name, set()).add(full_name if is_whole else name)

    def _note_attribute(self, node: ast.Attribute) -> None:
        parts: list[str] = []
        value: ast.expr = node
        while isinstance(value, ast.Attribute):
            self._inner.add(id(value.value))
            parts.append(value.attr)
            value = value.value
        if isinstance(value, ast.Name) and id(node) not in self._inner:
            self._attributes.append([value.id, *reversed(parts)])

    def names(self) -> list[tuple[str, int]]:
        """Return the names that are imported, and their attributes."""
        names = dict.fromkeys((name, name.count(".") + 1) for name in self._imports)
        for first, *rest in self._attributes:
            imported = self._imported.get(first, set())
            if len(imported) == 1 and first not in self._defined:
                (base,) = imported
                names[".".join((base, *rest)), base.count(".") + 2] = None
        return list(names)
