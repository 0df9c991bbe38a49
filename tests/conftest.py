"""What all tests share: how much Hypothesis tries, and in how many processes they run.

``--hypothesis-profile=thorough`` takes an hour and more.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.processes import processes_for

# building a site takes as long as the machine is busy: no deadline
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("patient"), max_examples=2_000)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile, unless the command line has."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("patient")


@pytest.hookimpl(optionalhook=True)  # it is one of pytest-xdist's
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Answer ``-n auto``, which pyproject.toml makes the default."""
    return processes_for(config)
