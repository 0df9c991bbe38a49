"""Previews: whether a build is one that only authors see.

sphinx-autobuild says nothing to the build that it starts, neither by an argument nor by the environment (seen in its
``build.py``, version 2025.8.25).  So the command line of the process that started the build is looked at.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["is_autobuild", "is_preview", "starting_commands"]

_MARK = "SPHINX_AUTOBUILD"
"""A variable of the environment, for machines that do not tell, and for tools like sphinx-autobuild."""
_OFF = ("", "0", "false", "no", "off")
_PATH = r"(?:[^ ]| (?!-))*"  # a path may have spaces in it; what follows " -" is the argument of another program
_AUTOBUILD = re.compile(
    rf"(?:{_PATH}(?:python|pypy)[\w.]*(?: -(?![mc])[a-z]+(?: [a-z]+)?)*? )?"  # an interpreter with its options
    r"(?:-m sphinx_autobuild"
    rf"|{_PATH}[/\\]sphinx_autobuild[/\\]__main__\.py"
    rf"|(?:{_PATH}[/\\])?sphinx-autobuild(?:-script\.py|\.exe)?)"
    r"(?: |$)",
    re.IGNORECASE,
)


def is_preview(mode: str, environment: Mapping[str, str], commands: Callable[[], list[str]]) -> bool:
    """Whether drafts and scheduled posts are shown: asked for, or in a build that only authors see.

    :param commands: gives what :func:`starting_commands` does.
    """
    if mode != "auto":
        return mode == "show"
    if environment.get("READTHEDOCS_VERSION_TYPE") == "external":
        return True
    if _MARK in environment:
        return environment[_MARK].strip().lower() not in _OFF
    return any(is_autobuild(command) for command in commands())


def is_autobuild(command: str) -> bool:
    """Whether a command line, its words joined by spaces, is that of sphinx-autobuild."""
    return _AUTOBUILD.match(command) is not None


def starting_commands() -> list[str]:
    """The command lines of what started this process, the nearest first; none where the machine does not tell."""
    parent = os.getppid()
    told = Path(f"/proc/{parent}/cmdline")  # Linux
    try:
        if told.exists():
            return [told.read_bytes().rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")]
    except OSError:  # not ours to read, or gone meanwhile
        return []
    return _told_by_psutil() if os.name == "nt" else _told_by_ps(parent)


def _told_by_ps(process: int) -> list[str]:
    """On macOS and the BSDs: POSIX has that command."""
    ps = shutil.which("ps")
    if ps is None:
        return []
    try:
        asked = [ps, "-o", "args=", "-p", str(process)]
        told = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return []
    return told.stdout.splitlines()


def _told_by_psutil() -> list[str]:
    """On Windows, which has no command for it; there ``python.exe`` of a virtual environment starts another one."""
    try:
        import psutil
    except ImportError:
        return []
    found = []
    try:
        for process in psutil.Process().parents()[:4]:
            found.append(" ".join(process.cmdline()))  # noqa: PERF401 - what was found before an error counts
    except psutil.Error:
        pass
    return found
