"""A week of ten groups in half an hour: in the end all that is counted is what was said.

usage: python3 tests/crash/week.py [--minutes N] [--seed N] BUILD

Telegram is tests/telegram, which fails now and then; the clock of all programs is a file.  In each quarter of an hour
the daemon lives as often as there is time for: it is killed, or meets a fault of tests/crash/fault.c, and is started
again.  Rollup, digest, purge and backup run by cron's rhythm, and are killed and meet faults, too; now and then copies
are put in the database's place.  Books are kept of the updates as they are made: nothing is read from the database for
them.
"""
import argparse
import collections
import contextlib
import datetime
import json
import mmap
import pathlib
import random
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zoneinfo

sys.dont_write_bytecode = True
from run import Failure, Run, TOKEN, Talk, add_up, alike, check, contents, finish, server, script    # noqa: E402

STEP = 900
STEPS = 7 * 86400 // STEP
CHATS = 10
SETTINGS = 8        # the step after which chats are told what they get: all have said something by then
DRILLS = (250, 450)     # the steps after which copies are restored; and after the last
ZONE = zoneinfo.ZoneInfo("Europe/Sofia")
SINCE = int(datetime.datetime(2026, 11, 2, tzinfo=ZONE).timestamp())
ROUND = 20          # seconds of the week's; a step has as many as there is time for, and one at least
UPDATES = 40        # that a round has at most, so that neither memory nor disk grows without end
SERVICE = ("new_chat_members", "left_chat_member", "forum_topic_created", "new_chat_title", "migrate_to_chat_id",
           "migrate_from_chat_id")
TROUBLE = [{"fault": "reset"}, {"fault": "half"}, {"fault": "invalid"}, {"fault": "gateway"}, {"fault": "repeat"},
           {"fault": "error", "code": 500, "description": "Internal Server Error"}]
# Of the daemon, and of what cron runs; %d: a turn.
DAEMON = ["file.write:%d:full:3", "file.write:%d:broken:2", "file.sync:%d:broken:2", "file.lock:%d:denied:2",
          "file.write:%d:torn", "room:%d:full:9", "memory:%d:memory:2", "step:%d:broken", "db.commit:%d:kill",
          "batch.after-commit:%d:kill", "outbox.before-mark:1:kill", "sums.flush:%d:kill"]
CRON = ["file.write:%d:full", "file.write:%d:torn", "room:%d:full:9", "memory:%d:memory", "step:%d:broken", "db.commit:%d:kill", "db.committed:%d:kill",
        "file.sync:%d:broken"]
RESTORE = ["backup.kept:1:kill", "restore.unpacked:1:kill", "restore.before-swap:1:kill", "restore.swapped:1:kill",
           "file.write:%d:kill", "file.write:%d:full:100000", "memory:%d:memory:2"]


class Books:
    """What was said, by group: its number, for it may change its id."""

    def __init__(self):
        self.messages, self.given, self.told = collections.Counter(), {}, {}
        self.joined, self.left, self.updates = collections.Counter(), collections.Counter(), 0

    def note(self, group, update):
        self.updates += 1
        message, reaction = update.get("message"), update.get("message_reaction")
        if message and not any(word in message for word in SERVICE):
            self.messages[group, message.get("sender_chat", message["from"])["id"]] += 1
        if reaction:
            key = group, reaction["chat"]["id"], reaction["message_id"], reaction["user"]["id"]
            # By definition the first of one second counts.
            if self.told.get(key, 0) < reaction["date"]:
                self.told[key], self.given[key] = reaction["date"], len(reaction["new_reaction"])
        change = update.get("chat_member", update.get("my_chat_member"))
        if change:
            self.joined[group] += change["old_chat_member"]["status"] == "left"
            self.left[group] += change["new_chat_member"]["status"] == "left"

    def members(self, group, what):
        """What each member did: numbers by id, without those who did nothing."""
        counted = collections.Counter()
        for key, count in (self.messages if what == "messages" else self.given).items():
            if key[0] == group and count:
                counted[key[-1]] += count
        return dict(counted)


class Week:
    def __init__(self, options, folder):
        # How many rounds there are is for the machine to say; what is done between them is not.
        self.options, self.rng, self.dice = options, random.Random(options.seed), random.Random(options.seed)
        self.run = Run(options.build, folder)
        self.run.clock = folder / "clock"
        self.run.clock.write_bytes(struct.pack("=q", SINCE))
        with open(self.run.clock, "r+b") as file:
            self.clock = mmap.mmap(file.fileno(), 8)
        self.server = server.Server(token=TOKEN, hasty=True).serve()
        self.player = script.Player(self.server)
        self.talk, self.books = Talk(options.seed, SINCE, CHATS), Books()
        self.until = time.monotonic() + options.minutes * 60
        self.daemon, self.ends, self.failed, self.rounds = None, collections.Counter(), collections.Counter(), 0

    # ---- One step after the other.

    def speak(self, now):
        """What is said in a round; by whom is the generator's to choose."""
        count = self.dice.randint(1, UPDATES)
        for number in range(count):
            self.talk.now = now + number * ROUND // count
            group = self.dice.randrange(CHATS)
            update = self.talk.groups[group].next(self.talk.now)
            self.books.note(group, update)
            self.server.bot.push(update)

    def keep_daemon(self):
        """As its manager does: one that ended is started again."""
        if self.daemon is not None and self.daemon.poll() is not None:
            status = self.daemon.returncode
            check(status in (1, 75, -signal.SIGKILL), "the daemon ended with", status, self.run.tail())
            self.ends["killed" if status < 0 else "by itself"] += 1
            self.daemon = None
        if self.daemon is None:
            fault = self.dice.choice(DAEMON) if self.dice.random() < 0.3 else None
            fault = fault and fault.replace("%d", str(int(self.dice.paretovariate(0.4)) % 100000 + 1))
            self.daemon = self.run.start("chatstatd", fault=fault, url=self.server.url)

    def cron(self, step):
        """What is due; what fails is done again when it is due again."""
        due = [["chatstat-digest"]] + [["chatstat-rollup"]] * (step % 4 == 1) + [["chatstat-purge"]] * (step % 96 == 13)
        due += [["chatstat-backup"]] * (step % 96 == 15)
        for command in due:
            fault = self.rng.choice(CRON) if self.rng.random() < 0.1 else None
            fault = fault and fault.replace("%d", str(int(self.rng.paretovariate(0.4)) % 20000 + 1))
            patience = self.rng.uniform(0, 0.2) if self.rng.random() < 0.1 else 120
            process = self.run.start(*command, fault=fault)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
            if patience < 120:
                process.kill()
                process.wait()
            status = process.poll()
            check(status in ((0, 75) if not fault and patience == 120 else (0, 1, 75, -signal.SIGKILL)), *command, fault,
                  "ended with", status, self.run.tail())
            self.failed[command[0]] += status != 0

    def drill(self):
        """An old copy takes the database's place, however often that is killed; then what it replaced, as it was."""
        self.daemon.kill()      # does nothing to one that has ended
        self.daemon.wait()
        self.done("chatstat-purge")     # as a restore does
        before, known = self.stored(), self.copies()
        for fault in [*self.rng.sample(RESTORE, 2), None]:
            fault = fault and fault.replace("%d", str(self.rng.randint(1, 60)))
            status = self.run.run("chatstat-backup", "--restore", str(min(known)), fault=fault)
            check(status in ((0, 1, -signal.SIGKILL) if fault else (0,)), "restore", fault, "ended with", status,
                  self.run.tail())
        check(self.stored() != before, "nothing was restored")
        self.done("chatstat-backup", "--restore", str(min(self.copies() - known)))
        alike(self.stored(), before, "restored:")
        for copy in self.copies():
            self.done("chatstat-backup", "--verify", str(copy))

    def stored(self):
        """All but what to ask Telegram for next: after a restore that is all it has."""
        return {table: rows for table, rows in contents(self.run.db).items() if table != "feed"}

    def copies(self):
        return set(self.run.folder.glob("chatstat.db-2*.gz"))

    def settle(self, seconds=60):
        """Until all is confirmed."""
        deadline = time.monotonic() + seconds
        self.keep_daemon()
        while not self.server.bot.wait_drained(0.2):
            self.keep_daemon()
            check(time.monotonic() < deadline, "the daemon does not get on", self.run.tail())

    def round(self, now):
        self.speak(now)
        self.clock[:8] = struct.pack("=q", now + ROUND - 1)
        if self.dice.random() < 0.05:
            self.player.play([self.dice.choice(TROUBLE)])
        self.keep_daemon()
        if self.dice.random() < 0.25:
            time.sleep(self.dice.uniform(0, 0.05))
            self.daemon.kill()
            self.daemon.wait()
        self.settle()
        self.rounds += 1

    def step(self, step):
        now, began = SINCE + step * STEP, time.monotonic()
        share = (self.until - began) / (STEPS - step)
        for begin in range(now, now + STEP, ROUND):
            self.round(begin)
            if time.monotonic() >= began + share:
                break
        self.clock[:8] = struct.pack("=q", now + STEP - 1)
        if step == SETTINGS:
            for chat, every in ((0, ["daily", "09:00"]), (1, ["weekly", "wed", "18:30"])):
                self.done("chatstat-admin", "set", "digest", str(self.chat(chat)), *every)
            self.done("chatstat-admin", "set", str(self.chat(2)), "fact-days", "2")
        if step > SETTINGS:
            self.cron(step)
        if step in DRILLS:
            self.drill()

    def done(self, *command):
        status = self.run.run(*command)
        for _ in range(3):
            if status == 75:
                status = self.run.run(*command)
        check(status == 0, *command, "ended with", status, self.run.tail())

    def chat(self, group):
        return self.talk.groups[group].chat["id"]

    # ---- What is left.

    def rows(self, report, group, *arguments):
        self.done("chatstat", report, "--chat", str(self.chat(group)), "--last", "all", "-f", "json", *arguments)
        return json.loads((self.run.folder / "printed").read_text())["rows"]

    def agree(self, group):
        for by in ("messages", "reactions_given"):
            found = {row["member_id"]: row[by] for row in self.rows("top", group, "--by", by, "--top", "10000") if row[by]}
            wanted = self.books.members(group, by)
            check(found == wanted, "group", group, by, "too many:", sorted(set(found.items()) - set(wanted.items()))[:5],
                  "missing:", sorted(set(wanted.items()) - set(found.items()))[:5])
        grown = self.rows("growth", group, "--by", "year")
        found = [sum(row[column] or 0 for row in grown) for column in ("joined", "left")]
        check(found == [self.books.joined[group], self.books.left[group]], "group", group, "joined and left:", found,
              "not", self.books.joined[group], self.books.left[group])

    def digests(self):
        """Each was sent; what was sent twice died in between."""
        sent = [(key[0], message.get("text") or message.get("caption")) for key, message in self.server.bot.messages.items()]
        sent = [(chat, text) for chat, text in sent if "I count what happens here" not in text]     # a greeting
        counts = collections.Counter(chat for chat, _ in set(sent))
        check(counts == {self.chat(0): 7, self.chat(1): 1}, "digests sent:", dict(counts))
        check(len(sent) - len(set(sent)) <= sum(self.ends.values()), "digests sent twice:", len(sent) - len(set(sent)))
        return len(sent)

    def test(self):
        for step in range(STEPS):
            self.step(step)
            if step % 16 == 15 and sys.stderr.isatty():
                print("\r%s, %d updates" % (datetime.datetime.fromtimestamp(self.talk.now, ZONE), self.books.updates), end="",
                      file=sys.stderr, flush=True)
        self.settle()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.closing(sqlite3.connect(self.run.db)) as db:
                if not db.execute("SELECT 1 FROM outbox WHERE done_at IS NULL").fetchone():
                    break
            self.keep_daemon()
            time.sleep(0.1)
        # One that was just begun does not hear yet that it is to end.
        self.speak(self.talk.now)
        self.settle()
        finish(self.daemon, self.run)
        for command in ("rollup", "purge", "rollup"):
            self.done("chatstat-" + command)
        self.drill()
        add_up(self.run)
        for group in range(CHATS):
            self.agree(group)
        return "%d updates in %d rounds; the daemon ended: %s; failed and done again: %s; %d digests; %d MB" % (
            self.books.updates, self.rounds, *(", ".join("%s %d" % pair for pair in sorted(count.items()))
                                               for count in (self.ends, self.failed)), self.digests(),
            self.run.db.stat().st_size / 1e6)


def main():
    parser = argparse.ArgumentParser(prog="tests/crash/week.py", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=30, help="that the week takes, on a quiet machine")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("build", type=pathlib.Path)
    options = parser.parse_args()
    options.build = options.build.resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chatstat-week-"))
    began, week = time.monotonic(), Week(options, folder)
    try:
        print("ok: %s; %d s" % (week.test(), time.monotonic() - began))
        shutil.rmtree(folder)
    except Failure as failure:
        print("not ok, at %s: %s\nsee %s" % (datetime.datetime.fromtimestamp(week.talk.now, ZONE), failure, folder))
        sys.exit(1)
    finally:
        for process in Run.started:
            process.kill()


if __name__ == "__main__":
    main()
