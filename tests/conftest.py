"""Fixtures for every test."""

import pytest
from django.core.cache import cache
from hypothesis import settings

pytest_plugins = ["tests.cast"]

# How long an example takes says more about the machine than about the code.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture(autouse=True)
def _forget_rate_limits() -> None:
    """Start each test with an empty cache: rate limits count there."""
    cache.clear()
