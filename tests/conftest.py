"""What all tests share: how much Hypothesis tries."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# building a site takes as long as the machine is busy: no deadline
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=2_000)
settings.load_profile("default")
