-- Reactions by emoji; named are those whose giver is known.
SELECT e.text, r.reactions, r.named
FROM (
	SELECT t.bucket AS emoji, SUM(CASE WHEN t.what = 4 THEN t.n ELSE 0 END) AS reactions,
		SUM(CASE WHEN t.what = 5 THEN t.n ELSE 0 END) AS named
	FROM window_tally AS t WHERE t.what IN (4, 5) AND t.bot <> :hidden
	GROUP BY t.bucket HAVING SUM(CASE WHEN t.what = 4 THEN t.n ELSE 0 END) > 0
) AS r JOIN emoji AS e USING (emoji)
ORDER BY r.reactions DESC, e.emoji LIMIT :top;
