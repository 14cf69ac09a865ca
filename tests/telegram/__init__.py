"""A Bot API server for tests: what Telegram's own does, and what it does on bad days.

bot       the methods: the queue of updates, chats, messages
markup    texts with HTML, as the server reads them
server    HTTP, and the faults below it
script    what happens, line by line
talk      a group that talks, from a seed
check     calls against the Bot API's own description, where it is at hand
selftest  whether all of this is so

A line of a script is a JSON object; what it may be stands at the top of script.py.  The server prints its
address, writes every call as a line of JSON where --record says, and takes more lines of script at /control.
"""
