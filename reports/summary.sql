-- The headline numbers of a window; each statement gives columns of the one row.
SELECT COALESCE(SUM(t.n_messages), 0) AS messages, COALESCE(SUM(t.n_words), 0) AS words,
	COALESCE(SUM(t.n_chars), 0) AS characters, COALESCE(SUM(t.n_media), 0) AS media,
	COALESCE(SUM(t.n_links), 0) AS links, COALESCE(SUM(t.n_emoji), 0) AS emoji,
	COALESCE(SUM(t.n_questions), 0) AS questions, COALESCE(SUM(t.n_sent), 0) AS replies,
	COALESCE(SUM(t.n_edited), 0) AS edited, COALESCE(SUM(t.n_reactions), 0) AS reactions
FROM window_total AS t WHERE t.bot <> :hidden;

SELECT COUNT(DISTINCT d.period) AS active_days
FROM window_day AS d WHERE d.n_messages > 0 AND d.bot <> :hidden;

SELECT COALESCE(SUM(t.n), 0) AS joins
FROM window_tally AS t WHERE t.what = 2 AND t.bucket = 1 AND t.bot <> :hidden;

SELECT COALESCE(SUM(t.n), 0) AS leaves
FROM window_tally AS t WHERE t.what = 2 AND t.bucket = 0 AND t.bot <> :hidden;

SELECT d.period AS busiest_day, SUM(d.n_messages) AS busiest_day_messages
FROM window_day AS d WHERE d.bot <> :hidden
GROUP BY d.period HAVING SUM(d.n_messages) > 0
ORDER BY busiest_day_messages DESC, busiest_day LIMIT 1;

SELECT t.bucket % 24 AS peak_hour, SUM(t.n) AS peak_hour_messages
FROM window_tally AS t WHERE t.what = 0 AND t.bot <> :hidden
GROUP BY t.bucket % 24 HAVING SUM(t.n) > 0
ORDER BY peak_hour_messages DESC, peak_hour LIMIT 1;

SELECT t.bucket AS wait_bucket, SUM(t.n) AS replies_waited
FROM window_tally AS t WHERE t.what = 1 AND t.bot <> :hidden
GROUP BY t.bucket HAVING SUM(t.n) > 0
ORDER BY wait_bucket;
