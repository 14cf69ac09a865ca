-- Who reacted to whom in a chat: a row a reaction with a known giver and author, but for those to oneself.
SELECT r.member AS giver, m.member AS author
FROM reaction AS r JOIN message AS m USING (key)
WHERE r.chat = :chat AND r.day BETWEEN :first AND :last AND r.at >= :since AND r.at < :until
	AND r.member > 0 AND r.emoji > 1 AND m.member > 0 AND m.member <> r.member
	AND (:topic = 0 OR m.topic = :topic_stored)
	AND (:member = 0 OR r.member = :member OR m.member = :member);
