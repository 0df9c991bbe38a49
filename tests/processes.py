"""How many processes run the tests: one for each core, unless starting them takes longer than the tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

__all__ = ["processes_for"]

_TESTS = Path(__file__).parent
_SERIAL = (_TESTS / "unit", _TESTS / "validity")
"""A file of unit tests is done before a second process has started. The validity tests share one run of the checker."""


def _is_quick(argument: str, folder: Path) -> bool:
    """Return whether `argument` names one test, or a file whose tests gain nothing from more processes."""
    path = (folder / argument.partition("::")[0]).resolve()
    if "::" in argument or path == _TESTS / "validity":
        return True
    return path.is_file() and any(path.is_relative_to(serial) for serial in _SERIAL)


def _cores() -> int:
    """Return the number of cores that this process may use, which in a container is often not that of the machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes_for(config: pytest.Config) -> int | None:
    """Return the number that ``-n auto`` stands for; 0 is this process, None leaves the choice to pytest-xdist."""
    if config.option.collectonly or config.option.trace:  # --pdb needs no mention: pytest-xdist knows it
        return 0
    if all(_is_quick(argument, config.invocation_params.dir) for argument in config.args):
        return 0
    return None if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS") else _cores()
