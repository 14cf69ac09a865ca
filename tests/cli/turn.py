"""usage: turn.py DB COMMAND ...

Runs an import, and writes to its database as soon as it may; prints how many messages were stored by then,
and at the end.
"""
import sqlite3
import subprocess
import sys

database, command = sys.argv[1], sys.argv[2:]
db = sqlite3.connect(database, isolation_level=None, timeout=10)


def stored():
    return db.execute("SELECT count(*) FROM message").fetchone()[0]


before = stored()
running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
while stored() == before and running.poll() is None:
    pass
db.execute("BEGIN IMMEDIATE")
during = stored()
db.execute("COMMIT")
running.wait()
print(during, stored())
