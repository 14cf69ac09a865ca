-- One member's numbers in a window; each statement gives columns of the one row.
SELECT COALESCE(SUM(a.n_messages), 0) AS messages, COALESCE(SUM(a.n_words), 0) AS words,
	COALESCE(SUM(a.n_chars), 0) AS characters, COALESCE(SUM(a.n_media), 0) AS media,
	COALESCE(SUM(a.n_links), 0) AS links, COALESCE(SUM(a.n_emoji), 0) AS emoji,
	COALESCE(SUM(a.n_questions), 0) AS questions, COALESCE(SUM(a.n_sent), 0) AS replies_sent,
	COALESCE(SUM(a.n_received), 0) AS replies_received, COALESCE(SUM(a.n_given), 0) AS reactions_given,
	COALESCE(SUM(a.n_reactions - a.n_own), 0) AS reactions_received,
	COALESCE(SUM(a.n_days), 0) AS active_days
FROM window_act AS a WHERE a.member = :member;
