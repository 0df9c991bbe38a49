"""Results as a Markdown table for people, and as JSON with every sample."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from benchmarks.engines import PLAIN_EQUAL_GC

if TYPE_CHECKING:
    from benchmarks.measure import Sample
    from benchmarks.run import Plan, Result

__all__ = ["as_json", "as_markdown"]

MEBI = 1024 * 1024


def _seconds(sample: Sample) -> float:
    return sample.seconds


def _cpu(sample: Sample) -> float:
    return sample.cpu_seconds


def _peak(sample: Sample) -> float:
    return sample.peak_bytes


def _environment(sample: Sample) -> float:
    return sample.environment_bytes


MEASURES = {"wall": _seconds, "CPU": _cpu, "peak memory": _peak, "environment": _environment}
"""What has a ratio, by the heading of its column."""


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


def _versions(plan: Plan) -> dict[str, str]:
    """Return the versions of what was measured; a theme is named as its distribution is."""
    extensions = [engine.distribution for engine in plan.engines if engine.distribution]
    distributions = ["sphinx", "myst-parser", plan.theme.replace("_", "-"), *extensions]
    return {"python": platform.python_version(), **{name: _version(name) for name in distributions}}


def _ratio_columns(plan: Plan) -> list[tuple[str, str]]:
    """Return what is divided by which baseline.

    The environment has the same size with other thresholds, so it is compared with one baseline only.
    """
    columns = [(measure, baseline) for measure in ("wall", "CPU", "peak memory") for baseline in plan.baselines]
    return [*columns, ("environment", plan.baselines[0])]


def _heading(measure: str, baseline: str) -> str:
    return f"{measure} ÷ {'plain, equal gc' if baseline == PLAIN_EQUAL_GC else baseline}"


def _header(plan: Plan) -> list[str]:
    ratios = [_heading(*column) for column in _ratio_columns(plan)]
    names = ["scenario", "engine", *ratios, "wall s", "CPU s", "peak MiB", "environment MiB", "html written", "pages"]
    rules = [":---" if name in {"scenario", "engine"} else "---:" for name in names]
    return [f"| {' | '.join(cells)} |" for cells in (names, rules)]


def _row(plan: Plan, result: Result) -> str:
    last = result.samples[-1]
    cells = (
        result.scenario,
        result.engine,
        *(f"{result.ratio(baseline, MEASURES[measure]):.2f}" for measure, baseline in _ratio_columns(plan)),
        f"{result.middle(_seconds):.2f}",
        f"{result.middle(_cpu):.2f}",
        f"{result.middle(_peak) / MEBI:.0f}",
        f"{result.middle(_environment) / MEBI:.2f}",
        str(last.written),
        str(last.pages),
    )
    return f"| {' | '.join(cells)} |"


def as_markdown(plan: Plan, results: list[Result]) -> str:
    """Return the table, below a line that names what was built and above one with the versions."""
    about = (
        f"{plan.posts} {plan.corpus} posts, {plan.theme}, -j {plan.jobs}, "
        f"median of {plan.repeat}, {os.cpu_count()} cores"
    )
    used = ", ".join(f"{name} {number}" for name, number in _versions(plan).items())
    return "\n".join([about, "", *_header(plan), *(_row(plan, result) for result in results), "", used])


def as_json(plan: Plan, results: list[Result]) -> str:
    """Return settings, versions, and for each result its ratios and every sample."""
    record = {
        "settings": {name: getattr(plan, name) for name in ("posts", "corpus", "theme", "jobs", "repeat")},
        "versions": _versions(plan),
        "results": [
            {
                "scenario": result.scenario,
                "engine": result.engine,
                "ratios": {
                    _heading(measure, baseline): result.ratio(baseline, MEASURES[measure])
                    for measure, baseline in _ratio_columns(plan)
                },
                "samples": [asdict(sample) for sample in result.samples],
            }
            for result in results
        ],
    }
    return json.dumps(record, indent=2, ensure_ascii=False)
