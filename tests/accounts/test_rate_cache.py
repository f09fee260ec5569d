"""The cache that rate limits count in."""

from pathlib import Path

import pytest

from iamlab.accounts.rate_cache import RateCache


@pytest.fixture
def cache(tmp_path: Path) -> RateCache:
    """A cache that is full with fifty entries."""
    return RateCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 50, "CULL_FREQUENCY": 10}})


def test_what_counts_stays_as_long_as_others_have_expired(cache: RateCache) -> None:
    cache.set("wrong-passwords", 5, 300)
    for number in range(500):
        cache.set(f"before-{number}", 1, 0)
    assert cache.get("wrong-passwords") == 5


def test_it_stays_within_its_size_also_where_nothing_has_expired(cache: RateCache, tmp_path: Path) -> None:
    for number in range(200):
        cache.set(f"now-{number}", 1, 60)
    assert len(list(tmp_path.iterdir())) <= 50
