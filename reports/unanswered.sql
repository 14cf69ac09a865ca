-- The latest questions of a chat that are older than an hour, and that nobody else replied or reacted to.
SELECT m.key, m.at
FROM message AS m
WHERE m.chat = :chat AND m.day BETWEEN :first AND :last AND m.at >= :since AND m.at < :until
	AND m.at <= :now - 3600 AND m.flags % 2 = 1
	AND (:topic = 0 OR m.topic = :topic_stored) AND (:member = 0 OR m.member = :member)
	AND m.member NOT IN (SELECT b.member FROM member AS b WHERE b.bot = :unranked)
	AND NOT EXISTS (SELECT 1 FROM message AS r WHERE r.chat = :chat AND r.reply_to <> 0
		AND r.reply_to = m.key % 1099511627776 - 549755813888
		AND (r.member <> m.member OR r.member = 0))
	AND NOT EXISTS (SELECT 1 FROM reaction AS e WHERE e.key = m.key
		AND (e.member <> m.member OR e.member = 0))
ORDER BY m.day DESC, m.at DESC, m.key DESC LIMIT :top;
