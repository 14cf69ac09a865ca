-- Everybody who is known in a chat, and when each came and went last.
SELECT member, m.bot, p.status, p.first_message, p.last_message, p.last_reaction,
	(SELECT MAX(a.at) FROM passage AS a WHERE a.chat = :chat AND a.member = p.member AND a.joined = 1)
		AS came,
	(SELECT MAX(a.at) FROM passage AS a WHERE a.chat = :chat AND a.member = p.member AND a.joined = 0)
		AS gone
FROM presence AS p JOIN member AS m USING (member)
WHERE p.chat = :chat
ORDER BY m.member_id, m.automatic;
