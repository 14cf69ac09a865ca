-- Version 2: chats have a language; who did something to whom is a sum of folded days.
-- A table is made anew where a new column is not the last one.

CREATE TABLE chat_2 (
	chat		INTEGER PRIMARY KEY,
	chat_id		INTEGER NOT NULL UNIQUE,
	type		INTEGER NOT NULL,
	title		TEXT NOT NULL DEFAULT '',
	titled_at	INTEGER NOT NULL DEFAULT -1,
	username	TEXT,
	zone		TEXT NOT NULL,
	text		INTEGER NOT NULL DEFAULT 2,
	text_days	INTEGER NOT NULL DEFAULT 90,
	fact_days	INTEGER NOT NULL DEFAULT 0,
	reactions	INTEGER NOT NULL DEFAULT 1,
	locale		TEXT NOT NULL DEFAULT 'en',
	texts_since	INTEGER,
	frozen_before	INTEGER,
	frozen_message	INTEGER,
	forum		INTEGER NOT NULL DEFAULT 0,
	members_total	INTEGER,
	live		INTEGER NOT NULL DEFAULT 0,
	moved_to	INTEGER REFERENCES chat
) STRICT;
INSERT INTO chat_2 (chat, chat_id, type, title, titled_at, username, zone, text, text_days, fact_days,
    reactions, texts_since, frozen_before, frozen_message, forum, members_total, live, moved_to)
    SELECT chat, chat_id, type, title, titled_at, username, zone, text, text_days, fact_days,
    reactions, texts_since, frozen_before, frozen_message, forum, members_total, live, moved_to FROM chat;
DROP TABLE chat;
ALTER TABLE chat_2 RENAME TO chat;

CREATE INDEX passage_of ON passage (chat, member, joined, at);
CREATE TABLE pair (
	scope	INTEGER NOT NULL,
	what	INTEGER NOT NULL,
	period	INTEGER NOT NULL,
	member	INTEGER NOT NULL,
	others	BLOB NOT NULL,
	PRIMARY KEY (scope, what, period, member)
) STRICT, WITHOUT ROWID;
-- No day is folded: reports are true, and chatstat-rollup folds all of them again, with their pairs.  Pairs
-- of facts that were purged are not known any more.
DELETE FROM act WHERE period >= 100000;
DELETE FROM total WHERE period >= 100000;
DELETE FROM tally WHERE period >= 100000;
DELETE FROM spend WHERE period >= 100000;
DELETE FROM crowd;
DELETE FROM streak;
DELETE FROM talk;
DELETE FROM feat;
UPDATE scope SET folded = -2;

PRAGMA user_version = 2;
