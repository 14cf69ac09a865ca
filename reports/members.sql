-- Everybody who is known in a chat, and when each came and went last.
SELECT member, k.bot, k.status, k.first_message, k.last_message, k.last_reaction, w.joined_at, w.left_at
FROM (
	SELECT member, m.member_id, m.automatic, m.bot, p.status, p.first_message, p.last_message,
		p.last_reaction
	FROM presence AS p JOIN member AS m USING (member)
	WHERE p.chat = :chat
) AS k LEFT JOIN (
	SELECT a.member, MAX(CASE WHEN a.joined = 1 THEN a.at END) AS joined_at,
		MAX(CASE WHEN a.joined = 0 THEN a.at END) AS left_at
	FROM passage AS a WHERE a.chat = :chat AND a.member > 0
	GROUP BY a.member
) AS w USING (member)
ORDER BY k.member_id, k.automatic;
