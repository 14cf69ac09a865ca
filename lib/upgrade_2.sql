-- Version 2: chats and members have settings for their answers, which are edited in place; the audit log
-- tells who, as what, from what to what, and why; who did something to whom is a sum of folded days; how many
-- members a chat has is known by the day, where version 1 knew nothing.
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
	theme		INTEGER NOT NULL DEFAULT 0,
	cost		INTEGER NOT NULL DEFAULT 0,
	others		INTEGER NOT NULL DEFAULT 0,
	blocked		INTEGER NOT NULL DEFAULT 0,
	texts_since	INTEGER,
	frozen_before	INTEGER,
	frozen_message	INTEGER,
	forum		INTEGER NOT NULL DEFAULT 0,
	live		INTEGER NOT NULL DEFAULT 0,
	moved_to	INTEGER REFERENCES chat
) STRICT;
INSERT INTO chat_2 (chat, chat_id, type, title, titled_at, username, zone, text, text_days, fact_days,
    reactions, texts_since, frozen_before, frozen_message, forum, live, moved_to)
    SELECT chat, chat_id, type, title, titled_at, username, zone, text, text_days, fact_days,
    reactions, texts_since, frozen_before, frozen_message, forum, live, moved_to FROM chat;
DROP TABLE chat;
ALTER TABLE chat_2 RENAME TO chat;

CREATE TABLE audit_2 (
	audit	INTEGER PRIMARY KEY,
	at	INTEGER NOT NULL,
	request	TEXT,
	actor	TEXT NOT NULL,
	role	TEXT NOT NULL,
	surface	TEXT NOT NULL,
	chat_id	INTEGER,
	action	TEXT NOT NULL,
	object	TEXT,
	before	TEXT,
	after	TEXT,
	result	TEXT NOT NULL,
	reason	TEXT
) STRICT;
-- Version 1 put "member " before a hash where a chat asked, and a bare hash where somebody opted out.
INSERT INTO audit_2 (audit, at, actor, role, surface, chat_id, action, object, after, result)
    SELECT audit, at, CASE WHEN actor GLOB 'member *' THEN substr(actor, 8) ELSE actor END,
    CASE WHEN actor GLOB 'member *' THEN 'member' ELSE 'operator' END,
    CASE WHEN actor GLOB 'member *' THEN 'chat' ELSE 'shell' END, chat_id, action,
    CASE WHEN action GLOB 'opt*' OR action GLOB 'forget*' THEN 'user:' || detail END,
    CASE WHEN action GLOB 'opt*' OR action GLOB 'forget*' THEN NULL ELSE detail END, 'done' FROM audit;
DROP TABLE audit;
ALTER TABLE audit_2 RENAME TO audit;

CREATE TABLE own (
	member_id	INTEGER PRIMARY KEY,
	chat_id		INTEGER,
	theme		INTEGER,
	locale		TEXT
) STRICT;
CREATE TABLE picture (
	digest	TEXT PRIMARY KEY,
	file_id	TEXT NOT NULL,
	at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_2 (
	item		INTEGER PRIMARY KEY,
	once		TEXT NOT NULL UNIQUE,
	chat_id		INTEGER NOT NULL,
	topic		INTEGER NOT NULL,
	reply_to	INTEGER NOT NULL,
	edits		INTEGER NOT NULL DEFAULT 0,
	captioned	INTEGER NOT NULL DEFAULT 0,
	class		INTEGER NOT NULL,
	text		TEXT NOT NULL,
	keyboard	TEXT,
	made_at		INTEGER NOT NULL,
	not_before	INTEGER NOT NULL,
	tries		INTEGER NOT NULL DEFAULT 0,
	done_at		INTEGER,
	message_id	INTEGER,
	error		TEXT,
	file		TEXT,
	photo		BLOB
) STRICT;
INSERT INTO outbox_2 (item, once, chat_id, topic, reply_to, class, text, keyboard, made_at, not_before,
    tries, done_at, message_id, error, photo) SELECT item, once, chat_id, topic, reply_to, class, text,
    keyboard, made_at, not_before, tries, done_at, message_id, error, photo FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_2 RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (chat_id, item) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;
-- Limits begin anew: they count what was asked within an hour.
DROP TABLE ask;
CREATE TABLE ask (
	ask		INTEGER PRIMARY KEY,
	once		TEXT NOT NULL UNIQUE,
	at		INTEGER NOT NULL,
	chat_id		INTEGER NOT NULL,
	topic		INTEGER NOT NULL,
	reply_to	INTEGER NOT NULL,
	asker		INTEGER NOT NULL,
	member_id	INTEGER NOT NULL,
	private		INTEGER NOT NULL,
	edits		INTEGER NOT NULL DEFAULT 0,
	captioned	INTEGER NOT NULL DEFAULT 0,
	question	TEXT NOT NULL,
	chart		INTEGER NOT NULL,
	state		INTEGER NOT NULL
) STRICT;
CREATE INDEX ask_of_member ON ask (asker, at);
CREATE INDEX ask_of_chat ON ask (chat_id, at);
CREATE INDEX ask_at ON ask (at);
CREATE INDEX ask_waiting ON ask (ask) WHERE state = 0;

CREATE TABLE headcount (
	chat	INTEGER NOT NULL REFERENCES chat,
	day	INTEGER NOT NULL,
	at	INTEGER NOT NULL,
	members	INTEGER,
	PRIMARY KEY (chat, day)
) STRICT, WITHOUT ROWID;
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
