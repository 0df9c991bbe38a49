"""Runs every scenario with every engine in turn, and keeps what was measured.

The machine's clock is noisy and drifts, so engines alternate within each scenario, each round begins with another
one, and an engine is compared with plain Sphinx of the same round: a slow minute slows both.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.corpus import write_corpus
from benchmarks.measure import Sample, Site, build
from benchmarks.scenarios import SCENARIOS, settle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.engines import Engine
    from benchmarks.scenarios import Scenario

__all__ = ["Plan", "Result", "run"]

WARM_UP_POSTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What was asked for."""

    posts: int
    theme: str
    jobs: int
    repeat: int
    engines: tuple[Engine, ...]
    """The first is what the others are compared with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One engine in one scenario; the sample of a round stands beside the baseline's of the same round."""

    scenario: str
    engine: str
    samples: tuple[Sample, ...]
    baseline: tuple[Sample, ...]

    @property
    def wall_ratio(self) -> float:
        """The median of the rounds' ratios."""
        pairs = zip(self.samples, self.baseline, strict=True)
        return median(sample.seconds / base.seconds for sample, base in pairs)

    @property
    def memory_ratio(self) -> float:
        """Likewise for the peak of resident memory."""
        pairs = zip(self.samples, self.baseline, strict=True)
        return median(sample.peak_bytes / base.peak_bytes for sample, base in pairs)

    @property
    def seconds(self) -> float:
        """The median of wall time."""
        return median(sample.seconds for sample in self.samples)

    @property
    def peak_bytes(self) -> float:
        """The median of the peaks."""
        return median(sample.peak_bytes for sample in self.samples)


def _lay_out(site: Site, engine: Engine, theme: str, posts: int) -> None:
    write_corpus(site.source, posts, toctree=engine.toctree)
    (site.source / "conf.py").write_text(engine.conf_py(theme), encoding="utf-8")


def _warm_up(plan: Plan, root: Path) -> None:
    """Build a tiny site with each engine: whoever is first must not pay for compiling and for cold disks."""
    for engine in plan.engines:
        site = Site(root=root / f"warm-up-{engine.name}")
        _lay_out(site, engine, plan.theme, WARM_UP_POSTS)
        build(site, jobs=plan.jobs)


def _measure(scenario: Scenario, site: Site, plan: Plan, turn: int) -> Sample:
    scenario.prepare(site, plan.posts, turn)
    sample = build(site, jobs=plan.jobs)
    if not scenario.proves_itself(site, plan.posts):
        message = f"{site.root.name}, {scenario.name}: the edited post was not written again"
        raise RuntimeError(message)
    print(f"{scenario.name}, {site.root.name}: {sample.seconds:.2f} s, {sample.written} written", file=sys.stderr)
    return sample


def _turns(engines: Sequence[Engine], repeat: int) -> list[list[str]]:
    """The order of the engines in each round: everyone is first as often as the number of rounds allows."""
    names = [engine.name for engine in engines]
    return [names[turn % len(names) :] + names[: turn % len(names)] for turn in range(repeat)]


def run(plan: Plan, root: Path) -> list[Result]:
    """Measure everything below `root`, which keeps the sites; the results stand in the order of the scenarios."""
    sites = {engine.name: Site(root=root / engine.name) for engine in plan.engines}
    _warm_up(plan, root)
    for engine in plan.engines:
        _lay_out(sites[engine.name], engine, plan.theme, plan.posts)
    results = []
    for scenario in SCENARIOS:
        samples: dict[str, list[Sample]] = {name: [] for name in sites}
        for turn, names in enumerate(_turns(plan.engines, plan.repeat)):
            if scenario.edit is not None:
                settle()
            for name in names:
                samples[name].append(_measure(scenario, sites[name], plan, turn))
        baseline = tuple(samples[plan.engines[0].name])
        results += [
            Result(scenario=scenario.name, engine=name, samples=tuple(measured), baseline=baseline)
            for name, measured in samples.items()
        ]
    return results
