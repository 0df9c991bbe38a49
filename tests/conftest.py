"""What all tests share: how much Hypothesis tries, and in how many processes they run.

``--hypothesis-profile=thorough`` takes an hour and more.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.processes import processes_for

if TYPE_CHECKING:
    from collections.abc import Generator

# building a site takes as long as the machine is busy: no deadline
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("patient"), max_examples=2_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add an option for machines that have to run all tests."""
    parser.addoption("--missing-tools-fail", action="store_true", help="fail where a test lacks a package or a tool")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that skipped itself; one that is marked to be skipped does not fit this system or version."""
    report = yield
    if report.skipped and item.config.getoption("--missing-tools-fail") and not any(item.iter_markers("skipif")):
        report.outcome = "failed"
        report.longrepr = f"skipped, but nothing may be missing here: {call.excinfo and call.excinfo.value}"
    return report


def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile, unless the command line has."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Exclude the thousands of collected tests from garbage collection, which each build would search otherwise."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)  # it is one of pytest-xdist's
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Answer ``-n auto``, which pyproject.toml makes the default."""
    return processes_for(config)
