-- The messages of a chat with the most reactions.
SELECT r.key, SUM(r.n) AS reactions
FROM reaction AS r JOIN message AS m USING (key)
WHERE r.chat = :chat AND r.day BETWEEN :first AND :last AND r.at >= :since AND r.at < :until
	AND r.emoji > 1 AND (:topic = 0 OR m.topic = :topic_stored) AND (:member = 0 OR m.member = :member)
	AND m.member NOT IN (SELECT b.member FROM member AS b WHERE b.bot = :hidden)
GROUP BY r.key
ORDER BY reactions DESC, r.key LIMIT :top;
