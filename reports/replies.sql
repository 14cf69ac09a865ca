-- Who replied to whom in a chat, and after how long: a row a reply, but for those to oneself.
SELECT m.member, m.to_member, m.wait
FROM message AS m
WHERE m.chat = :chat AND m.day BETWEEN :first AND :last AND m.at >= :since AND m.at < :until
	AND m.member > 0 AND m.to_member > 0 AND m.to_member <> m.member
	AND (:topic = 0 OR m.topic = :topic_stored)
	AND (:member = 0 OR m.member = :member OR m.to_member = :member);
