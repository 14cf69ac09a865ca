-- Members by one of their numbers, the largest first: who they are, and then, for each, all numbers.
SELECT a.member, a.score
FROM (
	SELECT w.member, SUM(CASE :by WHEN 1 THEN w.n_words WHEN 2 THEN w.n_chars WHEN 3 THEN w.n_media
			WHEN 4 THEN w.n_sent WHEN 5 THEN w.n_received WHEN 6 THEN w.n_given
			WHEN 7 THEN w.n_reactions - w.n_own WHEN 8 THEN w.n_days ELSE w.n_messages END) AS score
	FROM window_act AS w WHERE w.member > 0
	GROUP BY w.member
) AS a JOIN member AS m USING (member)
WHERE a.score > 0 AND m.bot <> :unranked
ORDER BY a.score DESC, m.member_id, m.automatic LIMIT :top;
