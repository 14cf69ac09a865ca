-- The numbers of one member in one period of a series.
SELECT COALESCE(SUM(a.n_messages), 0) AS messages, COALESCE(SUM(a.n_words), 0) AS words,
	COALESCE(SUM(a.n_days), 0) AS member_days,
	COALESCE(MAX(CASE WHEN a.n_messages > 0 THEN 1 ELSE 0 END), 0) AS members
FROM window_act AS a WHERE a.member = :member;
