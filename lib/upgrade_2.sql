-- Version 2: chats have a language.  Tables are made anew where a column is not the last one.

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

PRAGMA user_version = 2;
