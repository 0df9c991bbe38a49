"""Compiles the packages that builds import, and reports what is not compiled.

With ``PYTHONDONTWRITEBYTECODE=1`` an editable checkout never gets ``.pyc`` files, and each build compiles every module
of the extension again: 0.25 s in place of 0.08 s, which a short build cannot hide.  So the packages are compiled before
the first build, and nothing is measured if that was impossible (a folder that cannot be written, for example).
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import MAGIC_NUMBER, cache_from_source, find_spec, source_hash
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["child_environment", "compile_packages", "is_compiled", "uncompiled"]

_MASK = 0xFFFFFFFF
_HASHED = 0b01


def child_environment() -> dict[str, str]:
    """Return the environment of this process without the variable that forbids Python to keep what it compiles."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _folders(packages: Iterable[str]) -> Iterator[Path]:
    """Yield the folders of `packages`, none of which is imported: this process has to stay small."""
    for name in packages:
        spec = find_spec(name)
        if spec is not None and spec.submodule_search_locations:
            yield from map(Path, spec.submodule_search_locations)


def is_compiled(module: Path) -> bool:
    """Return whether Python can load `module` without compiling it (PEP 552 describes the header)."""
    try:
        header = Path(cache_from_source(str(module), optimization="")).read_bytes()[:16]
    except OSError:
        return False
    if len(header) < 16 or header[:4] != MAGIC_NUMBER:
        return False
    if int.from_bytes(header[4:8], "little") & _HASHED:
        return header[8:] == source_hash(module.read_bytes())
    stat = module.stat()
    times = int.from_bytes(header[8:12], "little"), int.from_bytes(header[12:], "little")
    return times == (int(stat.st_mtime) & _MASK, stat.st_size & _MASK)


def uncompiled(packages: Iterable[str]) -> list[Path]:
    """Return the modules of `packages` whose ``.pyc`` file is missing or older than the source."""
    modules = (module for folder in _folders(packages) for module in sorted(folder.rglob("*.py")))
    return [module for module in modules if not is_compiled(module)]


def compile_packages(packages: Iterable[str]) -> None:
    """Compile what is not compiled yet, in another process: this one has to stay small."""
    modules = "\n".join(map(str, uncompiled(packages)))
    if modules:
        command = [sys.executable, "-m", "compileall", "-q", "-q", "-f", "-i", "-"]
        subprocess.run(command, input=modules, encoding="utf-8", env=child_environment(), check=False)
