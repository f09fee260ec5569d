"""Fixtures for every test."""

import pytest
from django.core.cache import cache

pytest_plugins = ["tests.cast"]


@pytest.fixture(autouse=True)
def _forget_rate_limits() -> None:
    """Start each test with an empty cache: rate limits count there."""
    cache.clear()
