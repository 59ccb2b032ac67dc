from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.mail import dates


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020 年 8 月 28 日 14:01", datetime(2020, 8, 28, 14, 1)),
        ("2020年8月20日(星期四) 18:02", datetime(2020, 8, 20, 18, 2)),
        ("2020年8月20日（星期四） 18：02", datetime(2020, 8, 20, 18, 2)),
        ("2020 年 8 月 21 日 9:15", datetime(2020, 8, 21, 9, 15)),
        (
            "2020-04-28 18:04:27.113000+00:00",
            datetime(2020, 4, 28, 18, 4, 27, 113000, tzinfo=UTC),
        ),
        ("2020/4/28 18:04:09", datetime(2020, 4, 28, 18, 4, 9)),
        ("4/28/2020 6:04 PM", datetime(2020, 4, 28, 18, 4)),
        ("4/28/2020 12:04 AM", datetime(2020, 4, 28, 0, 4)),
        ("4/28/2020 12:04 PM", datetime(2020, 4, 28, 12, 4)),
        ("28/4/2020 18:04", datetime(2020, 4, 28, 18, 4)),
        ("3/4/2020 18:04", datetime(2020, 3, 4, 18, 4)),
        ("3.4.2020 18:04", datetime(2020, 4, 3, 18, 4)),
        ("Tuesday, April 28, 2020 6:04 PM", datetime(2020, 4, 28, 18, 4)),
        ("28. April 2020 um 18:04:09", datetime(2020, 4, 28, 18, 4, 9)),
        ("mardi 28 avril 2020 à 18h04", datetime(2020, 4, 28, 18, 4)),
        ("2020年4月28日 (周二) 下午 6:04", datetime(2020, 4, 28, 18, 4)),
        ("2020年4月28日 上午 9:04", datetime(2020, 4, 28, 9, 4)),
        ("2020年4月28日 中午12:30", datetime(2020, 4, 28, 12, 30)),
        ("2020年4月28日 中午1:30", datetime(2020, 4, 28, 13, 30)),
        ("2020年4月28日 凌晨12:05", datetime(2020, 4, 28, 0, 5)),
        ("2020年4月28日 18点04分", datetime(2020, 4, 28, 18, 4)),
        ("2020-04-28", datetime(2020, 4, 28)),
    ],
)
def test_every_form_that_mails_carry_is_read(text: str, moment: datetime) -> None:
    assert dates.parse(text) == moment


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [
        ("+0800", 480),
        ("+08:00", 480),
        ("-0730", -450),
        ("GMT+8", 480),
        ("(UTC+05:30)", 330),
        ("Z", 0),
        ("GMT", 0),
        ("-0000", 0),
        ("EST", -300),
        ("+0800 (CST)", 480),
    ],
)
def test_a_zone_is_kept(zone: str, minutes: int) -> None:
    expected = datetime(2020, 4, 28, 18, 4, 27, tzinfo=timezone(timedelta(minutes=minutes)))
    assert dates.parse(f"Tue, 28 Apr 2020 18:04:27 {zone}") == expected


@pytest.mark.parametrize("zone", ["", "CST", "+9900", "+2460"])
def test_without_a_zone_that_can_be_the_time_is_naive(zone: str) -> None:
    assert dates.parse(f"28 Apr 2020 18:04:27 {zone}") == datetime(2020, 4, 28, 18, 4, 27)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "next week",
        "30 Feb 2020 10:00",
        "2020-13-01 10:00",
        "2020-04-28 25:00",
        "28 Foo 2020 10:00",
        "version 10.0.17763.592",
        "400-000-0199",
        "0000-00-00 00:00",
    ],
)
def test_what_cannot_be_a_time_is_none(text: str) -> None:
    assert dates.parse(text) is None


@pytest.mark.parametrize("year", ["0001", "1970", "1900", "9999"])
def test_a_year_before_or_after_all_mail_is_none(year: str) -> None:
    assert dates.parse(f"{year}-01-01 00:00:00 +0800") is None


def test_a_date_is_found_with_its_place_in_a_line() -> None:
    line = "On Mon, Mar 2, 2020 at 9:15 AM Lin Mo wrote:"
    found = dates.find(line)
    assert found is not None
    assert (found.moment, line[found.start : found.end]) == (
        datetime(2020, 3, 2, 9, 15),
        "Mar 2, 2020 at 9:15 AM",
    )


@given(
    st.datetimes(datetime(1980, 1, 1), datetime(2199, 12, 31)),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_iso_times_come_back_as_they_were(moment: datetime, zone: timezone) -> None:
    assert dates.parse(moment.isoformat(" ")) == moment
    assert dates.parse(moment.replace(tzinfo=zone).isoformat()) == moment.replace(tzinfo=zone)


@given(st.text(alphabet="0123456789年月日:/-.+ APMGT,上午", max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    moment = dates.parse(text)
    assert moment is None or moment.tzinfo is None or moment.utcoffset() is not None
