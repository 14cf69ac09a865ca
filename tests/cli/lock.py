"""usage: lock.py DB COMMAND ...

Runs a command beside what holds the daemon's lock of a database, and ends as it does.
"""
import fcntl
import subprocess
import sys

with open(sys.argv[1] + ".lock", "w") as lock:
    fcntl.lockf(lock, fcntl.LOCK_EX)
    sys.exit(subprocess.run(sys.argv[2:]).returncode)
