-- Messages by hour of the week: 0 is Monday 00:00.
SELECT t.bucket AS hour_of_week, SUM(t.n) AS messages
FROM window_tally AS t WHERE t.what = 0 AND t.bot <> :hidden
GROUP BY t.bucket HAVING SUM(t.n) > 0
ORDER BY hour_of_week;
