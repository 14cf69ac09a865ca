"""Kills and broken disks: in the end the database is what it would have been.

usage: python3 tests/crash [--quick] [--seed N] [--kills N] [--part NAME] [--keep] BUILD

BUILD is a folder such as build/plain, with fault.so, which knows the places of lib/fault.h; --quick kills at random
moments only, and lets fail what it takes some seconds to.  The parts are rows in PARTS; each is one test of TAP.

Telegram is tests/telegram, which repeats what was not confirmed.  A place in the sources that PLACES does not
know, and one that nobody dies at, are failures.
"""
import argparse
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
import each    # noqa: E402
from run import (LAST, NOW, ROOT, Failure, Run, Telegram, add_up, alike, check, contents, finish, fired, lives,    # noqa: E402
                 same, tried)

# Where a process can be told to die, and in which part that is tried.
PLACES = {
    "db.begin": "daemon import rollup admin purge digest backup restore",
    "db.commit": "daemon import rollup admin purge digest backup restore",
    "db.committed": "daemon import rollup admin purge digest backup restore",
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
ASKED = ["summary", "top", "kinds", "reactions", "heatmap", "members", "growth", "replies"]
FILES = ["file.write", "file.sync", "file.lock"]
MOST = {"store": 40, "batch": 40, "file": 300}      # a place is tried at so many of its first turns; others at 4


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
        self.run, self.whole = Run(options.build, folder / "killed"), Run(options.build, folder / "whole")
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
            self.kills += finish(process, self.run, allowed=(0, -signal.SIGKILL)) != 0
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
    """Each thing that a daemon asks for fails once, of its disk for a while; it goes on by itself."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.base = Run(options.build, folder / "base")

    @staticmethod
    def talk(telegram):
        """What is said, with a question to the bot, which a child answers."""
        telegram.push(30)
        ada = {"id": 200001, "is_bot": False, "first_name": "Ada"}
        telegram.bot.push({"message": {"message_id": 90001, "date": NOW - 60, "from": ada, "text": "/stats top",
                                       "chat": {"id": -1001700000001, "type": "supergroup", "title": "Hikers"},
                                       "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}})
        telegram.push(30)

    def one(self, fault):
        """From the same beginning to the same end, and what fired on the way."""
        run = Run(self.options.build, self.folder / fault.replace(":", "-"))
        shutil.copy(self.base.db, run.db)
        telegram = Telegram(self.options.seed)
        telegram.push(self.options.begin)
        telegram.bot.queue.clear()
        self.talk(telegram)
        process = telegram.live(run, fault)
        if process.poll() is not None:
            # Before the first poll there is nothing to go on with: its manager starts it again.
            check(process.returncode in (1, 75) and telegram.bot.poll == 0, fault, "ended it with",
                  process.returncode, run.tail())
            process = telegram.live(run)
        telegram.bot.wait_answered(2)       # there may be none
        finish(process, run, fault)
        telegram.server.stop()
        alike(contents(run.db), self.wanted, fault, run.tail())
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
        whole = Run(self.options.build, self.folder / "whole")
        shutil.copy(self.base.db, whole.db)
        self.talk(telegram)
        process = telegram.live(whole)
        check(telegram.bot.wait_answered(20), "/stats is not answered", whole.tail())
        finish(process, whole)
        self.wanted = contents(whole.db)
        faults = ["%s:%s:%s" % (place, turn, action) for place, turn in (line.split() for line in self.one("list"))
                  for action in each.ACTIONS.get(place, [])]
        for place in FILES:
            turns = range(1, len(self.one(place + ":1:count:1000000")) + 1)
            faults += ["%s:%d:%s:%d" % (place, turn, action, self.options.times)
                       for action in each.ACTIONS[place] for turn in turns]
        faults += ["file.lock:1:busy:90", "file.lock:9:busy:90", "file.write:12:full:8"]
        met = tried(self.one, faults[::self.options.every])
        check(sum(map(bool, met)) >= 0.8 * len(met), "only", sum(map(bool, met)), "of", len(met), "faults fired; not", *(f for f, m in zip(faults[::self.options.every], met) if not m))
        return "%d faults, each overcome" % len(met)


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
                ("chatstat-rollup", ["--rebuild"]),
                ("chatstat-admin", ["set", "digest", "-1001700000000", "daily", "00:00"]), ("chatstat-digest", [])]

    def test(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.file, "w", encoding="utf-8") as file:
            for number, update in zip(range(12000), lives(self.options.seed)):
                file.write(json.dumps({"update_id": number, **update}, ensure_ascii=False) + "\n")
        whole, run = Run(self.options.build, self.folder / "whole"), Run(self.options.build, self.folder / "killed")
        kills = 0
        for program, arguments in self.programs():
            if program == "chatstat-digest":
                whole.now = run.now = NOW + 86400       # it is due
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
        check(queued(run) and queued(run) == queued(whole), "digests:", queued(run), "not", queued(whole))
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
        self.run = Run(options.build, folder)
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


def queued(run):
    """Digests, each once."""
    with contextlib.closing(sqlite3.connect(run.db)) as db:
        return sorted(db.execute("SELECT once, chat_id, text FROM outbox WHERE once LIKE 'digest:%'"))


def answers(run):
    """What reports say of each chat, whose rows may have other numbers."""
    said = {}
    with contextlib.closing(sqlite3.connect(run.db)) as db:
        chats = [row[0] for row in db.execute("SELECT chat_id FROM chat WHERE moved_to IS NULL")]
    for chat, report in itertools.product(chats, ASKED):
        check(run.run("chatstat", report, "--chat", str(chat), "--last", "all", "-f", "json") == 0, report, run.tail())
        said[chat, report] = (run.folder / "printed").read_text()
    return said


# ---- Two of everything at once.

class Together:
    """What others are in the way of is begun again; nothing is lost, and nothing done twice."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder

    def live(self, run, commands):
        """Commands at once, two of each, beside two daemons; those that were told to come later, until they are done."""
        telegram = Telegram(self.options.seed + 1)
        telegram.push(400)
        daemons = [run.start("chatstatd", url=telegram.server.url) for _ in range(2)]
        waits = [(command, run.start(*command)) for command in commands for _ in range(2)]
        again = 0
        while waits:
            command, process = waits.pop(0)
            status = process.wait(120)
            check(status in (0, 75), *command, "ended with", status, run.tail())
            if status == 75:
                again += 1
                waits.append((command, run.start(*command)))
        check(telegram.bot.wait_drained(60), "the daemon does not get on", run.tail())
        ends = [process.wait(10) for process in daemons if process.poll() is not None]
        check(ends == [75], "of two daemons ended:", ends, run.tail())
        for process in daemons:
            if process.poll() is None:
                finish(process, run)
        telegram.server.stop()
        return again

    def test(self):
        runs = {name: Run(self.options.build, self.folder / name) for name in ("together", "one by one")}
        files = [self.folder / name for name in ("first.jsonl", "second.jsonl")]
        updates = list(itertools.islice(lives(self.options.seed, 4000), 3000))
        for file, some in zip(files, (updates[:1500], updates[1000:])):
            lines = [json.dumps({"update_id": n, **u}, ensure_ascii=False) + "\n" for n, u in enumerate(some)]
            # What is purged is in the first alone: it would be known or not, by who was faster.
            file.write_text("".join(line for line in lines if file == files[0] or "-1000000004000" not in line))
        commands = [["chatstat-import", str(files[1])], ["chatstat-rollup"], ["chatstat-purge"], ["chatstat-digest"]]
        again = 0
        for name, run in runs.items():
            if name != "together":
                shutil.copy(runs["together"].folder / "chatstat.db.key", run.folder)
            for command in (["chatstat-import", str(files[0])],
                            ["chatstat-admin", "set", "-1000000004000", "fact-days", "30"], 
                            ["chatstat-admin", "set", "digest", "-1001700000000", "daily", "00:00"]):
                check(run.run(*command) == 0, *command, run.tail())
            run.now += 86400
            if name == "together":
                again = self.live(run, commands)
            else:
                self.live(run, [])
            for command in commands:
                check(run.run(*command) == 0, *command, run.tail())
        for run in runs.values():
            add_up(run)
        together, one = (answers(run) for run in runs.values())
        for key in one:
            check(together[key] == one[key], *key, "says", together[key], "not", one[key])
        digests = [once for once, *_ in queued(runs["together"])]
        check(digests and len(digests) == len(set(digests)), "digests:", digests)
        return "%d programs, %d begun again" % (2 * len(commands) + 2, again)


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
         ("together", lambda options, folder: Together(options, folder).test(), True, "two of everything at once"),
         ("each", each.test, True, "each thing that is asked for fails once"),
         ("disk", lambda options, folder: Disk(options, folder).test(), False, "the daemon on a bad disk"),
         ("places", places_known, False, "every place is known, and fired"))


def main():
    parser = argparse.ArgumentParser(prog="tests/crash", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="kills at random moments only, and few")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, help="of the daemon")
    parser.add_argument("--part", choices=[name for name, *_ in PARTS], help="only this one")
    parser.add_argument("--scenario", help="only this one of those of each.py")
    parser.add_argument("--every", type=int, help="do only one in so many of those")
    parser.add_argument("--keep", action="store_true", help="keep the databases")
    parser.add_argument("build", type=pathlib.Path)
    options = parser.parse_args()
    options.build = options.build.resolve()
    options.kills = options.kills or (30 if options.quick else 450)
    options.every = options.every or (97 if options.quick else 1)
    options.begin, options.times = 200, 3
    parts = [(said, test) for name, test, quick, said in PARTS
             if (name == options.part if options.part else quick or not options.quick)]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chatstat-crash-"))
    failed = 0
    print("1..%d" % len(parts), flush=True)
    for number, (name, test) in enumerate(parts, 1):
        began = time.monotonic()
        if test is each.test and not (options.build / "fault.so").exists():
            print("ok %d %s # SKIP there is no fault.so" % (number, name), flush=True)
            continue
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
