#!/usr/bin/env python3
"""The walls around SQL: TAP, a test for each wall and file that has statements.

- every statement, in .sql files and in C, can be prepared against schema.sql (and, in reports, window.sql);
- who writes which table;
- lib/bulk.c knows every table that a statement opens and rows may wait for;
- no full scan of a table that grows with facts, unless a comment of the file says "full scan of TABLE";
- reports/*.sql keep to what SQLite, PostgreSQL and ClickHouse share;
- a file of any older version (tests/data/schema-N.sql) is upgraded (lib/upgrade_N.sql) to just what schema.sql makes.
"""
import pathlib
import re
import sqlite3
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ["lib", "ingest", "analytics", "reports"]

# Tables that do not grow with messages: their scans are cheap.
SMALL = {"chat", "scope", "topic", "member", "emoji", "coverage", "bot", "feed", "former_name", "job_run",
         "audit", "optout", "model", "price", "file", "budget", "alarm"}

# Who may write what, as patterns of paths; a table that is not here is state: ingest's.
STATE = r"ingest/"
KEPT = STATE + r"|analytics/retention\.c"    # and deleted when its time is over
RESTORE = r"analytics/restore\.c"    # what the database that it replaces knows better
WRITERS = {
    "chat": KEPT, "message": KEPT, "reaction": KEPT, "reactor": KEPT, "passage": KEPT, "poll": KEPT,
    "poll_option": KEPT, "told": KEPT,
    "act": r"lib/sums_write\.c|analytics/(frozen|rebuild)\.c",
    "total": r"lib/sums_write\.c|analytics/(frozen|rebuild)\.c",
    "tally": r"lib/sums_(forget|write)\.c|analytics/(frozen|rebuild)\.c",
    "pair": r"lib/pair\.c|analytics/(frozen|rebuild)\.c",
    "word": r"lib/vocabulary\.c",
    "scope": r"lib/scope\.c|analytics/(fold|frozen|rebuild)\.c",
    "spend": r"lib/sums_spend\.c|analytics/(frozen|rebuild)\.c",
    "alarm": r"lib/budget_alarm\.c|" + RESTORE,
    "usage": r"ingest/|lib/reprice\.c",
    "audit": r"lib/audit\.c|" + RESTORE,
    "member": r"ingest/|lib/sums_bot\.c",    # sums_set_bot moves a member's sums with the mark
    "job_run": r"analytics/",
    "digest": r"lib/digest\.c|" + RESTORE,
    "outbox": r"lib/outbox\.c|ingest/outbox\.c|" + RESTORE,
    "picture": r"lib/outbox\.c|ingest/picture\.c",
    "ask": r"ingest/ask\.c|lib/outbox\.c|" + RESTORE,
    "own": r"ingest/own\.c|lib/outbox\.c|" + RESTORE,    # forgotten with the outbox
    "optout": STATE + "|" + RESTORE, "parked": STATE + "|" + RESTORE, "coverage": STATE + "|" + RESTORE,
    "feed": STATE + "|" + RESTORE,
    # Derived rows go where state changes, and are stored by their job.
    "crowd": r"lib/derive\.c|analytics/",
    "talk": r"lib/feat\.c|analytics/",
    "feat": r"lib/feat\.c|analytics/",
    "streak": r"lib/streak\.c|analytics/",
}

UNPORTABLE = {
    "CTE": r"\bWITH\b", "window function": r"\bOVER\b", "LIKE": r"\b(LIKE|GLOB|REGEXP)\b", "AVG": r"\bAVG\b",
    "division": r"/", "ROUND": r"\bROUND\b", "float": r"\d\.\d|\bTOTAL\s*\(|\bREAL\b",
    "function of SQLite's own": r"\b(IFNULL|IIF|STRFTIME|GROUP_CONCAT|PRINTF|INSTR|ROWID)\b",
}

# Tables that rows wait for.
BULK = set(re.findall(r"\[BULK_\w+\] = \"(\w+)\"", (ROOT / "lib/bulk.c").read_text(encoding="utf-8")))

# Columns that tell rows apart, at the end of an ORDER BY.
KEYS = {"member", "member_id", "automatic", "chat", "chat_id", "topic", "emoji", "key", "period", "usage", "above"}


def database(reports):
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema = (ROOT / "schema.sql").read_text(encoding="utf-8")
    db.executescript(schema)
    # What lib/bulk.c shows to statements that insert.
    db.execute("CREATE TEMP TABLE waiting (%s)" % ", ".join("c%d" % n for n in range(1, 23)))
    # What analytics/restore.c writes to.
    db.execute("ATTACH ':memory:' AS restored")
    db.executescript(re.sub(r"^(CREATE (?:TABLE|(?:UNIQUE )?INDEX)|INSERT INTO) ", r"\1 restored.", schema, flags=re.M))
    if reports:
        db.executescript((ROOT / "reports/window.sql").read_text(encoding="utf-8"))
    return db


def split(text):
    """The statements of an SQL text."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def strip(sql):
    """Without comments and the contents of strings."""
    return re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*", "", sql))


def statements_of_c(path):
    """String literals that are statements, macros put in."""
    text = subprocess.run(["cc", "-E", "-P", "-I.", "-D_POSIX_C_SOURCE=200809L", '-DVERSION=""', path], cwd=ROOT,
                          check=True, capture_output=True, text=True).stdout
    one = r'"(?:[^"\\\n]|\\.)*"'
    for found in re.finditer(r"'(?:[^'\\]|\\.)+'|(%s(?:\s*%s)*)" % (one, one), text):
        sql = "".join(part[1:-1] for part in re.findall(one, found.group(1) or ""))
        if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\s", sql):
            yield sql.replace("\\n", "\n").replace('\\"', '"')


def sources():
    """(path, statements) of every file."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.sql")):
            if path.name != "window.sql" and not path.name.startswith("upgrade_"):
                yield path.relative_to(ROOT), list(split(path.read_text(encoding="utf-8")))
        for path in sorted((ROOT / folder).glob("*.c")):
            statements = list(statements_of_c(path.relative_to(ROOT)))
            if statements:
                yield path.relative_to(ROOT), statements


def examine(db, sql):
    """(tables of main that it writes, those that it scans from end to end, those that it opens unbeknown)."""
    written, scanned, known = set(), set(), set(re.findall(r"\w+", sql.lower()))
    writes = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}

    def authorize(action, table, _column, name, _trigger):
        if action in writes and name in ("main", "restored"):
            written.add(table)
        if action in writes | {sqlite3.SQLITE_READ}:
            known.add(table)
        return sqlite3.SQLITE_OK

    names = set(re.findall(r"[:@?]\w+", strip(sql)))
    db.set_authorizer(authorize)
    program = db.execute("EXPLAIN " + sql, {name[1:]: None for name in names}).fetchall()
    db.set_authorizer(None)
    tables = {(place, root): table for place, schema in enumerate(("main", "temp"))
              for root, table in db.execute("SELECT rootpage, tbl_name FROM %s.sqlite_schema" % schema)}
    cursors, opened = {}, set()
    for _, code, p1, p2, p3, *_ in program:
        if code in ("OpenRead", "OpenWrite"):
            opened.add(tables.get((p3, p2)))
            if p3 == 0:
                cursors[p1] = tables.get((0, p2))
    for _, code, p1, *_ in program:
        if code in ("Rewind", "Last") and cursors.get(p1):
            scanned.add(cursors[p1])
    return (written, {table for table in scanned if table not in SMALL and not table.startswith("sqlite_")},
            (opened & BULK) - known)


def selects(sql):
    """The SELECTs of a statement, inner ones cut out."""
    while True:
        inner = re.search(r"\(\s*(SELECT\b[^()]*(?:\([^()]*\)[^()]*)*)\)", sql, re.I)
        if not inner:
            break
        yield from selects(inner.group(1))
        sql = sql[:inner.start()] + "(…)" + sql[inner.end():]
    yield sql


def portable(db, sql):
    """What is not in the portable subset."""
    text = strip(sql)
    for name, pattern in UNPORTABLE.items():
        if re.search(pattern, text, re.I):
            yield name
    for select in selects(text):
        columns, keys = set(), []
        for table in re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", select, re.I):
            info = db.execute("SELECT name, pk FROM pragma_table_xinfo(?)", [table]).fetchall()
            columns |= {name for name, _ in info}
            keys.append({name for name, pk in info if pk > 0})
        named = re.sub(r"(\b(FROM|JOIN)\s+\w+|\(…\))\s+AS\s+\w+", "", select, flags=re.I)
        for alias in re.findall(r"\bAS\s+(\w+)", named, re.I):
            if alias in columns:
                yield "alias %s is a column's name" % alias
        joins = len(re.findall(r"\bJOIN\b", select, re.I))
        if joins > 1 or joins != len(re.findall(r"\bUSING\b", select, re.I)):
            yield "more than one JOIN, or one without USING"
        if re.search(r"\bFROM\s+\w+(\s+AS\s+\w+)?\s*,", select, re.I):
            yield "a comma joins tables"
        order = re.search(r"\bORDER\s+BY\s+(.*?)(\bLIMIT\b.*)?;?\s*$", select, re.I | re.S)
        group = re.search(r"\bGROUP\s+BY\s+(.*?)(\bHAVING\b|\bORDER\b|\bLIMIT\b|;|$)", select, re.I | re.S)
        if re.search(r"\bLIMIT\b", select, re.I) and not order:
            yield "LIMIT without ORDER BY"
        if order:
            by = [re.sub(r"^\w+\.|\s+(ASC|DESC)$", "", term.strip(), flags=re.I) for term in order.group(1).split(",")]
            last = by[-1]
            fixed = set(re.findall(r"(\w+) = :", select))
            # A table's whole key is sorted by, or held fixed.
            if len(keys) == 1 and keys[0] and keys[0] <= fixed | set(by):
                continue
            grouped = {g.strip() for g in group.group(1).split(",")} if group else set()
            meant = re.search(r"([\w.%% ]+?)\s+AS\s+%s\b" % re.escape(last), select, re.I)
            last_meant = re.sub(r"^(SELECT|DISTINCT)\s+", "", meant.group(1).strip(), flags=re.I) if meant else last
            if last not in KEYS and last_meant not in grouped:
                yield "ORDER BY does not end in a unique key, but in %s" % last


def shape(db):
    """What a database is made of, but for comments, blanks, quotes and the order of making."""
    rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    made = {name: re.sub(r"\s*([(),])\s*", r"\1", " ".join(strip(sql).replace('"', "").split())) for name, sql in rows}
    return made, db.execute("PRAGMA user_version").fetchone()


def upgrades():
    """What upgrades leave that is not as schema.sql has it."""
    version = int(re.search(r"UPGRADE_VERSION = (\d+)", (ROOT / "lib/upgrade.h").read_text(encoding="utf-8")).group(1))
    fresh = sqlite3.connect(":memory:")
    fresh.executescript((ROOT / "schema.sql").read_text(encoding="utf-8"))
    wanted = shape(fresh)
    if wanted[1] != (version,):
        yield "schema.sql is of version %d" % wanted[1]
    for first in range(1, version + 1):
        path = ROOT / ("tests/data/schema-%d.sql" % first)
        if first == version > 1 and not path.exists():
            continue    # frozen when it is released
        db = sqlite3.connect(":memory:", isolation_level=None)
        db.executescript(path.read_text(encoding="utf-8"))
        for step in range(first + 1, version + 1):
            db.executescript((ROOT / ("lib/upgrade_%d.sql" % step)).read_text(encoding="utf-8"))
        found = shape(db)
        if found[1] != wanted[1]:
            yield "version %d becomes %d, not %d" % (first, *found[1], version)
        for name in sorted(found[0].keys() | wanted[0].keys()):
            if found[0].get(name) != wanted[0].get(name):
                yield "version %d: %s is %s" % (first, name, found[0].get(name, "missing"))


def main():
    databases = {True: database(True), False: database(False)}
    results = []

    def wall(name, faults):
        results.append((name, sorted(set(faults))))

    every = list(sources())
    wrong = []
    for path, statements in every:
        reports = path.parts[0] == "reports"
        faults, scans = [], []
        comments = path.read_text(encoding="utf-8") if path.is_absolute() else (ROOT / path).read_text(encoding="utf-8")
        for sql in statements:
            short = " ".join(sql.split())[:100]
            try:
                written, scanned, unbeknown = examine(databases[reports], sql)
            except sqlite3.Error as error:
                faults.append("%s: %s" % (error, short))
                continue
            for table in unbeknown:
                faults.append("rows may wait for %s: %s" % (table, short))
            for table in written:
                if not table.startswith("sqlite_") and not re.match(WRITERS.get(table, STATE), str(path)):
                    wrong.append("%s writes %s: %s" % (path, table, short))
            for table in scanned:
                if "full scan of %s" % table not in comments:
                    scans.append("full scan of %s: %s" % (table, short))
        wall("%s: %d statements are valid" % (path, len(statements)), faults)
        wall("%s: no full scan without a reason" % path, scans)
        if reports and path.suffix == ".sql":
            wall("%s: portable" % path, [fault for sql in statements for fault in portable(databases[True], sql)])
    wall("upgraded is as fresh", list(upgrades()))
    wall("who writes which table", wrong)
    wall("reports write nothing", [w for w in wrong if w.startswith("reports/")])

    print("1..%d" % len(results))
    for number, (name, faults) in enumerate(results, 1):
        print("%s %d %s" % ("not ok" if faults else "ok", number, name))
        for fault in faults:
            print("# " + fault)
    sys.exit(1 if any(faults for _, faults in results) else 0)


if __name__ == "__main__":
    main()
