"""One build, measured: wall time, processor time, peak memory, the size of the environment and what it wrote.

Each build is a fresh process, as an author starts it.  The peak is the kernel's ``ru_maxrss`` of that process and of
the workers it waited for, the largest of them and not their sum.  A process inherits the peak of the one that starts
it, so this one has to stay small: it imports neither Sphinx nor the extension and never holds the corpus.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.compiled import child_environment

__all__ = ["Sample", "Site", "build"]

CHECKOUT = Path(__file__).resolve().parents[1]
"""Where builds start, so that an extension that is only checked out is found too."""
KIB = 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """Where one engine's sources and output are."""

    root: Path

    @property
    def source(self) -> Path:
        """The folder of ``conf.py`` and the posts."""
        return self.root / "source"

    @property
    def output(self) -> Path:
        """The folder of the pages."""
        return self.root / "html"

    @property
    def doctrees(self) -> Path:
        """The folder of the pickled environment."""
        return self.root / "doctrees"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """What one build cost and did."""

    seconds: float
    """Wall time of the whole process."""
    cpu_seconds: float
    """Processor time of it and of its workers; other processes of the machine change it less than wall time."""
    peak_bytes: int
    """Resident memory of its largest process."""
    environment_bytes: int
    """Size of ``environment.pickle`` after it."""
    written: int
    """HTML files that are new or were written again, even with the same bytes."""
    pages: int
    """HTML files after it."""


def _html_times(output: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in output.rglob("*.html")}


def _peak_bytes(usage_maxrss: int) -> int:
    # getrusage(2): kibibytes on Linux and the BSDs, bytes on macOS.
    return usage_maxrss if sys.platform == "darwin" else usage_maxrss * KIB


def build(site: Site, *, jobs: int) -> Sample:
    """Run ``sphinx-build`` once; a build that fails or warns is an error, for it does not do the same work."""
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-j", str(jobs), "-q", "-d", str(site.doctrees)]
    command += [str(site.source), str(site.output)]
    before = _html_times(site.output)
    log = site.root / "build.log"
    with log.open("wb") as stream:
        start = perf_counter()
        process = subprocess.Popen(
            command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, env=child_environment()
        )
        # wait4, not Popen.wait: it alone tells what this one child used.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text(encoding="utf-8", errors="replace").strip()
    if process.returncode or said:
        message = f"{' '.join(command)}\nended with {process.returncode} and said:\n{said[-4000:]}"
        raise RuntimeError(message)
    after = _html_times(site.output)
    written = sum(before.get(path) != time for path, time in after.items())
    return Sample(
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=_peak_bytes(usage.ru_maxrss),
        environment_bytes=(site.doctrees / "environment.pickle").stat().st_size,
        written=written,
        pages=len(after),
    )
