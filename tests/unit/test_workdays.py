"""Working days against a slow calendar that counts day by day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onething.base.workdays import DAY_MS, Calendar, day_of, start_of

START = date(2026, 1, 1).toordinal()
DAYS = st.integers(START, START + 720)
CALENDARS = st.builds(
    Calendar,
    holidays=st.frozensets(DAYS, max_size=30),
    makeup=st.frozensets(DAYS, max_size=10),
    published=st.just(frozenset({2026})),
)


def slowly(calendar, day, count):
    while count:
        day += 1
        weekday = date.fromordinal(day).weekday() < 5
        if day in calendar.makeup or (weekday and day not in calendar.holidays):
            count -= 1
    return day


@given(CALENDARS, DAYS, st.integers(0, 60))
def test_adding_agrees_with_counting_day_by_day(calendar, day, count):
    end = calendar.add(day, count)
    assert end == slowly(calendar, day, count)
    assert calendar.between(day, end) == count


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_parts_of_a_limit_come_in_order_and_end_with_it(calendar, day, limit):
    half, most, whole = (calendar.part(day, limit, percent) for percent in (50, 80, 100))
    assert start_of(day) < half < most < whole == calendar.end(day, limit)


@given(st.integers(0, 4_000_000_000_000))
def test_a_moment_lies_in_its_day(moment):
    assert start_of(day_of(moment)) <= moment < start_of(day_of(moment)) + DAY_MS


def test_a_year_without_a_notice_is_provisional():
    calendar = Calendar(published=frozenset({2026}))
    assert not calendar.is_provisional(date(2026, 12, 31).toordinal())
    assert calendar.is_provisional(date(2027, 1, 1).toordinal())
