"""``python -m pytest`` uses all cores, and no more processes than the tests are worth."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from tests.processes import processes_for

ROOT = Path(__file__).parents[2]


def _config(*arguments: str, folder: Path = ROOT, option: str = "") -> pytest.Config:
    """What is asked of pytest's configuration; without an argument it has the folder of ``testpaths``."""
    options = SimpleNamespace(collectonly=option == "collectonly", trace=option == "trace")
    params = SimpleNamespace(dir=folder)
    config = SimpleNamespace(option=options, args=list(arguments or ("tests",)), invocation_params=params)
    return cast("pytest.Config", config)


@pytest.fixture(autouse=True)
def _four_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.processes._cores", lambda: 4)
    monkeypatch.delenv("PYTEST_XDIST_AUTO_NUM_WORKERS", raising=False)


@pytest.mark.parametrize(
    "arguments",
    [(), ("tests",), ("tests/builds",), ("tests/builds/test_site.py",), ("tests/unit",), ("tests/browser",)],
)
def test_all_cores_are_used_where_there_is_much_to_do(arguments: tuple[str, ...]) -> None:
    assert processes_for(_config(*arguments)) == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ("tests/builds/test_feeds.py::test_a",),
        ("tests/unit/test_processes.py",),
        ("tests/unit/test_processes.py", "tests/builds/test_feeds.py::test_a"),
        ("tests/validity",),
    ],
)
def test_one_process_is_enough_where_there_is_little(arguments: tuple[str, ...]) -> None:
    assert processes_for(_config(*arguments)) == 0
    assert processes_for(_config(*arguments, "tests/builds")) == 4


def test_a_path_is_seen_from_the_folder_in_which_pytest_was_started() -> None:
    assert processes_for(_config("test_processes.py", folder=ROOT / "tests" / "unit")) == 0
    assert processes_for(_config("builds", folder=ROOT / "tests")) == 4


@pytest.mark.parametrize("option", ["collectonly", "trace"])
def test_nothing_is_distributed_that_is_only_listed_or_traced(option: str) -> None:
    assert processes_for(_config(option=option)) == 0


def test_the_number_in_the_environment_is_preserved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_XDIST_AUTO_NUM_WORKERS", "3")
    assert processes_for(_config()) is None


def test_the_number_of_cores_is_that_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    expected = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert processes_for(_config()) == expected


def test_it_is_the_default() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert "--numprocesses=auto" in options["addopts"]
