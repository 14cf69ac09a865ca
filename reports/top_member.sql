-- What one member did in a window.
SELECT COALESCE(SUM(w.n_messages), 0) AS messages, COALESCE(SUM(w.n_words), 0) AS words,
	COALESCE(SUM(w.n_chars), 0) AS characters, COALESCE(SUM(w.n_media), 0) AS media,
	COALESCE(SUM(w.n_sent), 0) AS replies_sent, COALESCE(SUM(w.n_received), 0) AS replies_received,
	COALESCE(SUM(w.n_given), 0) AS reactions_given,
	COALESCE(SUM(w.n_reactions - w.n_own), 0) AS reactions_received,
	COALESCE(SUM(w.n_days), 0) AS active_days
FROM window_act AS w WHERE w.member = :member;
