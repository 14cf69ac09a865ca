-- Members by one of their numbers, the largest first.
SELECT a.member, a.messages, a.words, a.characters, a.media, a.replies_sent, a.replies_received,
	a.reactions_given, a.reactions_received, a.active_days
FROM (
	SELECT w.member, SUM(w.n_messages) AS messages, SUM(w.n_words) AS words, SUM(w.n_chars) AS characters,
		SUM(w.n_media) AS media, SUM(w.n_sent) AS replies_sent, SUM(w.n_received) AS replies_received,
		SUM(w.n_given) AS reactions_given, SUM(w.n_reactions - w.n_own) AS reactions_received,
		SUM(w.n_days) AS active_days,
		SUM(CASE :by WHEN 1 THEN w.n_words WHEN 2 THEN w.n_chars WHEN 3 THEN w.n_media WHEN 4 THEN w.n_sent
			WHEN 5 THEN w.n_received WHEN 6 THEN w.n_given WHEN 7 THEN w.n_reactions - w.n_own
			WHEN 8 THEN w.n_days ELSE w.n_messages END) AS score
	FROM window_act AS w
	WHERE w.member > 0 AND w.member NOT IN (SELECT m.member FROM member AS m WHERE m.bot = :unranked)
	GROUP BY w.member
) AS a JOIN member USING (member)
WHERE a.score > 0
ORDER BY a.score DESC, member_id, automatic LIMIT :top;
