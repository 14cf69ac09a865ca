-- The dearest single requests of a chat (0: of none) in a part of a UTC day, that cost :least or more.
SELECT u.at, u.member, m.name, u.input, u.output, u.cache_read, u.cache_write + u.cache_write_1h,
	u.cost, u.hash
FROM usage AS u JOIN model AS m USING (model)
WHERE u.chat = :chat AND u.day = :day AND u.cost >= :least AND u.at >= :since AND u.at < :until
	AND u.requests = 1
ORDER BY u.cost DESC, u.at, u.hash, u.usage LIMIT :top;
