"""The server as a program; what it is for and what its files are stands in __init__.py.

usage: python3 tests/telegram [--port 0] [--token ID:SECRET] [--script FILE ...] [--record CALLS] [--hasty]
                              [--tls CERTIFICATE]
       python3 tests/telegram check CALLS
       python3 tests/telegram test
       python3 tests/telegram talk SEED COUNT [CHATS] >updates.jsonl

It writes its address as the first line of standard output, and ends on SIGTERM or SIGINT.  `check` compares the
calls of --record with the Bot API, tells each that is not as it should be, and fails if there is one; `talk`
writes what a group says, with neither server nor bot; `test` tests all of this.
"""
import argparse
import json
import pathlib
import signal
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from telegram import check, script, selftest, server, talk    # noqa: E402


def write_talk(seed, count, chats=1):
    group = talk.Talk(seed, 1795000000, chats)
    for number in range(count):
        print(json.dumps({"update_id": 1000 + number, **group.next()}, ensure_ascii=False))


def main():
    if sys.argv[1:2] == ["check"]:
        sys.exit(check.check_file(sys.argv[2]))
    if sys.argv[1:2] == ["test"]:
        sys.exit(selftest.main())
    if sys.argv[1:2] == ["talk"]:
        write_talk(*map(int, sys.argv[2:]))
        return
    parser = argparse.ArgumentParser(prog="tests/telegram", description=__doc__.split("\n")[0])
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--token", default="1234567:AAtest")
    parser.add_argument("--script", action="append", default=[], help="what happens; see script.py")
    parser.add_argument("--record", help="write every call to this file")
    parser.add_argument("--hasty", action="store_true", help="without the rules on asking the same again")
    parser.add_argument("--tls", help="a file of certificate and key")
    options = parser.parse_args()
    bot_api = server.Server(options.port, options.token, options.record, options.hasty, options.tls).serve()
    player = script.Player(bot_api)
    for name in options.script:
        with open(name, encoding="utf-8") as file:
            player.play(file.read().splitlines())
    print(bot_api.url, flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    bot_api.stop()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main()
