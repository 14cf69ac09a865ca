-- Everybody who is known in a chat.  First what they did in the window, then who they are.
SELECT w.member AS writer, SUM(w.n_messages) AS messages, SUM(w.n_days) AS active_days
FROM window_act AS w WHERE w.member > 0
GROUP BY w.member;

SELECT member, m.bot, p.status, p.first_message, p.last_message, p.last_reaction
FROM presence AS p JOIN member AS m USING (member)
WHERE p.chat = :chat
ORDER BY m.member_id, m.automatic;
