import pytest

from iamlab.cloud import advance_clock, assume_role
from tests.cloud.northwind import ANA, BEN, READER, READER_SESSION, northwind


def test_users_and_live_sessions_can_ask() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    assert list(cloud.principals()) == [ANA, BEN, READER_SESSION]
    assert list(advance_clock(cloud, 3_600).principals()) == [ANA, BEN]


def test_the_clock_runs_forward() -> None:
    cloud = northwind()
    assert (advance_clock(cloud, 90).now - cloud.now).total_seconds() == 90
    with pytest.raises(ValueError, match="forward"):
        advance_clock(cloud, -1)


@pytest.mark.parametrize("seconds", [10**11, 10**30])
def test_the_clock_stops_where_it_has_nothing_to_show(seconds: int) -> None:
    with pytest.raises(ValueError, match="cannot show"):
        advance_clock(northwind(), seconds)
