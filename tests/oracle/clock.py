"""Days, months and time zones.

A day is a number, days since 1970-01-01; a local time counts seconds likewise.
"""
import datetime
import zoneinfo

DAY = 86400
EPOCH = datetime.date(1970, 1, 1)


def date_of(day):
    return EPOCH + datetime.timedelta(days=day)


def day_of(date):
    return (date - EPOCH).days


def add_months(day, n):
    """The same date n months later, or the last day of that month."""
    date = date_of(day)
    months = date.year * 12 + date.month - 1 + n
    next_month = datetime.date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    last = (next_month - datetime.timedelta(days=1)).day
    return day_of(datetime.date(months // 12, months % 12 + 1, min(date.day, last)))


def period_start(day, grain):
    date = date_of(day)
    if grain == "week":
        return day - date.weekday()
    if grain == "month":
        return day_of(date.replace(day=1))
    if grain == "year":
        return day_of(date.replace(month=1, day=1))
    return day


def period_step(start, grain, n):
    """The start of the n-th period after (before: n < 0) the one that starts on a day."""
    if grain == "week":
        return start + 7 * n
    if grain == "month":
        return add_months(start, n)
    if grain == "year":
        return add_months(start, 12 * n)
    return start + n


class Zone:
    zones = {}

    def __init__(self, name):
        self.name = name
        self.info = zoneinfo.ZoneInfo(name)
        self.offsets = {}

    @classmethod
    def find(cls, name):
        if name not in cls.zones:
            cls.zones[name] = cls(name)
        return cls.zones[name]

    def offset(self, instant):
        quarter = instant // 900    # offsets change at quarters of an hour
        if quarter not in self.offsets:
            moment = datetime.datetime.fromtimestamp(quarter * 900, self.info)
            self.offsets[quarter] = int(moment.utcoffset().total_seconds())
        return self.offsets[quarter]

    def local(self, instant):
        return instant + self.offset(instant)

    def day(self, instant):
        return self.local(instant) // DAY

    def instant(self, local):
        """The earlier of two instants with this clock reading; if skipped, the first one after."""
        offsets = {self.offset(local - DAY), self.offset(local + DAY)}
        found = [local - o for o in offsets if self.local(local - o) == local]
        if found:
            return min(found)
        low, high = local - max(offsets), local - min(offsets)    # the clock jumps over it in between
        while low < high:
            middle = (low + high) // 2
            if self.local(middle) < local:
                low = middle + 1
            else:
                high = middle
        return low

    def day_start(self, day):
        return self.instant(day * DAY)

    def iso(self, instant):
        offset = self.offset(instant)
        shown = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=instant + offset)
        minutes = abs(offset) // 60
        return "%s%s%02d:%02d" % (shown.isoformat(), "-" if offset < 0 else "+", minutes // 60, minutes % 60)
