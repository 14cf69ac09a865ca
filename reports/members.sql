-- Everybody who is known in a chat.
SELECT member, m.bot, p.status, p.first_message, p.last_message, p.last_reaction
FROM presence AS p JOIN member AS m USING (member)
WHERE p.chat = :chat
ORDER BY m.member_id, m.automatic;
