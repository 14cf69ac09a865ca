"""Windows: [since, until), and what they were made from; and the periods of a series."""
import collections
import datetime
import re

from .clock import DAY, add_months, date_of, day_of, period_start, period_step


class Misuse(Exception):
    """A question that makes no sense: chatstat exits with 2."""


Span = collections.namedtuple("Span", "kind since until")    # kind: rolling days week month year fixed all


def parse_span(word, zone, now):
    today = zone.day(now)

    def days(kind, first, end):
        return Span(kind, zone.day_start(first), zone.day_start(end))

    if word == "all":
        return Span("all", 0, now)
    if word == "today":
        return days("days", today, today + 1)
    if word == "yesterday":
        return days("days", today - 1, today)
    if word in ("week", "month", "year"):
        first = period_start(today, word)
        return days(word, first, period_step(first, word, 1))
    match = re.fullmatch(r"([1-9]\d{0,3})([hdwmy])", word)
    if not match:
        return None
    n, unit = int(match[1]), match[2]
    if unit == "h":
        return Span("rolling", now - n * 3600, now)
    if unit in "dw":
        return days("days", today + 1 - n * (7 if unit == "w" else 1), today + 1)
    return days("days", add_months(today, -n * (12 if unit == "y" else 1)) + 1, today + 1)


def parse_time(word, zone, now, until):
    if re.fullmatch(r"@\d+", word):
        return int(word[1:])
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", word)
    if match:
        year, month, mday = (int(part) if part else None for part in match.groups())
        day = day_of(datetime.date(year, month or 1, mday or 1))
        if until:
            day = period_step(day, "day" if mday else "month" if month else "year", 1)
        return zone.day_start(day)
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:?\d\d)?", word)
    if match:
        local = day_of(datetime.date.fromisoformat(match[1])) * DAY
        local += int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4] or 0)
        if not match[5]:
            return zone.instant(local)
        if match[5] == "Z":
            return local
        sign = -1 if match[5][0] == "-" else 1
        return local - sign * (int(match[5][1:3]) * 3600 + int(match[5][-2:]) * 60)
    span = parse_span(word, zone, now)
    if span is None:
        raise Misuse("no time: " + word)
    return span.until if until else span.since


def is_midnight(zone, instant):
    return instant == zone.day_start(zone.day(instant))


def whole_days(window, zone):
    return is_midnight(zone, window.since) and is_midnight(zone, window.until)


def window_days(window, zone):
    if whole_days(window, zone):
        return zone.day(window.until) - zone.day(window.since)
    return -(-(window.until - window.since) // DAY)


def previous(window, zone, now, steps):
    """The (since, until) of the comparable window so many steps before; None if there is none."""
    if window.kind == "all" or window.since >= window.until or now < window.since:
        return None
    over = window.until <= now
    if window.kind == "rolling" or (window.kind == "fixed" and not whole_days(window, zone)):
        since = window.since - steps * (window.until - window.since)
        until = since + min(window.until, now) - window.since
    else:
        day = zone.day(window.since)
        if window.kind in ("week", "month", "year"):
            first = period_step(day, window.kind, -steps)
            end = period_step(day, window.kind, 1 - steps)
        else:
            length = zone.day(window.until) - day
            first, end = day - steps * length, day - (steps - 1) * length
        since, until = zone.day_start(first), zone.day_start(end)
        if not over:
            elapsed = zone.local(now) - day * DAY
            until = min(until, zone.instant(first * DAY + elapsed))
    return (since, until) if since >= 0 else None


class Period:
    """A period of a chat's calendar: label (hours, or first day), and its instants."""

    def __init__(self, zone, grain, label):
        self.label = label
        if grain == "hour":
            self.since, self.until = zone.instant(label * 3600), zone.instant((label + 1) * 3600)
        else:
            self.since = zone.day_start(label)
            self.until = zone.day_start(period_step(label, grain, 1))


def label_of(grain, day, hour):
    return hour if grain == "hour" else period_start(day, grain)


def label_at(grain, zone, instant):
    return label_of(grain, zone.day(instant), zone.local(instant) // 3600)


def label_step(grain, label, n):
    return label + n if grain == "hour" else period_step(label, grain, n)


def label_text(grain, label):
    if grain == "hour":
        return "%sT%02d:00" % (date_of(label // 24).isoformat(), label % 24)
    return date_of(label).isoformat()[:{"month": 7, "year": 4}.get(grain, 10)]


def comparable(grain, label, n):
    """The comparable period, n steps before: of hours and days the same of other days and weeks."""
    if grain == "hour":
        return label - 24 * n
    if grain == "day":
        return label - 7 * n
    return period_step(label, grain, -n)
