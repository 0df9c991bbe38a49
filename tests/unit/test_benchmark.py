"""The benchmark, as far as no time is measured: its posts, what it refuses to measure, and its table."""

from __future__ import annotations

import importlib
import os
import py_compile
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.__main__ import main
from benchmarks.compiled import compile_packages, is_compiled, uncompiled
from benchmarks.corpus import TAGS, Edit, post_text, write_corpus
from benchmarks.engines import ENGINES
from benchmarks.measure import Sample
from benchmarks.report import as_json, as_markdown
from benchmarks.run import Plan, Result, UncompiledError, run

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus

PLAN = Plan(
    posts=40,
    corpus="short",
    theme="furo",
    jobs=2,
    repeat=1,
    engines=tuple(ENGINES[n] for n in ("plain", "plain-gc", "blog")),
)


def _sample(seconds: float, *, peak: int = 100, environment: int = 10) -> Sample:
    mebi = 1024 * 1024
    return Sample(
        seconds=seconds,
        cpu_seconds=2 * seconds,
        peak_bytes=peak * mebi,
        environment_bytes=environment * mebi,
        written=3,
        pages=45,
    )


def _result(engine: str, *samples: Sample, plan: Plan = PLAN) -> Result:
    baselines = {"plain": (_sample(4.0),), "plain-gc": (_sample(2.0),)}
    return Result(
        scenario="fresh", engine=engine, samples=samples, baselines={name: baselines[name] for name in plan.baselines}
    )


@pytest.mark.parametrize("number", range(12))
def test_a_short_post_has_5_kb_of_paragraphs(number: int) -> None:
    text = post_text(number, 40, corpus="short")
    assert 4_500 < len(text.encode()) < 5_600
    assert "```" not in text
    assert "$" not in text
    blocks = text.split("\n\n")
    assert 9 <= sum(block[0] not in "-#|<" for block in blocks) <= 20


def test_one_short_post_in_five_has_a_table() -> None:
    assert [n for n in range(20) if "| name |" in post_text(n, 40, corpus="short")] == [0, 5, 10, 15]


@pytest.mark.parametrize("corpus", ["long", "short"])
def test_an_edit_changes_what_it_names_and_nothing_else(corpus: Corpus) -> None:
    before = post_text(20, 40, corpus=corpus)
    assert post_text(20, 40, corpus=corpus) == before
    assert post_text(20, 40, Edit(lead="Early."), corpus=corpus).replace(" Early.", "") == before
    assert post_text(20, 40, Edit(tail="Late."), corpus=corpus).replace("\n\nLate.", "") == before
    changed = post_text(20, 40, Edit(tag=TAGS[0]), corpus=corpus).splitlines()
    differ = [new for new, old in zip(changed, before.splitlines(), strict=True) if new != old]
    assert [line.partition(":")[0] for line in differ] == ["tags"]


def test_the_lead_of_a_short_post_is_above_its_more_comment() -> None:
    text = post_text(21, 40, Edit(lead="Early."), corpus="short")
    assert text.index("Early.") < text.index("<!-- more -->")


@pytest.mark.parametrize("corpus", ["long", "short"])
def test_a_blog_has_the_posts_it_was_asked_for(tmp_path: Path, corpus: Corpus) -> None:
    write_corpus(tmp_path, 7, corpus=corpus, toctree=("blog/index",))
    assert len(list((tmp_path / "posts").iterdir())) == 7
    assert "blog/index" in (tmp_path / "index.md").read_text(encoding="utf-8")
    assert (tmp_path / "posts/post-00003.md").read_text(encoding="utf-8") == post_text(3, 7, corpus=corpus)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one module, not compiled."""
    folder = tmp_path / "measured_package"
    (folder / "inner").mkdir(parents=True)
    for name in ("__init__.py", "inner/module.py"):
        (folder / name).write_text("VALUE = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    importlib.invalidate_caches()
    return folder


def test_a_package_is_compiled_whatever_the_environment_forbids(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert uncompiled([package.name]) == [package / "__init__.py", package / "inner/module.py"]
    compile_packages([package.name])
    assert uncompiled([package.name]) == []
    assert package.name not in sys.modules


@pytest.mark.parametrize(
    "mode", [py_compile.PycInvalidationMode.TIMESTAMP, py_compile.PycInvalidationMode.CHECKED_HASH]
)
def test_what_was_compiled_from_another_text_is_not_compiled(
    package: Path, mode: py_compile.PycInvalidationMode
) -> None:
    module = package / "inner/module.py"
    py_compile.compile(str(module), invalidation_mode=mode)
    assert is_compiled(module)
    module.write_text("VALUE = 22\n", encoding="utf-8")
    os.utime(module, (1, 1))
    assert not is_compiled(module)


def test_the_wreck_of_a_compiled_module_is_not_one(package: Path) -> None:
    module = package / "inner/module.py"
    compiled = py_compile.compile(str(module))
    assert compiled is not None
    Path(compiled).write_bytes(b"PYC")
    assert not is_compiled(module)


def test_nothing_is_measured_uncompiled(tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file where the compiled modules would go stands for a folder that cannot be written: root may write all."""
    (package / "__pycache__").write_text("", encoding="utf-8")
    monkeypatch.setattr("benchmarks.run.ALWAYS_LOADED", (package.name,))
    plan = Plan(posts=1, corpus="short", theme="furo", jobs=1, repeat=1, engines=(ENGINES["plain"],))
    with pytest.raises(UncompiledError, match=r"1 modules are not compiled, for example .*measured_package"):
        run(plan, tmp_path / "sites")
    assert not (tmp_path / "sites").exists()


def test_the_command_ends_with_a_message_where_it_cannot_measure(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "__pycache__").write_text("", encoding="utf-8")
    monkeypatch.setattr("benchmarks.run.ALWAYS_LOADED", (package.name,))
    assert main(["--engines", "plain", "--posts", "1"]) == 1
    assert "not compiled" in capsys.readouterr().err


def test_the_options_of_the_command_reach_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Plan] = []

    def fake_run(plan: Plan, _root: Path) -> list[Result]:
        seen.append(plan)
        return []

    monkeypatch.setattr("benchmarks.__main__.run", fake_run)
    assert main(["--corpus", "short", "-j", "2", "--posts", "9", "--engines", "blog,plain"]) == 0
    assert main([]) == 0
    assert (seen[0].corpus, seen[0].jobs, seen[0].posts) == ("short", 2, 9)
    assert [engine.name for engine in seen[0].engines] == ["plain", "blog"]
    assert (seen[1].corpus, seen[1].jobs, seen[1].posts) == ("long", 1, 1000)
    assert [engine.name for engine in seen[1].engines][:3] == ["plain", "plain-gc", "blog"]


def test_the_table_compares_with_both_plains() -> None:
    table = as_markdown(PLAN, [_result("blog", _sample(5.0, peak=125, environment=16))]).splitlines()
    assert table[0].startswith("40 short posts, furo, -j 2, median of 1, ")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:5]]
    row = dict(zip(cells[0], cells[2], strict=True))
    assert row == {
        "scenario": "fresh",
        "engine": "blog",
        "wall ÷ plain": "1.25",
        "wall ÷ plain, equal gc": "2.50",
        "CPU ÷ plain": "1.25",
        "CPU ÷ plain, equal gc": "2.50",
        "peak memory ÷ plain": "1.25",
        "peak memory ÷ plain, equal gc": "1.25",
        "environment ÷ plain": "1.60",
        "wall s": "5.00",
        "CPU s": "10.00",
        "peak MiB": "125",
        "environment MiB": "16.00",
        "html written": "3",
        "pages": "45",
    }
    assert '"wall ÷ plain, equal gc": 2.5' in as_json(PLAN, [_result("blog", _sample(5.0))])


def test_without_plain_sphinx_the_first_engine_is_the_baseline() -> None:
    plan = Plan(posts=1, corpus="long", theme="furo", jobs=1, repeat=1, engines=(ENGINES["blog"],))
    assert plan.baselines == ("blog",)
    assert plan.packages[-1] == "sphinxext_blog"
    assert PLAN.baselines == ("plain", "plain-gc")


def test_a_ratio_is_the_median_of_the_rounds_ratios() -> None:
    result = Result(
        scenario="fresh",
        engine="blog",
        samples=(_sample(2.0), _sample(9.0), _sample(30.0)),
        baselines={"plain": (_sample(1.0), _sample(3.0), _sample(20.0))},
    )
    assert result.ratio("plain", lambda sample: sample.seconds) == 2.0
    assert result.middle(lambda sample: sample.seconds) == 9.0
