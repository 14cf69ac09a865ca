-- Everybody who is known in a chat; numbers are those of the window.
SELECT p.member, p.status, p.joined, p.first_message, p.last_message, p.last_reaction,
	COALESCE(a.messages, 0), COALESCE(a.active_days, 0)
FROM presence AS p LEFT JOIN (
	SELECT w.member, SUM(w.n_messages) AS messages, SUM(w.n_days) AS active_days
	FROM window_act AS w GROUP BY w.member
) AS a USING (member)
WHERE p.chat = :chat
ORDER BY p.member;
