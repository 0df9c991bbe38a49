"""Runs every scenario with every engine in turn, and keeps what was measured.

The machine's clock is noisy and drifts, so engines alternate within each scenario, each round begins with another
one, and an engine is compared with plain Sphinx of the same round: a slow minute slows both.  Before the first build
the packages are compiled; nothing is measured with one that is not.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.compiled import compile_packages, uncompiled
from benchmarks.corpus import Corpus, write_corpus
from benchmarks.engines import PLAIN, PLAIN_EQUAL_GC
from benchmarks.measure import Sample, Site, build
from benchmarks.scenarios import SCENARIOS, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.engines import Engine
    from benchmarks.scenarios import Scenario

__all__ = ["Plan", "Result", "UncompiledError", "run"]

WARM_UP_POSTS = 3
ALWAYS_LOADED = ("sphinx", "docutils", "myst_parser")
"""What every engine loads, beside its extension."""


class UncompiledError(RuntimeError):
    """A package that every build would compile again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What was asked for."""

    posts: int
    corpus: Corpus
    theme: str
    jobs: int
    repeat: int
    engines: tuple[Engine, ...]

    @property
    def baselines(self) -> tuple[str, ...]:
        """The engines that the others are compared with: the plain ones, or the first if there is none."""
        plain = [engine.name for engine in self.engines if engine.name in {PLAIN, PLAIN_EQUAL_GC}]
        return tuple(plain or [self.engines[0].name])

    @property
    def packages(self) -> tuple[str, ...]:
        """What the builds import."""
        return *ALWAYS_LOADED, *(engine.extension for engine in self.engines if engine.extension)


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One engine in one scenario; the sample of a round is compared with each baseline's of the same round."""

    scenario: str
    engine: str
    samples: tuple[Sample, ...]
    baselines: dict[str, tuple[Sample, ...]]

    def ratio(self, baseline: str, measure: Callable[[Sample], float]) -> float:
        """Return the median of the rounds' ratios of `measure` to `baseline`."""
        pairs = zip(self.samples, self.baselines[baseline], strict=True)
        return median(measure(sample) / measure(base) for sample, base in pairs)

    def middle(self, measure: Callable[[Sample], float]) -> float:
        """Return the median of `measure`."""
        return median(measure(sample) for sample in self.samples)


def _require_compiled(packages: tuple[str, ...]) -> None:
    """Compile `packages`.

    :raises UncompiledError: if that was impossible; the figures would be those of a compiler.
    """
    compile_packages(packages)
    if missing := uncompiled(packages):
        message = (
            f"{len(missing)} modules are not compiled, for example {missing[0]}: every build would compile them again. "
            "Make their __pycache__ folders writable, or run `python -m compileall` there."
        )
        raise UncompiledError(message)


def _lay_out(site: Site, engine: Engine, plan: Plan, posts: int) -> None:
    write_corpus(site.source, posts, corpus=plan.corpus, toctree=engine.toctree)
    (site.source / "conf.py").write_text(engine.conf_py(plan.theme), encoding="utf-8")


def _warm_up(plan: Plan, root: Path) -> None:
    """Build a tiny site with each engine: whoever is first must not pay for a cold disk or for compiling a theme."""
    for engine in plan.engines:
        site = Site(root=root / f"warm-up-{engine.name}")
        _lay_out(site, engine, plan, WARM_UP_POSTS)
        build(site, jobs=plan.jobs)


def _measure(scenario: Scenario, site: Site, plan: Plan, turn: int) -> Sample:
    scenario.prepare(site, plan.posts, turn, corpus=plan.corpus)
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
    """Measure everything below `root`, which keeps the sites; return the results in the order of the scenarios.

    :raises UncompiledError: if builds would compile a package each time.
    """
    _require_compiled(plan.packages)
    sites = {engine.name: Site(root=root / engine.name) for engine in plan.engines}
    _warm_up(plan, root)
    for engine in plan.engines:
        _lay_out(sites[engine.name], engine, plan, plan.posts)
    results = []
    for scenario in SCENARIOS:
        samples: dict[str, list[Sample]] = {name: [] for name in sites}
        for turn, names in enumerate(_turns(plan.engines, plan.repeat)):
            if scenario.edit is not None:
                settle()
            for name in names:
                samples[name].append(_measure(scenario, sites[name], plan, turn))
        baselines = {name: tuple(samples[name]) for name in plan.baselines}
        results += [
            Result(scenario=scenario.name, engine=name, samples=tuple(measured), baselines=baselines)
            for name, measured in samples.items()
        ]
    return results
