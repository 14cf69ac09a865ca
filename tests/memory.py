#!/usr/bin/env python3
"""chatstatd over millions of updates: its memory stays what it was.

usage: memory.py [--count N] BIN

A server (tests/telegram) hands out what groups say as fast as it is taken.  The daemon's memory is looked at
all along the way; once caches are full it may leave the middle of what it was by 5 % at most.
"""
import argparse
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from telegram import script, server    # noqa: E402

TOKEN = "1234567:AAmemory"
SINCE = 1577836800
ALLOWED = 0.05
WARM = 250_000      # updates that it takes to fill SQLite's cache, or a tenth of all


def resident(process):
    """KiB."""
    status = pathlib.Path("/proc/%d/status" % process.pid).read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def main():
    parser = argparse.ArgumentParser(prog="tests/memory.py", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=5_000_000)
    parser.add_argument("bin", type=pathlib.Path)
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chatstat-memory-"))
    bot_api = server.Server(token=TOKEN, hasty=True).serve()
    script.Player(bot_api).play([{"talk": 1, "count": options.count, "since": SINCE, "chats": 12}])
    with open(folder / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen([options.bin.resolve() / "chatstatd"], cwd=folder, stderr=log, env={
            "PATH": "/usr/bin:/bin", "CHATSTAT_TELEGRAM_TOKEN": TOKEN, "CHATSTAT_LOG_LEVEL": "warning",
            "CHATSTAT_TELEGRAM_API_URL": bot_api.url})
    began, seen = time.monotonic(), []
    while bot_api.bot.delivered < options.count and process.poll() is None:
        time.sleep(0.2)
        done = bot_api.bot.delivered
        if done >= options.count * (len(seen) + 1) / 50:
            seen.append((done, resident(process)))
            print("\r%9d updates, %6.1f MiB, %.0f s" % (done, seen[-1][1] / 1024, time.monotonic() - began), end="",
                  flush=True)
    print()
    bot_api.bot.wait_drained(60)
    took = time.monotonic() - began
    process.send_signal(signal.SIGTERM)
    status = process.wait(10)
    steady = [kib for done, kib in seen if done > max(min(WARM, options.count / 2), options.count / 10)]
    middle = statistics.median(steady) if steady else 1
    low, high = (min(steady) / middle - 1, max(steady) / middle - 1) if steady else (1, 1)
    print("%d updates in %.0f s; memory %.1f MiB, %+.1f to %+.1f %%; exit status %d" % (
        options.count, took, middle / 1024, 100 * low, 100 * high, status))
    shutil.rmtree(folder)
    sys.exit(not (status == 0 and -ALLOWED <= low and high <= ALLOWED))


if __name__ == "__main__":
    main()
