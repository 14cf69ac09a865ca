"""Kills and broken disks: in the end the database is what it would have been.

usage: python3 tests/crash [--quick] [--seed N] [--kills N] [--part NAME] [--keep] BIN

BIN has the programs as `make crash` builds them, with the places that lib/fault.h tells of; --quick does with
any build, and kills at random moments only.  The parts are rows in PARTS; each is one test of TAP.

Telegram is tests/telegram, which repeats what was not confirmed.  A place in the sources that PLACES does not
know, and one that nobody dies at, are failures.
"""
import argparse
import concurrent.futures
import contextlib
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
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
SUMS = {"act": 3, "total": 3, "tally": 5, "pair": 4, "spend": 4, "crowd": 2, "streak": 2, "talk": 4, "feat": 4}
OTHERS = ["scope", "outbox", "ask", "own", "picture", "job_run", "audit", "file", "alarm", "sqlite_stat1"]   # compared by hand, or of runs

# Where a process can be told to die, and in which part that is tried.
PLACES = {
    "db.begin": "daemon import rollup admin purge backup restore",
    "db.commit": "daemon import rollup admin purge backup restore",
    "db.committed": "daemon import rollup admin purge backup restore",
    "store.message": "daemon import",
    "store.version": "daemon import",
    "store.reaction": "daemon import",
    "store.event": "daemon import",
    "store.resolve": "import",
    "store.flush": "daemon import admin",
    "store.rollback": "daemon",
    "sums.flush": "daemon import admin",
    "batch.update": "daemon",
    "batch.before-commit": "daemon",
    "batch.after-commit": "daemon",
    "outbox.answered": "daemon",
    "outbox.before-mark": "daemon",
    "outbox.after-mark": "daemon",
    "fold.folded": "rollup",
    "derive.stored": "rollup",
    "rebuild.swap": "rollup",
    "rebuild.sweep": "rollup",
    "backup.copied": "backup restore",
    "backup.packed": "backup restore",
    "backup.kept": "backup restore",
    "restore.unpacked": "restore",
    "restore.before-swap": "restore",
    "restore.swapped": "restore",
}
FILES = ["file.write", "file.sync", "file.lock"]
MOST = {"store": 40, "batch": 40, "file": 300}      # a place is tried at so many of its first turns; others at 4


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


def same(is_path, ought_path):
    """Row by row."""
    found, wanted = contents(is_path), contents(ought_path)
    check(found["message"], "nothing was stored")
    for table in wanted:
        if found[table] == wanted[table]:
            continue
        more, less = set(found[table]) - set(wanted[table]), set(wanted[table]) - set(found[table])
        raise Failure("%s has %d rows, not %d\n  too many: %s\n  missing: %s" % (
            table, len(found[table]), len(wanted[table]), sorted(more, key=repr)[:3], sorted(less, key=repr)[:3]))


def fired(log):
    return log.read_text().split("\n")[:-1] if log.exists() else []


class Run:
    """A folder with a database, and the programs that work on it."""
    started = []        # by any: none is left behind

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        folder.mkdir(parents=True, exist_ok=True)
        self.db, self.log, self.fired = folder / "chatstat.db", folder / "log", folder / "fired"

    def start(self, program, *arguments, fault=None, url=None):
        environment = {"PATH": "/usr/bin:/bin", "CHATSTAT_NOW": str(NOW), "CHATSTAT_DATABASE_PATH": self.db.name,
                       "CHATSTAT_CHAT_ZONE": "Europe/Sofia", "CHATSTAT_TELEGRAM_TOKEN": TOKEN,
                       "CHATSTAT_FAULT_LOG": str(self.fired), "CHATSTAT_RETRY_MIN_SECONDS": "1",
                       "CHATSTAT_RETRY_MAX_SECONDS": "1", "CHATSTAT_RETRY_BREAKER_FAILURES": "1000"}
        if fault:
            environment["CHATSTAT_FAULT"] = fault
        if url:
            environment["CHATSTAT_TELEGRAM_API_URL"] = url
        with open(self.log, "a", encoding="utf-8") as log:
            print("--", program, *arguments, fault or "", file=log, flush=True)
            process = subprocess.Popen([self.programs / program, *arguments], env=environment, cwd=self.folder,
                                       stdout=log, stderr=log)
        self.started.append(process)
        return process

    def run(self, program, *arguments, fault=None):
        return self.start(program, *arguments, fault=fault).wait(120)

    def tail(self):
        return "\n" + "".join(self.log.read_text(errors="replace").splitlines(True)[-12:])


def lives(seed):
    """Updates without end: groups that talk, and other histories between."""
    talk, rng = Talk(seed, SINCE, 4), random.Random(seed)
    for number in itertools.count(3000):
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
            check(time.monotonic() < deadline, "the daemon does not get on; fault", fault, run.tail())
        return process


def finish(process, run, allowed=(0,)):
    """Ends a daemon as its manager would; the status."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    status = process.wait(10)
    check(status in allowed, "SIGTERM: exit status", status, run.tail())
    check(time.monotonic() - began < 1.5, "SIGTERM: took", time.monotonic() - began, "s")
    return status


def refuse(path):
    """From now on the database takes no message that says so."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TRIGGER refuse BEFORE INSERT ON message WHEN NEW.text = 'this one is refused'"
                   " BEGIN SELECT RAISE(ABORT, 'refused'); END")
        db.commit()


def new_database(run):
    """With tables, and the trigger, before anything is recorded."""
    (run.folder / "none.jsonl").write_text('{"update_id":1}\n')
    run.run("chatstat-import", str(run.folder / "none.jsonl"))
    refuse(run.db)


# ---- The daemon, killed.

class Daemon:
    """One long history, in the course of which the daemon dies again and again."""

    def __init__(self, options, folder):
        self.options, self.rng = options, random.Random(options.seed)
        self.run, self.whole = Run(options.bin, folder / "killed"), Run(options.bin, folder / "whole")
        self.telegram = Telegram(options.seed)
        self.kills = 0

    def places(self):
        return [] if self.options.quick else [p for p, parts in PLACES.items() if "daemon" in parts] + FILES

    def life(self, fault):
        """One start, and its end."""
        telegram, rng = self.telegram, self.rng
        telegram.push(rng.choice([1, 5, 30, 120, 260]))
        if rng.random() < 0.1:
            telegram.bot.repeat += 1
        if fault is None:
            process = self.run.start("chatstatd", url=telegram.server.url)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(rng.uniform(0.0, 0.12))
        else:
            process = telegram.live(self.run, fault)
        # One that has not begun yet knows nothing of signals.
        if fault is not None and process.poll() is None and rng.random() < 0.3:
            self.kills += finish(process, self.run, (0, -signal.SIGKILL)) != 0
            return
        process.kill()
        status = process.wait()
        check(status == -signal.SIGKILL, "the daemon ended with", status, self.run.tail())
        self.kills += 1

    def outbox(self):
        """Something to send now and then."""
        once = "crash:%d" % self.kills
        with contextlib.closing(sqlite3.connect(self.run.db, timeout=10)) as db:
            db.execute("INSERT OR IGNORE INTO outbox (once, chat_id, topic, reply_to, class, text, made_at, not_before)"
                       " VALUES (?, ?, 0, 0, 1, ?, ?, 0)",
                       (once, 500000 + self.kills, "answer " + once, NOW))
            db.commit()
        self.telegram.bot.chats[500000 + self.kills] = {"chat": {"id": 500000 + self.kills, "type": "private"},
                                                        "last": 0}

    def sent(self):
        """All that was queued is sent, and what was sent twice died in between."""
        with contextlib.closing(sqlite3.connect(self.run.db)) as db:
            texts = [row[0] for row in db.execute("SELECT 'answer ' || once FROM outbox")]
            waiting = db.execute("SELECT count(*) FROM outbox WHERE done_at IS NULL").fetchone()[0]
            lost = db.execute("SELECT count(*) FROM outbox WHERE message_id IS NULL").fetchone()[0]
        check(not waiting and not lost, waiting, "answers wait,", lost, "were given up")
        sent = [message.get("text") for message in self.telegram.bot.messages.values()]
        check(set(texts) <= set(sent), "answers were not sent:", sorted(set(texts) - set(sent))[:3])
        twice = len(sent) - len(set(sent))
        check(twice <= self.kills / 4, twice, "answers were sent twice in", self.kills, "kills")
        return "%d answers sent, %d of them twice" % (len(texts), twice)

    def test(self):
        new_database(self.run)
        new_database(self.whole)
        places, kills = self.places(), self.options.kills
        while self.kills < kills:
            place = self.rng.choice(places) if places and self.rng.random() < 0.8 else None
            if len(places) > self.kills:
                place = places[self.kills]
            most = MOST.get((place or "").partition(".")[0], 4)
            if place and place.startswith("outbox"):
                self.outbox()
            self.life(place and "%s:%d:kill" % (place, 1 if self.kills < len(places) else self.rng.randint(1, most)))
            if self.kills % 3 == 0:
                self.outbox()
            if self.kills % 40 == 20:
                self.run.run("chatstat-rollup")
        finish(self.wait_outbox(), self.run)
        again = Telegram(self.options.seed)
        again.push(self.telegram.pushed - LAST)
        process = again.live(self.whole, seconds=120)
        again.push(LAST)
        check(again.bot.wait_drained(20), "the daemon stopped", self.whole.tail())
        finish(process, self.whole)
        for run in (self.run, self.whole):
            check(run.run("chatstat-rollup") == 0, "rollup fails", run.tail())
        same(self.run.db, self.whole.db)
        return "%d kills, %d updates, %s" % (self.kills, self.telegram.pushed, self.sent())

    def wait_outbox(self):
        process = self.telegram.live(self.run)
        self.telegram.push(LAST)
        check(self.telegram.bot.wait_drained(20), "the last updates are not taken", self.run.tail())
        check(process.poll() is None, "the last daemon ended", self.run.tail())
        deadline = time.monotonic() + 60
        with contextlib.closing(sqlite3.connect(self.run.db)) as db:
            while db.execute("SELECT count(*) FROM outbox WHERE done_at IS NULL").fetchone()[0]:
                check(time.monotonic() < deadline, "the outbox does not empty", self.run.tail())
                time.sleep(0.05)
        return process


# ---- The daemon on a bad disk.

class Disk:
    """Each write, sync and lock of a daemon's life fails once, for a while; it goes on by itself."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.base = Run(options.bin, folder / "base")

    def one(self, fault):
        """From the same beginning to the same end, and what fired on the way."""
        run = Run(self.options.bin, self.folder / fault.replace(":", "-"))
        shutil.copy(self.base.db, run.db)
        telegram = Telegram(self.options.seed)
        telegram.push(self.options.begin)
        telegram.bot.queue.clear()
        telegram.push(60)
        process = telegram.live(run, fault)
        if process.poll() is not None:
            # Before the first poll there is nothing to go on with: its manager starts it again.
            check(process.returncode in (1, 75) and telegram.bot.poll == 0, fault, "ended it with",
                  process.returncode, run.tail())
            process = telegram.live(run)
        finish(process, run)
        telegram.server.stop()
        same(run.db, self.folder / "whole" / "chatstat.db")
        told = fired(run.fired)
        shutil.rmtree(run.folder)
        return told

    def test(self):
        telegram = Telegram(self.options.seed)
        new_database(self.base)
        telegram.push(self.options.begin)
        finish(telegram.live(self.base), self.base)
        with contextlib.closing(sqlite3.connect(self.base.db)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = Run(self.options.bin, self.folder / "whole")
        shutil.copy(self.base.db, whole.db)
        telegram.push(60)
        finish(telegram.live(whole), whole)
        faults = []
        for place, actions in (("file.write", ("full", "broken")), ("file.sync", ("broken",)),
                               ("file.lock", ("denied",))):
            turns = self.turns(place)
            faults += ["%s:%d:%s:%d" % (place, turn, action, self.options.times)
                       for action in actions for turn in turns]
        faults += ["file.lock:1:busy:90", "file.lock:9:busy:90", "file.write:12:full:8"]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            met = list(pool.map(self.one, faults))
        check(sum(map(bool, met)) >= 0.9 * len(faults), "only", sum(map(bool, met)), "of", len(faults), "faults fired")
        return "%d faults, each overcome" % len(faults)

    def turns(self, place):
        """How often a place is passed."""
        return range(1, len(self.one(place + ":1:count:1000000")) + 1)


# ---- Batches, killed.

class Batch:
    """Programs that are no daemons, killed at each place and begun again."""

    def __init__(self, options, folder):
        self.options, self.folder, self.rng = options, folder, random.Random(options.seed)
        self.file = folder / "updates.jsonl"

    def programs(self):
        return [("chatstat-import", [str(self.file)]), ("chatstat-rollup", []),
                ("chatstat-admin", ["forget", "-1001700000001", "210001"]),
                ("chatstat-admin", ["set", "-1001700000000", "fact-days", "16"]), ("chatstat-purge", []),
                ("chatstat-rollup", ["--rebuild"])]

    def test(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.file, "w", encoding="utf-8") as file:
            for number, update in zip(range(12000), lives(self.options.seed)):
                file.write(json.dumps({"update_id": number, **update}, ensure_ascii=False) + "\n")
        whole, run = Run(self.options.bin, self.folder / "whole"), Run(self.options.bin, self.folder / "killed")
        kills = 0
        for program, arguments in self.programs():
            began = time.monotonic()
            check(whole.run(program, *arguments) == 0, program, "fails", whole.tail())
            took = time.monotonic() - began
            shutil.copy(str(whole.db) + ".key", str(run.db) + ".key")    # what is hashed has to be the same
            part = program.removeprefix("chatstat-")
            faults = [] if self.options.quick else [
                "%s:%d:kill" % (place, turn) for turn in (1, 2, self.rng.randint(3, 30))
                for place, parts in PLACES.items() if part in parts] + [
                "%s:%d:kill" % (place, self.rng.randint(1, 400)) for place in FILES for _ in range(6)]
            faults += [None] * 8
            for fault in faults:
                kills += self.kill(run, program, arguments, fault, took)
            check(run.run(program, *arguments) == 0, program, "does not go on", run.tail())
            same(run.db, whole.db)
        return "%d kills" % kills

    def kill(self, run, program, arguments, fault, took):
        process = run.start(program, *arguments, fault=fault)
        if fault is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(self.rng.uniform(0, took))
            process.kill()
        status = process.wait(120)
        check(status in (0, -signal.SIGKILL), program, fault, "ended with", status, run.tail())
        return status == -signal.SIGKILL


# ---- Backups and restores, killed.

class Copies:
    """Whatever is killed: the database is what it was, or what was restored, and every copy is whole."""

    def __init__(self, options, folder):
        self.options, self.rng = options, random.Random(options.seed)
        self.run = Run(options.bin, folder)
        self.kills = 0

    def make(self, updates):
        """A database after so many updates; its copy, and what it holds."""
        file = self.run.folder / "updates.jsonl"
        with open(file, "w", encoding="utf-8") as out:
            for number, update in zip(range(updates), lives(self.options.seed)):
                out.write(json.dumps({"update_id": number, **update}, ensure_ascii=False) + "\n")
        for program, *arguments in (("chatstat-import", str(file)), ("chatstat-rollup",), ("chatstat-purge",),
                                    ("chatstat-backup",)):
            check(self.run.run(program, *arguments) == 0, program, "fails", self.run.tail())
        copy = self.run.folder / ("%d.gz" % updates)
        shutil.copy(max(self.copies()), copy)
        return str(copy), contents(self.run.db)

    def copies(self):
        return list(self.run.folder.glob("chatstat.db-2*.gz"))

    def kill(self, fault, *arguments):
        process = self.run.start("chatstat-backup", *arguments, fault=fault)
        if fault is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(self.rng.uniform(0, 0.3))
            process.kill()
        status = process.wait(120)
        # A companion may be the one that was killed; a disk that is full or broken is an error, and said.
        check(status in (0, -signal.SIGKILL) or "chatstat-admin: ended by signal 9" in self.run.tail() or
              (status == 1 and not fault.endswith("kill")), arguments, fault, "ended with", status, self.run.tail())
        self.kills += status != 0

    def test(self):
        made = [self.make(300), self.make(600)]
        for part in ("backup", "restore"):
            faults = [] if self.options.quick else [
                "%s:%d:kill" % (place, turn) for turn in (1, 2)
                for place, parts in PLACES.items() if part in parts] + [
                "%s:%d:%s" % (place, self.rng.randint(1, 150), action) for place in FILES for action in (
                    ["kill"] * 6 + {"file.write": ["full:100000"] * 6, "file.sync": ["broken:100000"] * 4}.get(place, []))]
            for fault in faults + [None] * 8:
                is_now = contents(self.run.db)
                other = next(copy for copy, holds in made if holds != is_now)
                self.kill(fault, *(["--restore", other] if part == "restore" else []))
                check(contents(self.run.db) in [holds for _, holds in made], part, fault, "left neither the one"
                      " nor the other", self.run.tail())
        for copy in self.copies():
            check(self.run.run("chatstat-backup", "--verify", str(copy)) == 0, copy, "is damaged", self.run.tail())
        for copy, holds in made:
            check(self.run.run("chatstat-backup", "--restore", copy) == 0, "no restore", self.run.tail())
            check(contents(self.run.db) == holds, "what was restored is something else")
        check(self.run.run("chatstat-backup") == 0, "no backup", self.run.tail())
        left = [path for ending in ("backup", "restore", "db-*.part") for path in self.run.folder.glob("*." + ending)]
        check(not left, "left behind:", *left)
        return "%d kills, %d copies" % (self.kills, len(self.copies()))


def places_known(options, folder):
    """The places in the sources are those of the table, and each has been died at."""
    found = set()
    for path in (p for f in ("lib", "ingest", "analytics", "reports") for p in (ROOT / f).glob("*.c")):
        for argument in re.findall(r"fault_pass\(([^;]*)\);", path.read_text()):
            found |= set(re.findall(r'"([^"]+)"', argument))
    check(found == set(PLACES), "not in both:", *sorted(found ^ set(PLACES)))
    met = {line.split()[0] for log in folder.parent.glob("**/fired") for line in fired(log)}
    check(found <= met, "nobody died at", *sorted(found - met))
    return "%d places" % len(found)


# Name, what it does, whether it is one of the quick ones, what it says.
PARTS = (("daemon", lambda options, folder: Daemon(options, folder).test(), True, "the daemon, killed"),
         ("batch", lambda options, folder: Batch(options, folder).test(), True, "batches, killed"),
         ("copies", lambda options, folder: Copies(options, folder).test(), True, "backups and restores, killed"),
         ("disk", lambda options, folder: Disk(options, folder).test(), False, "the daemon on a bad disk"),
         ("places", places_known, False, "every place is known, and fired"))


def main():
    parser = argparse.ArgumentParser(prog="tests/crash", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="kills at random moments only, and few")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, help="of the daemon")
    parser.add_argument("--part", choices=[name for name, *_ in PARTS], help="only this one")
    parser.add_argument("--keep", action="store_true", help="keep the databases")
    parser.add_argument("bin", type=pathlib.Path)
    options = parser.parse_args()
    options.bin = options.bin.resolve()
    options.kills = options.kills or (30 if options.quick else 450)
    options.begin, options.times = 200, 3
    parts = [(said, test) for name, test, quick, said in PARTS
             if (name == options.part if options.part else quick or not options.quick)]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chatstat-crash-"))
    failed = 0
    print("1..%d" % len(parts), flush=True)
    for number, (name, test) in enumerate(parts, 1):
        began = time.monotonic()
        try:
            said = test(options, folder / str(number))
            print("ok %d %s: %s, %d s" % (number, name, said, time.monotonic() - began), flush=True)
        except Failure as failure:
            failed += 1
            print("not ok %d %s\n# %s" % (number, name, str(failure).replace("\n", "\n# ")), flush=True)
        for process in Run.started:
            process.kill()      # does nothing to one that has ended
        Run.started.clear()
    if options.keep or failed:
        print("# see", folder)
    else:
        shutil.rmtree(folder)
    os._exit(failed != 0)    # servers may still hold a poll


if __name__ == "__main__":
    main()
