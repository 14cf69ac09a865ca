-- What the engagement score is made of: reactions and replies to oneself are left out.
SELECT w.member, SUM(w.n_messages) AS messages, SUM(w.n_chars) AS characters, SUM(w.n_days) AS active_days,
	SUM(w.n_linked) AS linked_messages, SUM(w.n_media) AS media_messages,
	SUM(w.n_reactions - w.n_own) AS got, SUM(w.n_given - w.n_own) AS gave,
	SUM(w.n_sent - w.n_self) AS replies_sent, SUM(w.n_received) AS replies_received
FROM window_act AS w WHERE w.member > 0
GROUP BY w.member;
