"""Previews: which builds only authors see."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext_blog import site
from sphinxext_blog.site import is_autobuild, is_preview, starting_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTOBUILD = "/venv/bin/python /venv/bin/sphinx-autobuild docs out"


@pytest.mark.parametrize(
    "command",
    [
        AUTOBUILD,
        "sphinx-autobuild docs out",
        "/usr/bin/python3.12 -m sphinx_autobuild docs out",
        "python -X dev -u -m sphinx_autobuild docs out",
        "python -W error /venv/bin/sphinx-autobuild docs out",
        "/venv/bin/python /venv/lib/python3.12/site-packages/sphinx_autobuild/__main__.py docs out",
        "/Users/A Name/my venv/bin/python /Users/A Name/my venv/bin/sphinx-autobuild docs out",
        "/Library/Python.app/Contents/MacOS/Python /venv/bin/sphinx-autobuild docs",
        r"C:\venv\Scripts\sphinx-autobuild.exe docs out",
        r"C:\venv\Scripts\python.exe C:\venv\Scripts\sphinx-autobuild.exe docs out",
        r"C:\venv\Scripts\python.exe -m sphinx_autobuild docs out",
        "pypy3 /venv/bin/sphinx-autobuild docs out",
        "/venv/bin/sphinx-autobuild",
    ],
)
def test_sphinx_autobuild_is_recognised(command: str) -> None:
    assert is_autobuild(command)


@pytest.mark.parametrize(
    "command",
    [
        "", "bash", "-bash", "make html", "make sphinx-autobuild", "nox -s sphinx-autobuild",
        "tox -c /src/sphinx-autobuild", "make -C /src/sphinx-autobuild html", "python -m tox -c /src/sphinx-autobuild",
        "/venv/bin/python /venv/bin/sphinx-build docs out", "bash /src/sphinx-autobuild/build.sh",
        "python -m sphinx_autobuild_tools", "python -c 'import sphinx_autobuild'", "vim sphinx-autobuild-notes.txt",
        "python -m pytest tests/sphinx_autobuild",
    ],
)  # fmt: skip
def test_nothing_else_is(command: str) -> None:
    assert not is_autobuild(command)


@pytest.mark.parametrize(
    ("mode", "environment", "commands", "expected"),
    [
        ("auto", {}, ["bash"], False),
        ("auto", {}, [], False),
        ("auto", {}, [AUTOBUILD], True),
        ("auto", {}, ["python -m sphinx", AUTOBUILD], True),
        ("hide", {}, [AUTOBUILD], False),
        ("show", {}, [], True),
        ("auto", {"READTHEDOCS_VERSION_TYPE": "external"}, [], True),
        ("auto", {"READTHEDOCS_VERSION_TYPE": "branch"}, [], False),
        ("hide", {"READTHEDOCS_VERSION_TYPE": "external"}, [], False),
        ("auto", {"SPHINX_AUTOBUILD": "1"}, [], True),
        ("auto", {"SPHINX_AUTOBUILD": "0"}, [AUTOBUILD], False),
        ("auto", {"SPHINX_AUTOBUILD": ""}, [AUTOBUILD], False),
    ],
)
def test_a_preview_is_asked_for_or_recognised(
    mode: str, environment: Mapping[str, str], commands: list[str], expected: bool
) -> None:
    assert is_preview(mode, environment, lambda: commands) is expected


def test_options_take_precedence_over_the_machine() -> None:
    def never() -> list[str]:
        raise AssertionError

    assert is_preview("show", {}, never)
    assert not is_preview("hide", {}, never)
    assert is_preview("auto", {"SPHINX_AUTOBUILD": "yes"}, never)


def _asked_from_below(function: str) -> str:
    """What a process says of the process that started it, which is this one."""
    code = f"from sphinxext_blog import site; import os; print(site.{function})"
    asked = [sys.executable, "-c", code]
    return subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="POSIX")
@pytest.mark.parametrize("way", ["starting_commands()", "_commands_by_ps(os.getppid())", "_commands_by_psutil()"])
def test_every_way_of_asking_names_the_parent(way: str) -> None:
    """Linux tells by a file, other systems by ``ps``, Windows by psutil; here all three do."""
    if "psutil" in way:
        pytest.importorskip("psutil")
    me = " ".join(Path(f"/proc/{os.getpid()}/cmdline").read_bytes().decode().split("\0")[:1])
    assert Path(me).name in _asked_from_below(way)


def test_a_machine_without_variables_is_not_a_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert site._commands_by_ps(1) == []
    monkeypatch.setattr(shutil, "which", lambda _name: "/nowhere/ps")
    assert site._commands_by_ps(1) == []
    monkeypatch.setitem(sys.modules, "psutil", None)
    assert site._commands_by_psutil() == []
    monkeypatch.setattr(os, "getppid", lambda: 2**31)
    assert starting_commands() == []
