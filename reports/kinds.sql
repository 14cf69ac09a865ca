-- Messages by kind.
SELECT t.bucket AS kind, SUM(t.n) AS messages
FROM window_tally AS t WHERE t.what = 3 AND t.bot <> :hidden
GROUP BY t.bucket;
