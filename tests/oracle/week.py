"""Reports of the hours of the week: 0 is Monday 00:00."""
import collections

from .numbers import tenths


def week_hour(local_hour):
    return (local_hour + 3 * 24) % 168    # 1970-01-01 was a Thursday


def count_hours(q):
    """Messages by hour of the week; of hours of which nothing was recorded, None."""
    seen = set()
    for part in q.parts:
        for at, end in part.covered_now():
            while at <= end and len(seen) < 168:
                seen.add(week_hour(part.zone.local(at) // 3600))
                at = (at // 900 + 1) * 900    # clocks change hours at quarters only
    counts = collections.Counter(week_hour(m.hour) for m in q.messages())
    return [counts[hour] if hour in seen or hour in counts else None for hour in range(168)]


def heatmap(q):
    for hour, messages in enumerate(count_hours(q)):
        yield {"weekday": hour // 24 + 1, "hour": hour % 24, "messages": messages}


def added(cells):
    known = [cell for cell in cells if cell is not None]
    return sum(known) if known else None


def shares(q, name, first, rows):
    total = sum(row or 0 for row in rows)
    for i, messages in enumerate(rows):
        yield {name: first + i, "messages": messages,
               "share": None if messages is None else tenths(100 * messages, total)}


def hours(q):
    cells = count_hours(q)
    return shares(q, "hour", 0, [added(cells[hour::24]) for hour in range(24)])


def weekdays(q):
    cells = count_hours(q)
    return shares(q, "weekday", 1, [added(cells[24 * day:24 * day + 24]) for day in range(7)])
