-- What reports read: the sums of one window.  `cover` lists the rows of the ladder that make it up;
-- the tables act, total, tally, spend and pair of this connection hold the parts of days at its edges, made
-- from state.  Report texts read the views window_*, and know nothing of either.  Their counts begin with
-- n_, so that no name that a report gives a sum is that of a column.
CREATE TEMP TABLE cover (
	scope	INTEGER NOT NULL,
	period	INTEGER NOT NULL,
	PRIMARY KEY (scope, period)
) WITHOUT ROWID;

-- The whole days of the window, a scope.
CREATE TEMP TABLE days (
	scope		INTEGER PRIMARY KEY,
	first_day	INTEGER NOT NULL,
	last_day	INTEGER NOT NULL
);

CREATE TEMP TABLE act AS SELECT * FROM main.act LIMIT 0;
CREATE UNIQUE INDEX temp.act_key ON act (scope, period, member);
CREATE TEMP TABLE total AS SELECT * FROM main.total LIMIT 0;
CREATE UNIQUE INDEX temp.total_key ON total (scope, period, bot);
CREATE TEMP TABLE tally AS SELECT * FROM main.tally LIMIT 0;
CREATE UNIQUE INDEX temp.tally_key ON tally (scope, what, period, bucket, bot);
CREATE TEMP TABLE spend AS SELECT * FROM main.spend LIMIT 0;
CREATE UNIQUE INDEX temp.spend_key ON spend (scope, period, model);
CREATE TEMP TABLE pair AS SELECT * FROM main.pair LIMIT 0;
CREATE UNIQUE INDEX temp.pair_key ON pair (scope, what, period, member);

CREATE TEMP VIEW window_act AS
SELECT member, messages AS n_messages, words AS n_words, chars AS n_chars, media AS n_media,
	links AS n_links, emoji AS n_emoji, questions AS n_questions, edited AS n_edited, sent AS n_sent,
	received AS n_received, given AS n_given, reactions AS n_reactions, own AS n_own,
	linked AS n_linked, shouting AS n_shouting, self AS n_self, night AS n_night, dawn AS n_dawn,
	days AS n_days
FROM main.act WHERE (scope, period) IN (SELECT scope, period FROM cover)
UNION ALL
SELECT member, messages, words, chars, media, links, emoji, questions, edited, sent, received, given,
	reactions, own, linked, shouting, self, night, dawn, days
FROM temp.act;

-- Who wrote: narrow, since members are counted often, and a view gives all its columns.
CREATE TEMP VIEW window_writer AS
SELECT member AS writer
FROM main.act WHERE (scope, period) IN (SELECT scope, period FROM cover) AND messages > 0 AND member > 0
UNION ALL
SELECT member FROM temp.act WHERE messages > 0 AND member > 0;

CREATE TEMP VIEW window_total AS
SELECT bot, messages AS n_messages, words AS n_words, chars AS n_chars, media AS n_media,
	links AS n_links, emoji AS n_emoji, questions AS n_questions, edited AS n_edited, sent AS n_sent,
	received AS n_received, given AS n_given, reactions AS n_reactions, own AS n_own,
	linked AS n_linked, shouting AS n_shouting, self AS n_self, night AS n_night, dawn AS n_dawn,
	days AS n_days
FROM main.total WHERE (scope, period) IN (SELECT scope, period FROM cover)
UNION ALL
SELECT bot, messages, words, chars, media, links, emoji, questions, edited, sent, received, given,
	reactions, own, linked, shouting, self, night, dawn, days
FROM temp.total;

CREATE TEMP VIEW window_tally AS
SELECT what, bucket, bot, n
FROM main.tally WHERE (scope, period) IN (SELECT scope, period FROM cover)
UNION ALL
SELECT what, bucket, bot, n FROM temp.tally;

-- What models cost; and by whom, packed (lib/pair.h).
CREATE TEMP VIEW window_spend AS
SELECT model, requests AS n_requests, input AS n_input, output AS n_output,
	cache_read AS n_read, cache_write AS n_write, cache_write_1h AS n_write_1h, cost AS n_cost,
	priced AS n_priced, unpriced AS n_unpriced, charged AS n_charged, told AS n_told, saved AS n_saved
FROM main.spend WHERE (scope, period) IN (SELECT scope, period FROM cover)
UNION ALL
SELECT model, requests, input, output, cache_read, cache_write, cache_write_1h, cost, priced, unpriced,
	charged, told, saved
FROM temp.spend;

CREATE TEMP VIEW window_spender AS
SELECT member, what, others
FROM main.pair WHERE (scope, period) IN (SELECT scope, period FROM cover) AND what = 2
UNION ALL
SELECT member, what, others FROM temp.pair WHERE what = 2;

-- The same window, a row a day.
CREATE TEMP VIEW window_day AS
SELECT period, bot, messages AS n_messages
FROM days CROSS JOIN main.total USING (scope) WHERE period BETWEEN first_day AND last_day
UNION ALL
SELECT period, bot, messages FROM temp.total;
