-- The members of a chat who neither wrote nor reacted since a window began.
SELECT member, p.joined, p.joined_at, p.last_message, p.last_reaction
FROM presence AS p JOIN member AS m USING (member)
WHERE p.chat = :chat AND (p.joined IS NULL OR p.joined = 1 OR p.last_message > p.joined_at)
	AND COALESCE(p.last_message, -1) < :since AND COALESCE(p.last_reaction, -1) < :since
	AND m.bot <> :unranked
ORDER BY m.member_id, m.automatic;
