-- Version 3: what members spent is packed, which lib/upgrade.c did by now; left is what they spent together.
CREATE TABLE spend_3 (
	scope		INTEGER NOT NULL,
	period		INTEGER NOT NULL,
	model		INTEGER NOT NULL,
	requests	INTEGER NOT NULL,
	input		INTEGER NOT NULL,
	output		INTEGER NOT NULL,
	cache_read	INTEGER NOT NULL,
	cache_write	INTEGER NOT NULL,
	cache_write_1h	INTEGER NOT NULL,
	cost		INTEGER NOT NULL,
	priced		INTEGER NOT NULL,
	unpriced	INTEGER NOT NULL,
	charged		INTEGER NOT NULL,
	told		INTEGER NOT NULL,
	saved		INTEGER NOT NULL,
	PRIMARY KEY (scope, period, model)
) STRICT, WITHOUT ROWID;
INSERT INTO spend_3 (scope, period, model, requests, input, output, cache_read, cache_write, cache_write_1h,
    cost, priced, unpriced, charged, told, saved) SELECT scope, period, model, requests, input, output,
    cache_read, cache_write, cache_write_1h, cost, priced, unpriced, charged, told, saved
    FROM spend WHERE member = -1;
DROP TABLE spend;
ALTER TABLE spend_3 RENAME TO spend;

PRAGMA user_version = 3;
