#!/usr/bin/env python3
"""Random usage and price lists; and, as a program, whether what is computed from them is exact: TAP.

usage: spend.py [--bin DIR] [--seeds N] [--first SEED]

A seed is price lists with dates, tiers and aliases, and records of usage as CSV and JSON Lines, cut into
pieces that are imported in any order, some twice, with rollups in between.  Each record's cost is held
against arbitrary-precision arithmetic written from the definitions.
"""
import argparse
import collections
import csv
import datetime
import decimal
import gzip
import io
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile

MODELS = ["gpt-4o", "gpt-5.1", "claude-sonnet-4-5", "naïve model, \"quoted\"", "o3"]
KINDS = ["input", "output", "cache_read", "cache_write", "cache_write_1h"]
COLUMNS = ["time", "model", "request_id", "requests", "chat_id", "user_id", "input_tokens", "output_tokens",
           "cache_read_tokens", "cache_write_tokens", "cache_write_1h_tokens", "cost_usd", "command"]
Price = collections.namedtuple("Price", "model valid_from above texts aliases")    # texts: a kind each, or None

decimal.getcontext().prec = 60


def iso(at):
    return datetime.datetime.fromtimestamp(at, datetime.timezone.utc).isoformat().replace("+00:00", "Z")


def price_text(rng):
    number = decimal.Decimal(rng.randint(0, 10**rng.randint(1, 6))).scaleb(-rng.randint(2, 6))
    return rng.choice(["%f" % number if -number.as_tuple().exponent <= 6 else str(number), str(number),
                       "%E" % number])


def price_list(rng, low, high):
    """Rows of one list: the tiers of a model and date stand together."""
    rows = []
    for model in rng.sample(MODELS, rng.randint(1, 4)):
        for day in sorted(rng.sample(range(low // 86400 - 3, high // 86400 + 2), rng.randint(1, 3))):
            aliases = rng.choice(["", "", "alias-of-" + model.split()[0]])
            for above in sorted(rng.sample([0, 1000, 20000], rng.choice([1, 1, 2, 3]))):
                texts = {kind: price_text(rng) if kind in KINDS[:2] or rng.random() < 0.6 else None for kind in KINDS}
                rows.append(Price(model, day * 86400, above, texts, aliases))
    return rows


def write_prices(rows):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["model", "valid_from", *KINDS, "above", "aliases"])
    for p in rows:
        writer.writerow([p.model, "@%d" % p.valid_from, *(p.texts[k] or "" for k in KINDS), p.above or "", p.aliases])
    return out.getvalue()


def record(rng, number, chats, low, high, named):
    chat, users = rng.choice([(None, [1, 2, 3]), *chats]) if chats else (None, [1, 2, 3])
    model = rng.choice(MODELS + ["alias-of-" + m.split()[0] for m in MODELS])
    r = {"time": iso(rng.randint(low, high)), "model": model,
         "input_tokens": rng.choice([0, rng.randint(0, 3000), rng.randint(0, 10**rng.randint(1, 8))]),
         "output_tokens": rng.randint(0, 5000)}
    if named:
        r["request_id"] = "r%d" % number
    if chat is not None:
        r["chat_id"] = chat
    if rng.random() < 0.7:
        r["user_id"] = rng.choice([*users, "an account", "Zoë"])
    for column in COLUMNS[8:11]:
        if rng.random() < 0.4:
            r[column] = rng.randint(0, 40000)
    if rng.random() < 0.2:
        r["requests"] = rng.randint(0, 4)
    if rng.random() < 0.3:
        r["cost_usd"] = "%.6f" % rng.uniform(0, 3)
    if rng.random() < 0.2:
        r["command"] = "/ask"
    return r


def write_records(rng, records):
    """As CSV or JSON Lines; what was written, and the ending."""
    if rng.random() < 0.4:
        return "".join(json.dumps({k: float(v) if k == "cost_usd" else v for k, v in r.items()}) + "\n"
                       for r in records), ".jsonl"
    columns = rng.sample(COLUMNS, len(COLUMNS))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator=rng.choice(["\n", "\r\n"]))
    writer.writeheader()
    for r in records:
        writer.writerow({k: rng.choice([str(v), "%d.0" % v, format(v, ",")])
                         if k.endswith("_tokens") else v for k, v in r.items()})
    text = rng.choice(["", "\ufeff"]) + out.getvalue()
    return text.rstrip("\r\n") if rng.random() < 0.3 else text, ".csv"


def save(rng, directory, name, text):
    path = directory / name
    if rng.random() < 0.2:
        path = path.with_name(path.name + ".gz")
        path.write_bytes(gzip.compress(text.encode("utf-8")))
    else:
        path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def files(rng, directory, chats, low, high):
    """Paths of price lists and of usage in pieces, in any order; chats are (id, ids of members)."""
    paths = [save(rng, directory, "prices-%d.csv" % i, write_prices(price_list(rng, low, high)))
             for i in range(rng.randint(0, 2))]
    for i in range(rng.randint(1, 3)):
        named = rng.random() < 0.5
        records = [record(rng, 1000 * i + n, chats, low, high, named) for n in range(rng.randint(1, 40))]
        records += rng.sample(records, min(3, len(records)))    # twins, unless they have a request_id
        paths.append(save_records(rng, directory, "usage-%d" % i, records))
    rng.shuffle(paths)
    return paths + [rng.choice(paths)]


def save_records(rng, directory, name, records):
    text, ending = write_records(rng, records)
    return save(rng, directory, name + ending, text)


def cost_of(r, prices):
    """In nano-dollars, rounded half up; None without a price."""
    at = int(datetime.datetime.fromisoformat(r["time"].replace("Z", "+00:00")).timestamp())
    rows = [p for p in prices if p.model == r["model"]]
    if not rows:
        rows = [p for p in prices if p.model in {q.model for q in prices if q.aliases == r["model"]}]
    rows = [p for p in rows if p.valid_from <= at]
    if not rows:
        return None
    newest = max(p.valid_from for p in rows)
    tokens = [r.get(c, 0) for c in ("input_tokens", "output_tokens", *COLUMNS[8:11])]
    prompt = sum(tokens) - tokens[1]
    tiers = [p for p in rows if p.valid_from == newest
             and (p.above == 0 or (r.get("requests", 1) == 1 and prompt > p.above))]
    if not tiers:
        return None
    texts = max(tiers, key=lambda p: p.above).texts
    per = [texts["input"], texts["output"], texts["cache_read"] or texts["input"],
           texts["cache_write"] or texts["input"],
           texts["cache_write_1h"] or texts["cache_write"] or texts["input"]]
    dollars = sum(n * decimal.Decimal(p) for n, p in zip(tokens, per)) / 10**6
    return int((dollars * 10**9).quantize(decimal.Decimal(1), rounding=decimal.ROUND_HALF_UP))


class Failure(Exception):
    pass


def run(programs, program, *arguments):
    done = subprocess.run([str(programs / program), *arguments], capture_output=True, encoding="utf-8",
                          env={"PATH": "/usr/bin:/bin"})
    if done.returncode != 0:
        raise Failure("%s: %s" % (program, done.stderr.strip()))
    return done.stdout


def check(programs, directory, seed):
    rng = random.Random(seed)
    database = str(directory / "chat.db")
    low, high = 1790000000, 1790000000 + rng.choice([1, 20, 400]) * 86400
    rows = price_list(rng, low, high)
    records = [record(rng, n, [], low, high, True) for n in range(rng.randint(1, 120))]
    pieces = [records[i::7] + rng.sample(records, min(5, len(records))) for i in range(7)]
    tell_prices = save(rng, directory, "prices.csv", write_prices(rows))
    paths = [save_records(rng, directory, "piece-%d" % i, piece) for i, piece in enumerate(pieces) if piece]
    rng.shuffle(paths)
    paths.insert(rng.randint(0, len(paths)), tell_prices)    # what comes before the list is priced by it too
    for path in paths + paths[:2]:
        run(programs, "chatstat-import", "-d", database, path)
        if rng.random() < 0.3:
            run(programs, "chatstat-rollup", "-d", database)
    ours = sorted((r["model"], r["input_tokens"], r["output_tokens"], str(cost_of(r, rows))) for r in records)
    with sqlite3.connect(database) as db:
        theirs = sorted((*row, str(cost)) for *row, cost in db.execute(
            "SELECT m.name, input, output, cost FROM usage JOIN model m USING (model)"))
    if ours != theirs:
        raise Failure("costs: %s" % [d for d in zip(ours, theirs) if d[0] != d[1]][:5])
    answer = json.loads(run(programs, "chatstat", "-d", database, "cost", "--last", "all", "--by", "chat",
                            "-f", "json"))["rows"][0]
    known = [int(cost) for *_, cost in ours if cost != "None"]
    total = sum(known)
    shown = None if answer["cost"] is None else int(decimal.Decimal(answer["cost"]) * 10**9)
    if shown != (total if known else None):
        raise Failure("the report says %s, not %d" % (answer["cost"], total))


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("\n\n")[0])
    here = pathlib.Path(__file__).resolve().parent
    parser.add_argument("--bin", type=pathlib.Path, default=os.environ.get("BIN", here.parent / "build/plain/bin"))
    parser.add_argument("--seeds", type=int, default=25)
    parser.add_argument("--first", type=int, default=1)
    options = parser.parse_args()
    print("1..%d" % options.seeds)
    failed = 0
    for seed in range(options.first, options.first + options.seeds):
        with tempfile.TemporaryDirectory() as directory:
            try:
                check(pathlib.Path(options.bin), pathlib.Path(directory), seed)
                print("ok %d seed %d" % (seed - options.first + 1, seed))
            except Failure as fault:
                failed += 1
                print("not ok %d seed %d\n# %s" % (seed - options.first + 1, seed, fault))
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
