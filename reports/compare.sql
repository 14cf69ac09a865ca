-- One side of a comparison: everybody's numbers in a window.
SELECT COALESCE(SUM(t.n_messages), 0) AS messages FROM window_total AS t WHERE t.bot <> :hidden;

SELECT COUNT(DISTINCT w.writer) AS members
FROM window_writer AS w
WHERE w.writer NOT IN (SELECT m.member FROM member AS m WHERE m.bot = :hidden);

SELECT COUNT(DISTINCT d.period) AS active_days
FROM window_day AS d WHERE d.n_messages > 0 AND d.bot <> :hidden;

SELECT COALESCE(SUM(t.n_words), 0) AS words, COALESCE(SUM(t.n_chars), 0) AS characters,
	COALESCE(SUM(t.n_media), 0) AS media, COALESCE(SUM(t.n_links), 0) AS links,
	COALESCE(SUM(t.n_emoji), 0) AS emoji, COALESCE(SUM(t.n_questions), 0) AS questions,
	COALESCE(SUM(t.n_edited), 0) AS edited, COALESCE(SUM(t.n_sent), 0) AS replies,
	COALESCE(SUM(t.n_reactions), 0) AS reactions
FROM window_total AS t WHERE t.bot <> :hidden;
