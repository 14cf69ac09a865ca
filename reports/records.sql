-- What members did in a window that records are made of.
SELECT w.member, SUM(w.n_messages) AS messages, SUM(w.n_questions) AS questions,
	SUM(w.n_shouting) AS shouting, SUM(w.n_edited) AS edited, SUM(w.n_night) AS night,
	SUM(w.n_dawn) AS dawn
FROM window_act AS w WHERE w.member > 0
GROUP BY w.member;
