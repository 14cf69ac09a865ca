-- chatstat's database: the interface between ingest (writes facts and the day sums they touch),
-- analytics (folds day sums into coarser ones) and reports (read).  Start reading here.
--
-- Instants are UTC seconds.  A day is the number of days since 1970-01-01, in UTC where a column is
-- called `day`, on a scope's own calendar where it is a period.  Ids ending in _id are Telegram's;
-- `chat`, `member`, `scope`, `emoji` are dense numbers of our own.

-- ===== State: what is known now.  Written by ingest only. =====

CREATE TABLE chat (
	chat		INTEGER PRIMARY KEY,	-- 1 .. 2^20 - 1
	chat_id		INTEGER NOT NULL UNIQUE,	-- as in the Bot API: supergroups are -100...
	type		INTEGER NOT NULL,	-- enum chat_type in ingest/record.h
	title		TEXT NOT NULL DEFAULT '',
	titled_at	INTEGER NOT NULL DEFAULT -1,	-- instant that the title was told at: the latest wins
	username	TEXT,
	zone		TEXT NOT NULL,		-- IANA name that its days are to be counted in
	text		INTEGER NOT NULL DEFAULT 2,	-- what is kept of texts: enum policy in lib/policy.h
	text_days	INTEGER NOT NULL DEFAULT 90,	-- for how long texts are kept; 0: for ever
	fact_days	INTEGER NOT NULL DEFAULT 0,	-- likewise facts
	reactions	INTEGER NOT NULL DEFAULT 1,	-- 0: they are not recorded
	locale		TEXT NOT NULL DEFAULT 'en',	-- what is spoken there: po/LOCALE.po
	theme		INTEGER NOT NULL DEFAULT 0,	-- of charts there: 0 light, 1 dark
	cost		INTEGER NOT NULL DEFAULT 0,	-- shown to: 0 administrators, 1 everybody
	others		INTEGER NOT NULL DEFAULT 0,	-- 1: members may ask about each other
	blocked		INTEGER NOT NULL DEFAULT 0,	-- 1: nothing of it is recorded live, or answered
	texts_since	INTEGER,		-- instant; texts before were dropped; NULL: none
	frozen_before	INTEGER,		-- likewise facts: sums alone tell of them, for ever
	frozen_message	INTEGER,		-- the highest message id that was purged; NULL: none
	forum		INTEGER NOT NULL DEFAULT 0,	-- 1: messages without a topic are in topic 1, General
	live		INTEGER NOT NULL DEFAULT 0,	-- 1: the bot is in it, and can read it
	moved_to	INTEGER REFERENCES chat	-- of a basic group: the supergroup that it is now
) STRICT;

-- The accounts that chatstat is or was in Telegram.  What one is in a chat, its presence tells.
CREATE TABLE bot (
	bot_id		INTEGER PRIMARY KEY,
	reads_all	INTEGER NOT NULL,	-- 1: privacy mode is off
	latest		INTEGER NOT NULL	-- the highest is the one that polls
) STRICT;

-- Every title that a chat is known to have been given.
CREATE TABLE title (
	chat	INTEGER NOT NULL REFERENCES chat,
	at	INTEGER NOT NULL,
	title	TEXT NOT NULL,
	PRIMARY KEY (chat, at)
) STRICT, WITHOUT ROWID;

-- What sums are kept for: a chat (topic 0), one topic of a forum, or no chat.
CREATE TABLE scope (
	scope	INTEGER PRIMARY KEY,
	chat	INTEGER NOT NULL,		-- 0: none, for usage without a chat
	topic	INTEGER NOT NULL,
	zone	TEXT NOT NULL,			-- IANA name that its periods are cut by
	role	INTEGER NOT NULL DEFAULT 0,	-- 0 answers; 1 is being built to replace it; 2 is to go
	folded	INTEGER NOT NULL DEFAULT -2,	-- last local day that its months and period 300000 contain
	built	INTEGER NOT NULL DEFAULT 0	-- role 1: holds the UTC days before; see analytics/frozen.h
) STRICT;
CREATE UNIQUE INDEX scope_of ON scope (chat, topic, role) WHERE role < 2;

-- How many members Telegram counts in a chat: what it said last on each UTC day that it was asked on.
CREATE TABLE headcount (
	chat	INTEGER NOT NULL REFERENCES chat,
	day	INTEGER NOT NULL,
	at	INTEGER NOT NULL,		-- instant that it was asked last
	members	INTEGER,			-- NULL: it did not say
	PRIMARY KEY (chat, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE topic (
	chat		INTEGER NOT NULL REFERENCES chat,
	topic		INTEGER NOT NULL,	-- message_thread_id; General (1) has no row
	title		TEXT NOT NULL DEFAULT '',
	titled_at	INTEGER NOT NULL DEFAULT -1,
	PRIMARY KEY (chat, topic)
) STRICT, WITHOUT ROWID;

-- Somebody who acts: a user, or a chat that messages are sent on behalf of (negative id).
CREATE TABLE member (
	member		INTEGER PRIMARY KEY,	-- 1 .. ; 0 stands for nobody known
	member_id	INTEGER NOT NULL,
	automatic	INTEGER NOT NULL DEFAULT 0,	-- 1: a channel, for its automatic forwards only;
						-- 2: an account of usage, whose id is made from its name
	name		TEXT NOT NULL DEFAULT '',
	named_at	INTEGER NOT NULL DEFAULT -1,	-- the latest name wins
	username	TEXT,
	bot		INTEGER NOT NULL DEFAULT 0,	-- 1: kept out of rankings
	UNIQUE (member_id, automatic)
) STRICT;
CREATE INDEX member_name ON member (name);
CREATE INDEX member_bot ON member (bot);
CREATE INDEX member_username ON member (username COLLATE NOCASE);

-- Names that members were told by, other than the one they have now, and usernames as "@name".
CREATE TABLE former_name (
	member	INTEGER NOT NULL REFERENCES member,
	name	TEXT NOT NULL,
	at	INTEGER NOT NULL,		-- when it was told last
	PRIMARY KEY (member, name)
) STRICT, WITHOUT ROWID;

-- What is known of a member in a chat.
CREATE TABLE presence (
	chat		INTEGER NOT NULL,
	member		INTEGER NOT NULL,
	first_message	INTEGER,		-- instants; NULL: none
	last_message	INTEGER,
	last_reaction	INTEGER,
	joined		INTEGER,		-- the latest passage: 1 in, 0 out; NULL: none known
	joined_at	INTEGER,
	status		TEXT,			-- in the words of the Bot API; NULL: not told
	status_at	INTEGER,
	PRIMARY KEY (chat, member)
) STRICT, WITHOUT ROWID;

-- Every coming and going.  Two of one member in one direction within 60 s are one.
CREATE TABLE passage (
	passage	INTEGER PRIMARY KEY,
	chat	INTEGER NOT NULL,
	at	INTEGER NOT NULL,
	joined	INTEGER NOT NULL,		-- 1 in, 0 out
	member	INTEGER NOT NULL,		-- 0: known only by name; below 0: a mark of who opted out
	name	TEXT NOT NULL,			-- that it was told by; or a mark
	actor	INTEGER NOT NULL,		-- who invited, or whose link it was, or removed; 0: not told
	via	INTEGER NOT NULL DEFAULT 0	-- enum via in ingest/record.h: 1 a link, 2 a request
) STRICT;
CREATE INDEX passage_at ON passage (chat, at);
CREATE INDEX passage_of ON passage (chat, member, joined, at);

CREATE TABLE message (
	key		INTEGER PRIMARY KEY,	-- chat << 40 | message id + 2^39 (ids may be negative)
	chat		INTEGER NOT NULL,
	day		INTEGER NOT NULL,	-- UTC day of `at`: no row of state knows a time zone
	at		INTEGER NOT NULL,
	member		INTEGER NOT NULL,	-- sender; 0: not known, or hidden
	kind		INTEGER NOT NULL,	-- enum kind in ingest/record.h; 0 is text
	flags		INTEGER NOT NULL,	-- enum message_flag in lib/message.h
	words		INTEGER NOT NULL,
	chars		INTEGER NOT NULL,	-- code points
	links		INTEGER NOT NULL,	-- url and text_link entities
	emoji		INTEGER NOT NULL,	-- emoji sequences
	edited		INTEGER NOT NULL,	-- instant of this version; 0: never edited
	topic		INTEGER NOT NULL,	-- 0: none, or General
	reply_to	INTEGER NOT NULL,	-- message id in this chat; 0: none
	to_member	INTEGER,		-- sender of the message replied to; NULL: not stored
	wait		INTEGER,		-- seconds from it to this one; NULL likewise
	terms		BLOB,			-- what it names: a term an occurrence, packed (lib/pack.h)
	gaps		BLOB,			-- spans of text without words: bytes from the last, length
	text		TEXT			-- last: rows that do not need it do not read its pages
) STRICT;
-- One index for windows and for members alike.  In the order of time, so that new rows come last and a part
-- of a day is read without the rest of it.
CREATE INDEX message_day ON message (chat, day, at, member, kind);
-- The replies to a message, also those that came before it.
CREATE INDEX message_reply ON message (chat, reply_to) WHERE reply_to <> 0;
-- Who answered whom in a window.
CREATE INDEX message_answer ON message (chat, day, at, member, to_member, wait, topic) WHERE to_member > 0;

-- What ids lead to where every account has its own: in basic groups, and before a migration (ingest/ids.h).
-- A message has a row an account that told of it; one that only was replied to, or reacted to, waits.
CREATE TABLE told (
	chat	INTEGER NOT NULL,
	view	INTEGER NOT NULL,		-- whose: a bot's id, or 0, of updates; below 0, an exporter's
	id	INTEGER NOT NULL,		-- the account's own less 1,000,000,000
	key	INTEGER NOT NULL,		-- of the message
	PRIMARY KEY (chat, view, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_key ON told (key, view);

CREATE TABLE poll (
	key		INTEGER PRIMARY KEY,	-- of its message
	poll_id		TEXT,			-- the Bot API's; NULL: only an export told of it
	question	TEXT,			-- NULL: no texts are kept
	closed	 	INTEGER NOT NULL,
	voters		INTEGER			-- NULL: not known, as are votes
) STRICT;
CREATE INDEX poll_of ON poll (poll_id);

CREATE TABLE poll_option (
	key	INTEGER NOT NULL,		-- of the message
	option	INTEGER NOT NULL,		-- 0, 1, 2, ...
	text	TEXT,				-- NULL: no texts are kept
	votes	INTEGER,
	PRIMARY KEY (key, option)
) STRICT, WITHOUT ROWID;

CREATE TABLE emoji (
	emoji	INTEGER PRIMARY KEY,
	text	TEXT NOT NULL UNIQUE		-- "👍", "custom:5368324170671202286"; paid ones enter no sum
) STRICT;
INSERT INTO emoji VALUES (1, 'paid');

-- What messages name, as rankings show it: folded, and told apart by kind.
CREATE TABLE term (
	term	INTEGER PRIMARY KEY,		-- 8 * n + enum term_kind in lib/sums.h
	text	TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX term_text ON term (text, term % 8);

-- Reactions to a message: named ones, n = 1; and, as member 0, the anonymous rest.  A giver who opted out
-- is a number below 0: the same in all rows of one message, and another one for the next message.
CREATE TABLE reaction (
	key	INTEGER NOT NULL,		-- of the message, which may not be stored
	member	INTEGER NOT NULL,		-- giver
	emoji	INTEGER NOT NULL,
	n	INTEGER NOT NULL,
	chat	INTEGER NOT NULL,
	day	INTEGER NOT NULL,		-- UTC day of `at`
	at	INTEGER NOT NULL,		-- its message's instant, or its own while that is not stored
	PRIMARY KEY (key, member, emoji)
) STRICT, WITHOUT ROWID;
CREATE INDEX reaction_day ON reaction (chat, day, at);

-- When an actor's set, or (member 0) the totals of a message were last told; kept when the set is empty.
CREATE TABLE reactor (
	key	INTEGER NOT NULL,
	member	INTEGER NOT NULL,
	at	INTEGER NOT NULL,
	live	INTEGER NOT NULL,		-- 1: by an update, which no export overrides
	PRIMARY KEY (key, member)
) STRICT, WITHOUT ROWID;

-- What has been recorded: disjoint intervals a source, [since, until].
CREATE TABLE coverage (
	chat	INTEGER NOT NULL,
	source	INTEGER NOT NULL,		-- 0 import, 1 live
	since	INTEGER NOT NULL,
	until	INTEGER NOT NULL,
	PRIMARY KEY (chat, source, since)
) STRICT, WITHOUT ROWID;

-- Who opted out, as keyed hashes (lib/secret.h); the same list is in DATABASE.optout beside the database.
CREATE TABLE optout (
	hash		INTEGER PRIMARY KEY,	-- of a member, or of a name, and a chat (0: everywhere)
	whose		INTEGER NOT NULL,	-- the hash of the member whose name it is; or its own
	forgotten	INTEGER NOT NULL	-- 1: the past is to be forgotten, too
) STRICT;

-- What was changed by hand, and whose data was looked at by others.  Members are keyed hashes.
CREATE TABLE audit (
	audit	INTEGER PRIMARY KEY,
	at	INTEGER NOT NULL,
	request	TEXT,				-- as lines of the log bear it; NULL: none
	actor	TEXT NOT NULL,			-- "user:root" on the command line; in chats a hash
	role	TEXT NOT NULL,			-- operator (the command line), owner, administrator, member
	surface	TEXT NOT NULL,			-- "shell", "chat"
	chat_id	INTEGER,			-- NULL: about none
	action	TEXT NOT NULL,			-- "set zone"
	object	TEXT,				-- whose, or what; NULL: the chat itself
	before	TEXT,				-- NULL: nothing, or not told
	after	TEXT,
	result	TEXT NOT NULL,			-- "done", "refused"
	reason	TEXT				-- as it was given; NULL: none was
) STRICT;

-- What members set for themselves, in the private chat with the bot.
CREATE TABLE own (
	member_id	INTEGER PRIMARY KEY,
	chat_id		INTEGER,		-- the chat that they ask about there; NULL: not chosen
	theme		INTEGER,		-- of charts: as chat has it; NULL: the chat's
	locale		TEXT			-- NULL likewise
) STRICT;

-- ===== The daemon =====

-- Where a bot's updates go on: all before this one are stored.
CREATE TABLE feed (
	bot_id	INTEGER PRIMARY KEY,
	next	INTEGER NOT NULL		-- update_id
) STRICT;

-- Updates that could not be stored, for 14 days.
CREATE TABLE parked (
	parked		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,	-- instant that it was parked at
	update_id	INTEGER UNIQUE,		-- NULL: it has none
	why		TEXT NOT NULL,
	json		TEXT			-- NULL: its chat keeps no texts, or who is in it opted out
) STRICT;
CREATE INDEX parked_at ON parked (at);

-- What is to be sent; and that it was, for 48 hours, without what it said.
CREATE TABLE outbox (
	item		INTEGER PRIMARY KEY,	-- sent in this order within a chat
	once		TEXT NOT NULL UNIQUE,	-- what it is for: nothing goes twice
	chat_id		INTEGER NOT NULL,
	topic		INTEGER NOT NULL,	-- message_thread_id; 0: none
	reply_to	INTEGER NOT NULL,	-- message id; 0: none
	edits		INTEGER NOT NULL DEFAULT 0,	-- message id of ours that is changed; 0: a new one
	captioned	INTEGER NOT NULL DEFAULT 0,	-- 1: what is changed has a picture, which may stay
	class		INTEGER NOT NULL,	-- enum outbox_class in lib/outbox.h
	text		TEXT NOT NULL,		-- HTML: a message, or the caption of the photo
	keyboard	TEXT,			-- reply_markup as JSON
	made_at		INTEGER NOT NULL,
	not_before	INTEGER NOT NULL,	-- instant
	tries		INTEGER NOT NULL DEFAULT 0,	-- that failed
	done_at		INTEGER,		-- instant that it was sent, or given up; NULL: it waits
	message_id	INTEGER,		-- as sent; NULL: it waits, or was given up
	error		TEXT,			-- what went wrong last
	file		TEXT,			-- the photo is none, but a file of this name; NULL
	photo		BLOB			-- last, for its size
) STRICT;
CREATE INDEX outbox_waiting ON outbox (chat_id, item) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;

-- What Telegram knows pictures by that were sent: they need not be sent again.
CREATE TABLE picture (
	digest	TEXT PRIMARY KEY,		-- of its bytes
	file_id	TEXT NOT NULL,
	at	INTEGER NOT NULL		-- when it was sent last
) STRICT, WITHOUT ROWID;

-- Commands that were given in chats, and buttons that were pressed, for 48 hours: what waits for an answer,
-- what the buttons below one are about, and who asks how often.
CREATE TABLE ask (
	ask		INTEGER PRIMARY KEY,
	once		TEXT NOT NULL UNIQUE,	-- "message:CHAT:ID", "press:ID": what comes twice asks once
	at		INTEGER NOT NULL,
	chat_id		INTEGER NOT NULL,
	topic		INTEGER NOT NULL,	-- message_thread_id; 0: none
	reply_to	INTEGER NOT NULL,	-- message id
	asker		INTEGER NOT NULL,	-- who asks, as a keyed hash: for limits
	member_id	INTEGER NOT NULL,	-- who asks; 0: was answered, and opted out
	private		INTEGER NOT NULL,	-- 1: a private chat
	edits		INTEGER NOT NULL DEFAULT 0,	-- message id that is to change; 0: a new one
	captioned	INTEGER NOT NULL DEFAULT 0,	-- 1: that message has a picture; 2: it is to get one
	question	TEXT NOT NULL,		-- the command as it was understood; '': it was not
	chart		INTEGER NOT NULL,	-- 1: it may be answered with a chart
	state		INTEGER NOT NULL	-- enum ask_state in ingest/ask.c
) STRICT;
CREATE INDEX ask_of_member ON ask (asker, at);
CREATE INDEX ask_of_chat ON ask (chat_id, at);
CREATE INDEX ask_at ON ask (at);
CREATE INDEX ask_waiting ON ask (ask) WHERE state = 0;

-- Which chats get a digest, and when.
CREATE TABLE digest (
	chat	INTEGER PRIMARY KEY REFERENCES chat,
	every	INTEGER NOT NULL,	-- of what: enum grain in lib/date.h
	due	INTEGER NOT NULL,	-- 1 = Monday to 7; of a month, the day: 1 to 28
	minute	INTEGER NOT NULL,	-- of the day, on the chat's clock
	sent	INTEGER NOT NULL	-- local day that the last one was due on
) STRICT;

-- ===== What the bot costs.  Money is nano-dollars; a price is for a million tokens, and has three =====
-- ===== decimals more.                                                                           =====

-- Models, as usage and price lists name them.
CREATE TABLE model (
	model	INTEGER PRIMARY KEY,	-- 1 .. 2^20 - 1
	name	TEXT NOT NULL UNIQUE,
	alias	INTEGER			-- the model whose prices it has where it has none itself; NULL
) STRICT;

-- Price lists and files of usage that were imported.
CREATE TABLE file (
	file	INTEGER PRIMARY KEY,
	at	INTEGER NOT NULL,
	name	TEXT NOT NULL		-- without folders
) STRICT;

-- What a million tokens cost; NULL: not told.
CREATE TABLE price (
	model		INTEGER NOT NULL REFERENCES model,
	valid_from	INTEGER NOT NULL,	-- instant; 0: from the beginning
	above		INTEGER NOT NULL,	-- of records with more tokens of input, cached ones too
	input		INTEGER,
	output		INTEGER,
	cache_read	INTEGER,
	cache_write	INTEGER,
	cache_write_1h	INTEGER,
	file		INTEGER NOT NULL,	-- the list
	PRIMARY KEY (model, valid_from, above)
) STRICT, WITHOUT ROWID;

-- Requests to models, and what each cost.
CREATE TABLE usage (
	usage		INTEGER PRIMARY KEY,
	key		INTEGER NOT NULL,	-- `at`, or, below 0, half a hash of the request_id
	hash		INTEGER NOT NULL,	-- of all that was told, or the other half
	chat		INTEGER NOT NULL,	-- 0: none
	day		INTEGER NOT NULL,	-- UTC day of `at`
	at		INTEGER NOT NULL,
	member		INTEGER NOT NULL,	-- 0: not told
	model		INTEGER NOT NULL,
	requests	INTEGER NOT NULL,	-- more than 1: together; 0: several, not told how many
	input		INTEGER NOT NULL,	-- tokens; the kinds are disjoint
	output		INTEGER NOT NULL,
	cache_read	INTEGER NOT NULL,
	cache_write	INTEGER NOT NULL,
	cache_write_1h	INTEGER NOT NULL,
	cost		INTEGER,		-- by our prices; NULL: there is none
	saved		INTEGER NOT NULL,	-- what it would have cost without a cache, less what it did
	charged		INTEGER,		-- as it was told; NULL: it was not
	message		INTEGER NOT NULL,	-- message id; 0: not told
	command		TEXT,
	latency		INTEGER,		-- milliseconds
	file		INTEGER NOT NULL	-- that told it last: tells twins apart; 0: none
) STRICT;
CREATE INDEX usage_key ON usage (key, hash);
CREATE INDEX usage_day ON usage (chat, day, cost);
CREATE INDEX usage_unpriced ON usage (usage) WHERE cost IS NULL;

-- Limits that chatstat-admin set; they go before those of the configuration.
CREATE TABLE budget (
	what	INTEGER NOT NULL,		-- enum budget_what in lib/budget.h
	name	TEXT NOT NULL,			-- of what: an id, a name, or ''
	period	INTEGER NOT NULL,		-- enum grain in lib/date.h: day, week or month
	nano	INTEGER NOT NULL,		-- the limit; 0: none, whatever the configuration says
	PRIMARY KEY (what, name, period)
) STRICT, WITHOUT ROWID;

-- Alarms that were given: none is given twice.
CREATE TABLE alarm (
	once	TEXT PRIMARY KEY,
	at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ===== The ladder of sums.  A period is a local day (< 100000), a month (100000 + 12 * year + =====
-- ===== month - 1), or everything up to scope.folded (300000).  Day rows are written with the    =====
-- ===== state they sum, in one transaction; coarser rows hold exactly the days <= scope.folded.  =====

-- What a member did.  Member 0 holds what has no known author.
CREATE TABLE act (
	scope		INTEGER NOT NULL,
	period		INTEGER NOT NULL,
	member		INTEGER NOT NULL,
	messages	INTEGER NOT NULL,
	words		INTEGER NOT NULL,
	chars		INTEGER NOT NULL,
	media		INTEGER NOT NULL,	-- messages that are not text
	links		INTEGER NOT NULL,
	emoji		INTEGER NOT NULL,
	questions	INTEGER NOT NULL,
	edited		INTEGER NOT NULL,
	sent		INTEGER NOT NULL,	-- replies sent, to anybody
	received	INTEGER NOT NULL,	-- replies received from others
	given		INTEGER NOT NULL,	-- reactions given
	reactions	INTEGER NOT NULL,	-- reactions on one's messages, by anybody
	own		INTEGER NOT NULL,	-- of these, one's own
	linked		INTEGER NOT NULL,	-- messages with a link
	shouting	INTEGER NOT NULL,
	self		INTEGER NOT NULL,	-- replies sent to oneself
	night		INTEGER NOT NULL,	-- messages from 0:00 to 6:00
	dawn		INTEGER NOT NULL,	-- messages from 6:00 to 9:00
	days		INTEGER NOT NULL,	-- active days: 1 in a day row with messages, their sum above
	PRIMARY KEY (scope, period, member)
) STRICT, WITHOUT ROWID;

-- act summed over all members, bots apart.
CREATE TABLE total (
	scope		INTEGER NOT NULL,
	period		INTEGER NOT NULL,
	bot		INTEGER NOT NULL,
	messages	INTEGER NOT NULL,
	words		INTEGER NOT NULL,
	chars		INTEGER NOT NULL,
	media		INTEGER NOT NULL,
	links		INTEGER NOT NULL,
	emoji		INTEGER NOT NULL,
	questions	INTEGER NOT NULL,
	edited		INTEGER NOT NULL,
	sent		INTEGER NOT NULL,
	received	INTEGER NOT NULL,
	given		INTEGER NOT NULL,
	reactions	INTEGER NOT NULL,
	own		INTEGER NOT NULL,
	linked		INTEGER NOT NULL,
	shouting	INTEGER NOT NULL,
	self		INTEGER NOT NULL,
	night		INTEGER NOT NULL,
	dawn		INTEGER NOT NULL,
	days		INTEGER NOT NULL,	-- member days: in a day row, its distinct senders
	PRIMARY KEY (scope, period, bot)
) STRICT, WITHOUT ROWID;

-- Histograms of a whole scope.
CREATE TABLE tally (
	scope	INTEGER NOT NULL,
	what	INTEGER NOT NULL,		-- enum tally in lib/sums.h
	period	INTEGER NOT NULL,
	bucket	INTEGER NOT NULL,
	bot	INTEGER NOT NULL,
	n	INTEGER NOT NULL,
	PRIMARY KEY (scope, what, period, bucket, bot)
) STRICT, WITHOUT ROWID;

-- Who reacted to whom, and who answered whom after how long: of chats, on folded days.
CREATE TABLE pair (
	scope	INTEGER NOT NULL,
	what	INTEGER NOT NULL,		-- enum pair_what in lib/pair.h
	period	INTEGER NOT NULL,		-- a month; 300000 and 300001: what no state tells any more
	member	INTEGER NOT NULL,		-- who did
	others	BLOB NOT NULL,			-- to whom, and how often: lib/pair.h
	PRIMARY KEY (scope, what, period, member)
) STRICT, WITHOUT ROWID;

-- The ranked words of a chat: of all messages whose text was known when they were stored.  A word that no
-- message holds any more is gone.
CREATE TABLE word (
	chat		INTEGER NOT NULL,
	word		TEXT NOT NULL,
	bot		INTEGER NOT NULL,
	uses		INTEGER NOT NULL,
	messages	INTEGER NOT NULL,
	PRIMARY KEY (chat, word, bot)
) STRICT, WITHOUT ROWID;

-- What models cost, by whom; and, as member -1, by all together.
CREATE TABLE spend (
	scope		INTEGER NOT NULL,
	period		INTEGER NOT NULL,
	member		INTEGER NOT NULL,
	model		INTEGER NOT NULL,
	requests	INTEGER NOT NULL,
	input		INTEGER NOT NULL,
	output		INTEGER NOT NULL,
	cache_read	INTEGER NOT NULL,
	cache_write	INTEGER NOT NULL,
	cache_write_1h	INTEGER NOT NULL,
	cost		INTEGER NOT NULL,
	priced		INTEGER NOT NULL,	-- requests, at least 1 a record, that cost sums
	unpriced	INTEGER NOT NULL,	-- likewise of those without a price
	charged		INTEGER NOT NULL,
	told		INTEGER NOT NULL,	-- likewise that charged sums
	saved		INTEGER NOT NULL,
	PRIMARY KEY (scope, period, member, model)
) STRICT, WITHOUT ROWID;

-- ===== Derived: what does not add up, a row a folded day.  Stored by rollup, deleted by a late   =====
-- ===== change in its own transaction; reports derive what is not stored (lib/derive.h).         =====

-- Distinct senders of a chat in the days that end with this one.
CREATE TABLE crowd (
	scope	INTEGER NOT NULL,
	day	INTEGER NOT NULL,		-- local day
	week	INTEGER NOT NULL,		-- in 7 days
	month	INTEGER NOT NULL,		-- in 30 days
	PRIMARY KEY (scope, day)
) STRICT, WITHOUT ROWID;

-- Consecutive active days of members, up to and including the local day that member 0 has as its last.
CREATE TABLE streak (
	scope	INTEGER NOT NULL,
	member	INTEGER NOT NULL,
	last	INTEGER NOT NULL,		-- local day of the last message
	run	INTEGER NOT NULL,		-- active days that end with it
	longest	INTEGER NOT NULL,
	until	INTEGER NOT NULL,		-- last day of the longest
	PRIMARY KEY (scope, member)
) STRICT, WITHOUT ROWID;

-- Conversations of a chat, on the day of their first message.
CREATE TABLE talk (
	scope		INTEGER NOT NULL,
	day		INTEGER NOT NULL,	-- local day
	at		INTEGER NOT NULL,	-- first message
	topic		INTEGER NOT NULL,	-- as a message holds it
	member		INTEGER NOT NULL,	-- its sender
	messages	INTEGER NOT NULL,
	seconds		INTEGER NOT NULL,	-- from the first to the last
	PRIMARY KEY (scope, day, at, topic)
) STRICT, WITHOUT ROWID;

-- What stood out on a day of a chat.
CREATE TABLE feat (
	scope	INTEGER NOT NULL,
	day	INTEGER NOT NULL,		-- local day
	what	INTEGER NOT NULL,		-- enum feat in lib/feat.h
	at	INTEGER NOT NULL,		-- instants, or the key of a message
	member	INTEGER NOT NULL,
	value	INTEGER NOT NULL,
	PRIMARY KEY (scope, day, what, at)
) STRICT, WITHOUT ROWID;
-- The days that are derived: what = 0, from the days `at` to `value`.
CREATE INDEX feat_derived ON feat (scope, day) WHERE what = 0;
CREATE INDEX feat_from ON feat (scope, value, at) WHERE what = 0;

-- ===== Batches =====

-- One row a run of a batch program.
CREATE TABLE job_run (
	run		INTEGER PRIMARY KEY,
	job		TEXT NOT NULL,
	started		INTEGER NOT NULL,
	finished	INTEGER,		-- NULL: running, or killed
	status		INTEGER,		-- exit status
	detail		TEXT NOT NULL DEFAULT ''
) STRICT;

-- csta, and the version: what changes a table here is a step in lib/upgrade.c, too.
PRAGMA application_id = 1668510817;
PRAGMA user_version = 2;
