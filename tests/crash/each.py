"""Each thing that a program asks for fails once: memory, files, processes, locks, steps of SQL.

A first run lists what there is to fail (tests/crash/fault.c): one turn for each way that leads to a place.  Then
the program runs once for each of them, on a copy of the same database.  It may do without; or it ends with a
status that fits and says why; the database is whole; and run again, it ends where it would have ended undisturbed.
"""
import contextlib
import gzip
import json
import shutil
import signal
import sqlite3
import time

from run import NOW, Run, alike, check, contents, fired, lives, tried

# What may go wrong at a place; elsewhere the process is killed.
ACTIONS = {"memory": ["memory"], "file.write": ["full", "torn", "broken"], "file.read": ["broken"],
           "file.sync": ["broken"], "file.truncate": ["broken"], "file.size": ["broken"], "file.map": ["memory"],
           "file.lock": ["denied"], "file.open": ["denied"], "file.delete": ["broken"],
           "open": ["denied"], "write": ["full"], "room": ["full:6"], "rename": ["denied"],
           "unlink": ["denied"], "fork": ["busy"], "step": ["broken"]}
OWN = ["fired", "log", "printed", "chatstat.db", "chatstat.db-wal", "chatstat.db-shm"]
BEGIN = NOW - 2 * 86400     # so that something is due
COPY = time.strftime("chatstat.db-%Y%m%dT%H%M%SZ.gz", time.gmtime(BEGIN))
CHAT = ["--chat", "-1001700000000", "--last", "all", "-o"]
IMPORT = ["chatstat-import", "updates.jsonl", "usage.csv", "prices.csv"]
SETTINGS = [["chatstat-admin", "set", "-1001700000000", "fact-days", "16"],
            ["chatstat-admin", "set", "digest", "-1001700000001", "daily", "00:00"]]
# What is done before, undisturbed; and what is done with each fault.
SCENARIOS = {
    "import": ([], IMPORT),
    "again": ([IMPORT], IMPORT),
    "settings": ([IMPORT], SETTINGS[0]),
    "forget": ([IMPORT], ["chatstat-admin", "forget", "-1001700000001", "210001"]),
    "rollup": ([IMPORT], ["chatstat-rollup"]),
    "rebuild": ([IMPORT, ["chatstat-rollup"]], ["chatstat-rollup", "--rebuild"]),
    "purge": ([IMPORT, *SETTINGS], ["chatstat-purge"]),
    "backup": ([IMPORT, ["chatstat-rollup"]], ["chatstat-backup"]),
    "restore": ([IMPORT, ["chatstat-backup"], *SETTINGS, ["chatstat-rollup"]], ["chatstat-backup", "--restore", COPY]),
    "digest": ([IMPORT, *SETTINGS], ["chatstat-digest"]),
    "answers": ([IMPORT], ["chatstat", "summary", "top", "heatmap", "-f", "json", *CHAT, "out"]),
    "picture": ([IMPORT], ["chatstat", "heatmap", *CHAT, "out.png"]),
    "page": ([IMPORT, ["chatstat-rollup"]], ["chatstat", "page", *CHAT, "out.html"]),
}


def inputs(folder, seed):
    with open(folder / "updates.jsonl", "w", encoding="utf-8") as file:
        for number, update in zip(range(500), lives(seed)):
            file.write(json.dumps({"update_id": number, **update}, ensure_ascii=False) + "\n")
    (folder / "usage.csv").write_text("time,request_id,model,chat_id,input_tokens,output_tokens\n" + "".join(
        "%d,r%d,model-%d,-1001700000000,%d,7\n" % (1795000000 + 9000 * i, i, i % 3, i) for i in range(20)))
    (folder / "prices.csv").write_text("model,valid_from,input,output\nmodel-0,,1.5,3\nmodel-1,,0.1,0.2\n")


def outcome(run):
    """What a run left: all rows, what waits to be sent, and files."""
    with contextlib.closing(sqlite3.connect(run.db)) as db:
        rows = {"outbox": sorted(db.execute("SELECT once, chat_id, class, text FROM outbox"), key=repr)}
    rows["files"] = [(path.name, path.read_bytes() if path.is_file() and path.suffix != ".png" else b"") for path in sorted(
        run.folder.glob("*")) if path.name not in OWN and path.suffix != ".gz" and
        not path.name.startswith("chatstat.db.key")]    # nor what could not be deleted of one
    found = {**contents(run.db), **rows}
    found["price"] = [row[:-1] for row in found["price"]]       # files have another number when they come again
    return found


def whole(path):
    """Whatever happened, the file is a database, or nothing yet."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        check(db.execute("PRAGMA integrity_check").fetchall() == [("ok",)], path, "is damaged")
        check(not db.execute("PRAGMA foreign_key_check").fetchall(), path, "has rows without their parent")


def whole_copies(run):
    """What has the name of a copy is one, of all; others may be there more than once."""
    for copy in run.folder.glob("*.gz"):
        unpacked = copy.with_suffix(".unpacked")
        unpacked.write_bytes(gzip.decompress(copy.read_bytes()))
        whole(unpacked)
        unpacked.unlink()


class Scenario:
    def __init__(self, options, folder, name):
        self.options, self.folder, self.name = options, folder / name, name
        before, self.command = SCENARIOS[name]
        self.base = Run(options.build, self.folder / "base")
        inputs(self.base.folder, options.seed)
        self.base.now = BEGIN
        for command in before:
            check(self.base.run(*command) == 0, *command, self.base.tail())
        if before:
            with contextlib.closing(sqlite3.connect(self.base.db)) as db:
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self, name):
        run = Run(self.options.build, self.folder / name)
        shutil.copytree(self.base.folder, run.folder, dirs_exist_ok=True)
        run.log.unlink(missing_ok=True)
        return run

    def faults(self):
        """What there is to fail, as a first run tells; and what is left by one that meets nothing."""
        run = self.copy("whole")
        check(run.run(*self.command, fault="list") == 0, *self.command, run.tail())
        self.wanted = outcome(run)
        return ["%s:%s:%s" % (place, turn, action) for place, turn in (line.split() for line in fired(run.fired))
                for action in ACTIONS.get(place, ["kill"])]

    def one(self, fault):
        """Whether it fired, and what is wrong with what came of it."""
        run = self.copy(fault.replace(":", "-"))
        status = run.run(*self.command, fault=fault)
        said = run.log.read_text(errors="replace").split("\n")[1:-1]
        met = bool(fired(run.fired))
        if status in (1, 75):
            check(said and all(line.startswith((self.command[0] + ": ", "chatstat-admin: ")) for line in said), fault,
                  "is not told:", run.tail())     # which is who forgets for a restore
        check(status in (0, 1, 75) or (status == -signal.SIGKILL and fault.endswith("kill")), self.name, fault,
              "ended with", status, run.tail())
        if run.db.exists():
            whole(run.db)
        whole_copies(run)
        if status == 0:
            alike(outcome(run), self.wanted, self.name, fault, "is not told:", run.tail())
        check(run.run(*self.command) == 0, self.name, fault, "cannot be done again", run.tail())
        alike(outcome(run), self.wanted, self.name, fault, "done again:", run.tail())
        shutil.rmtree(run.folder)
        return met


def test(options, folder):
    """All of them; of each scenario some, where it has to be quick."""
    total = missed = 0
    for name in [options.scenario] if options.scenario else SCENARIOS:
        scenario = Scenario(options, folder, name)
        faults = scenario.faults()
        faults = faults[options.seed % options.every::options.every]
        met = tried(scenario.one, faults)
        total += len(faults)
        missed += met.count(False)
    check(missed <= total / 20, "of", total, "faults", missed, "did not fire")
    return "%d faults" % total
