"""Numbers made from messages, the same in every report."""


def tenths(number, by):
    """number / by to one decimal, half away from zero; None where by is 0."""
    if not by:
        return None
    quotient = (20 * abs(number) + by) // (2 * by)
    return (-quotient if number < 0 else quotient) / 10


def quartiles(values):
    if len(values) < 4:
        return None, None
    values = sorted(values)
    n = len(values)
    return values[-(-n // 4) - 1], values[-(-3 * n // 4) - 1]


def median(values):
    """The value of rank n / 2, rounded up."""
    return sorted(values)[-(-len(values) // 2) - 1] if values else None


def median_wait(waits, tenths_below=5):
    """The lower edge of the bucket of the middle one: single seconds to 127, then 64 a doubling."""
    if not waits:
        return None
    wait = sorted(waits)[-(-len(waits) * tenths_below // 10) - 1]
    width = 1
    while wait // width >= 128:
        width *= 2
    return wait - wait % width


def senders(messages):
    return {m.member for m in messages if m.member != 0}


def busiest(counts):
    """The key with the largest count, the smallest of these."""
    return min(counts, key=lambda key: (-counts[key], key)) if counts else None


def waits(messages):
    """Seconds to those that answer somebody else."""
    return [m.at - m.target.at for m in messages if m.target is not None and m.target.member != m.member]
