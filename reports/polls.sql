-- The latest polls of a chat, found through the polls: they are few.
SELECT m.key, m.at
FROM message AS m
WHERE m.key IN (
		SELECT p.key FROM poll AS p
		WHERE p.key BETWEEN :chat * 1099511627776 AND :chat * 1099511627776 + 1099511627775
	)
	AND m.at >= :since AND m.at < :until
	AND (:topic = 0 OR m.topic = :topic_stored) AND (:member = 0 OR m.member = :member)
	AND m.member NOT IN (SELECT b.member FROM member AS b WHERE b.bot = :hidden)
ORDER BY m.at DESC, m.key DESC LIMIT :top;
