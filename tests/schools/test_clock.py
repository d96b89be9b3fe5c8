"""The clock at the edge."""

from datetime import UTC, date, datetime, timedelta

import time_machine

from schools import clock


def test_now_is_aware_and_in_utc():
    with time_machine.travel(datetime(2026, 8, 31, 21, 30, tzinfo=UTC), tick=False):
        now = clock.now()
    assert now == datetime(2026, 8, 31, 21, 30, tzinfo=UTC)
    assert now.utcoffset() == timedelta(0)


def test_today_is_the_schools_local_day():
    with time_machine.travel(datetime(2026, 8, 31, 21, 30, tzinfo=UTC), tick=False):
        assert clock.today("Europe/Vilnius") == date(2026, 9, 1)
        assert clock.today("UTC") == date(2026, 8, 31)
