"""Results as a Markdown table for people, and as JSON for whoever wants every sample."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.run import Plan, Result

__all__ = ["as_json", "as_markdown"]

MEBI = 1024 * 1024
HEADER = (
    "| scenario | engine | wall ÷ plain | peak memory ÷ plain | wall s | peak MiB | html written | pages |",
    "| :--- | :--- | ---: | ---: | ---: | ---: | ---: | ---: |",
)


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


def _versions(plan: Plan) -> dict[str, str]:
    """What was measured with what; a theme is named as its distribution is."""
    extensions = [engine.distribution for engine in plan.engines if engine.distribution]
    distributions = ["sphinx", "myst-parser", plan.theme.replace("_", "-"), *extensions]
    return {"python": platform.python_version(), **{name: _version(name) for name in distributions}}


def _row(result: Result) -> str:
    last = result.samples[-1]
    cells = (
        result.scenario,
        result.engine,
        f"{result.wall_ratio:.2f}",
        f"{result.memory_ratio:.2f}",
        f"{result.seconds:.2f}",
        f"{result.peak_bytes / MEBI:.0f}",
        str(last.written),
        str(last.pages),
    )
    return f"| {' | '.join(cells)} |"


def as_markdown(plan: Plan, results: list[Result]) -> str:
    """The table, below a line that says what was built and above one with the versions."""
    baseline = plan.engines[0].name
    header = [line.replace("plain", baseline) for line in HEADER]
    about = f"{plan.posts} posts, {plan.theme}, -j {plan.jobs}, median of {plan.repeat}, {os.cpu_count()} cores"
    used = ", ".join(f"{name} {number}" for name, number in _versions(plan).items())
    return "\n".join([about, "", *header, *map(_row, results), "", used])


def as_json(plan: Plan, results: list[Result]) -> str:
    """Settings, versions, and for each result its ratios and every sample."""
    record = {
        "settings": {"posts": plan.posts, "theme": plan.theme, "jobs": plan.jobs, "repeat": plan.repeat},
        "versions": _versions(plan),
        "results": [
            {
                "scenario": result.scenario,
                "engine": result.engine,
                "wall_ratio": result.wall_ratio,
                "memory_ratio": result.memory_ratio,
                "samples": [asdict(sample) for sample in result.samples],
            }
            for result in results
        ],
    }
    return json.dumps(record, indent=2)
