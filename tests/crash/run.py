"""What the tests of tests/crash share: programs on a database of their own, a server, and what is compared.
"""
import concurrent.futures
import contextlib
import itertools
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
import history    # noqa: E402
from telegram import script, server    # noqa: E402
from telegram.talk import Talk    # noqa: E402

TOKEN = "1234567:AAcrash"
SINCE = 1795000000      # when the groups begin to talk
LAST = 7                # updates in the last batch: one that is not full, so that Telegram has no more to tell
NOW = 1796500000        # the clock of all programs: their days are over
STATE = """chat title topic member former_name presence passage message told poll poll_option term word emoji reaction
    reactor coverage feed bot parked optout model price usage budget digest""".split()
# and where numbers begin: rows of zeros say nothing
SUMS = {"act": 3, "total": 3, "tally": 5, "pair": 4, "spend": 3, "crowd": 2, "streak": 2, "talk": 4, "feat": 4}
SHOWN = 8               # failures
OTHERS = ["scope", "outbox", "ask", "own", "picture", "job_run", "audit", "file", "alarm", "headcount",
          "sqlite_stat1"]   # compared by hand, or of runs


class Failure(Exception):
    pass


def check(holds, *said):
    if not holds:
        raise Failure(" ".join(str(s) for s in said))


def contents(path):
    """Every row of what a database knows, by table."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        check(db.execute("PRAGMA integrity_check").fetchall() == [("ok",)], path, "is damaged")
        check(not db.execute("PRAGMA foreign_key_check").fetchall(), path, "has rows without their parent")
        check(not db.execute("SELECT 1 FROM scope WHERE role <> 0").fetchall(), path, "has scopes half done")
        found = {table: db.execute("SELECT * FROM " + table).fetchall() for table in STATE}
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        unknown = tables - {*STATE, *SUMS, *OTHERS}
        check(not unknown, "are these to be compared, too:", *unknown)
        found["scope"] = db.execute("SELECT chat, topic, zone, folded FROM scope").fetchall()
        for table, first in SUMS.items():
            rows = db.execute("SELECT s.chat, s.topic, t.* FROM %s AS t JOIN scope AS s USING (scope)" % table).fetchall()
            found[table] = [row[:2] + row[3:] for row in rows if any(row[2 + first:])]
        return {table: sorted(rows, key=repr) for table, rows in found.items()}


def alike(found, wanted, *said):
    """Row by row, by table."""
    for table in wanted:
        if found[table] == wanted[table]:
            continue
        more, less = set(found[table]) - set(wanted[table]), set(wanted[table]) - set(found[table])
        check(False, *said, "%s has %d rows, not %d\n  too many: %s\n  missing: %s" % (
            table, len(found[table]), len(wanted[table]), sorted(more, key=repr)[:3], sorted(less, key=repr)[:3]))


def same(is_path, ought_path):
    found = contents(is_path)
    check(found["message"], "nothing was stored")
    alike(found, contents(ought_path))


def tried(one, faults):
    """What one says of each fault; a failure that tells of the first few, and how many there were."""
    said, failures = [], []
    with concurrent.futures.ThreadPoolExecutor(2 * os.cpu_count()) as pool:
        for done in [pool.submit(one, fault) for fault in faults]:
            try:
                said.append(done.result())
            except Failure as failure:
                failures.append(str(failure))
    check(not failures, len(failures), "of", len(faults), "faults:\n", *(f + "\n" for f in failures[:SHOWN]))
    return said


def fired(log):
    return log.read_text().split("\n")[:-1] if log.exists() else []


class Run:
    """A folder with a database, and the programs of a build that work on it."""
    started = []        # by any: none is left behind

    def __init__(self, build, folder):
        self.build, self.folder = build, folder
        folder.mkdir(parents=True, exist_ok=True)
        self.db, self.log, self.fired = folder / "chatstat.db", folder / "log", folder / "fired"
        self.now, self.clock = NOW, None    # a clock that stands still; or a file that tells the time

    def start(self, program, *arguments, fault=None, url=None):
        # What is freed does not look as if it was there.
        environment = {"PATH": "/usr/bin:/bin", "MALLOC_PERTURB_": "165", "CHATSTAT_DATABASE_PATH": self.db.name,
                       "CHATSTAT_CHAT_ZONE": "Europe/Sofia", "CHATSTAT_TELEGRAM_TOKEN": TOKEN,
                       "CHATSTAT_RETRY_MIN_SECONDS": "1",
                       "CHATSTAT_RETRY_MAX_SECONDS": "1", "CHATSTAT_RETRY_BREAKER_FAILURES": "1000"}
        environment.update({"CHATSTAT_CLOCK": str(self.clock)} if self.clock else {"CHATSTAT_NOW": str(self.now)})
        if fault:
            environment.update(CHATSTAT_FAULT=fault, CHATSTAT_FAULT_LOG=str(self.fired))
        if fault or self.clock:
            environment["LD_PRELOAD"] = str(self.build / "fault.so")
        if url:
            environment["CHATSTAT_TELEGRAM_API_URL"] = url
        with open(self.log, "a", encoding="utf-8") as log, open(self.folder / "printed", "w", encoding="utf-8") as printed:
            print("--", program, *arguments, fault or "", file=log, flush=True)
            process = subprocess.Popen([self.build / "bin" / program, *arguments], env=environment, cwd=self.folder,
                                       stdout=printed, stderr=log)
        self.started.append(process)
        return process

    def run(self, program, *arguments, fault=None):
        """Its exit status; None: it does not end."""
        process = self.start(program, *arguments, fault=fault)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(120)
        return process.poll()

    def tail(self):
        return "\n" + "".join(self.log.read_text(errors="replace").splitlines(True)[-12:])


def lives(seed, first=3000):
    """Updates without end: groups that talk, and other histories, of chats from a number on, between."""
    talk, rng = Talk(seed, SINCE, 4), random.Random(seed)
    for number in itertools.count(first):
        for _, update in history.History(rng, number, "Europe/Sofia").updates():
            yield talk.next()
            yield talk.next()
            yield update


class Telegram:
    """A server that hands out the same updates in any run."""

    def __init__(self, seed):
        self.server = server.Server(token=TOKEN, hasty=True).serve()
        self.bot, self.updates = self.server.bot, lives(seed)
        script.Player(self.server)
        self.pushed = 0

    def push(self, count):
        for _ in range(count):
            update = next(self.updates)
            # One that the database refuses: see refuse().
            if self.pushed % 173 == 100 and "text" in update.get("message", {}):
                update["message"]["text"] = "this one is refused"
            self.bot.push(update)
            self.pushed += 1

    def live(self, run, fault=None, seconds=20):
        """A daemon until all is confirmed, or it ends by itself: its process."""
        process = run.start("chatstatd", fault=fault, url=self.server.url)
        deadline = time.monotonic() + seconds
        while process.poll() is None and not self.bot.wait_drained(0.005):
            check(time.monotonic() < deadline, "the daemon does not get on; fault", fault, run.folder, run.tail())
        return process


def finish(process, run, *said, allowed=(0,)):
    """Ends a daemon as its manager would; the status."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
    status = process.poll()
    check(status in allowed, *said, "SIGTERM: exit status", status, run.tail())
    check(time.monotonic() - began < 1.5, *said, "SIGTERM: took", time.monotonic() - began, "s")
    return status


def add_up(run):
    """Sums made anew are what they were; what is purged stays."""
    before = contents(run.db)
    for arguments in (["--rebuild"], []):
        check(run.run("chatstat-rollup", *arguments) == 0, "chatstat-rollup", *arguments, "fails", run.tail())
    after = contents(run.db)
    for found in (before, after):   # pairs of purged months are taken over as one
        frozen = {row[0] for row in found["chat"] if row[12] is not None}
        found["pair"] = [row for row in found["pair"] if row[0] not in frozen or row[2] == 2]
    alike(after, before, "sums are not what facts add up to:")
