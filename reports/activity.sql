-- The numbers of one period of a series.
SELECT COALESCE(SUM(t.n_messages), 0) AS messages, COALESCE(SUM(t.n_words), 0) AS words,
	COALESCE(SUM(t.n_days), 0) AS member_days
FROM window_total AS t WHERE t.bot <> :hidden;

SELECT COUNT(DISTINCT w.writer) AS members
FROM window_writer AS w
WHERE w.writer NOT IN (SELECT m.member FROM member AS m WHERE m.bot = :hidden);
