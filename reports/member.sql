-- What one member did in a window beside what top_member.sql says.
SELECT COALESCE(SUM(w.n_links), 0) AS links, COALESCE(SUM(w.n_emoji), 0) AS emoji,
	COALESCE(SUM(w.n_questions), 0) AS questions
FROM window_act AS w WHERE w.member = :member;
