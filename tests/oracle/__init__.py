"""The slow, obvious query: recomputes reports from state, and from nothing else.

usage: python3 tests/oracle DB REPORT ... [--chat CHAT ...] [--last SPAN | --since T] [--until T]
               [--topic TOPIC] [--member WHO] [--by WHAT] [--top N] [--bots | --no-bots]

Prints what `chatstat -d DB REPORT ... -f json` has to print.  Written from the definitions, apart
from the programs; reads no sums.  CHATSTAT_NOW pins the clock.

clock.py and window.py count time, state.py reads a database, question.py chooses what of it is asked
for; the reports are in totals.py, people.py, series.py, week.py, lists.py and costs.py, their table in answers.py.
"""
from .answers import REPORTS, answers
from .people import MEASURES
from .state import State
from .window import Misuse

__all__ = ["MEASURES", "Misuse", "REPORTS", "State", "answers"]
