import json
import os
import pathlib
import sys
import time

sys.dont_write_bytecode = True
sys.path[0] = str(pathlib.Path(__file__).resolve().parent.parent)
import oracle    # noqa: E402


def main():
    if len(sys.argv) < 3:
        sys.exit(oracle.__doc__)
    now = int(os.environ.get("CHATSTAT_NOW") or time.time())
    try:
        print(json.dumps(oracle.answers(oracle.State(sys.argv[1]), sys.argv[2:], now), ensure_ascii=False))
    except oracle.Misuse as fault:
        sys.exit("oracle: %s" % fault)


main()
