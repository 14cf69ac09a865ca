-- Adds the days :from to :to of a scope, all of one month, to the coarser period :into.
INSERT INTO act (scope, period, member, messages, words, chars, media, links, emoji, questions, edited,
	sent, received, given, reactions, own, linked, shouting, self, night,
	dawn, days)
SELECT scope, :into, member, SUM(messages), SUM(words), SUM(chars), SUM(media), SUM(links), SUM(emoji),
	SUM(questions), SUM(edited), SUM(sent), SUM(received), SUM(given), SUM(reactions), SUM(own),
	SUM(linked), SUM(shouting), SUM(self), SUM(night), SUM(dawn), SUM(days)
FROM act WHERE scope = :scope AND period BETWEEN :from AND :to
GROUP BY scope, member
ON CONFLICT (scope, period, member) DO UPDATE SET messages = messages + excluded.messages,
	words = words + excluded.words, chars = chars + excluded.chars, media = media + excluded.media,
	links = links + excluded.links, emoji = emoji + excluded.emoji,
	questions = questions + excluded.questions, edited = edited + excluded.edited,
	sent = sent + excluded.sent, received = received + excluded.received, given = given + excluded.given,
	reactions = reactions + excluded.reactions, own = own + excluded.own,
	linked = linked + excluded.linked, shouting = shouting + excluded.shouting,
	self = self + excluded.self, night = night + excluded.night, dawn = dawn + excluded.dawn,
	days = days + excluded.days;

INSERT INTO total (scope, period, bot, messages, words, chars, media, links, emoji, questions, edited,
	sent, received, given, reactions, own, linked, shouting, self, night,
	dawn, days)
SELECT scope, :into, bot, SUM(messages), SUM(words), SUM(chars), SUM(media), SUM(links), SUM(emoji),
	SUM(questions), SUM(edited), SUM(sent), SUM(received), SUM(given), SUM(reactions), SUM(own),
	SUM(linked), SUM(shouting), SUM(self), SUM(night), SUM(dawn), SUM(days)
FROM total WHERE scope = :scope AND period BETWEEN :from AND :to
GROUP BY scope, bot
ON CONFLICT (scope, period, bot) DO UPDATE SET messages = messages + excluded.messages,
	words = words + excluded.words, chars = chars + excluded.chars, media = media + excluded.media,
	links = links + excluded.links, emoji = emoji + excluded.emoji,
	questions = questions + excluded.questions, edited = edited + excluded.edited,
	sent = sent + excluded.sent, received = received + excluded.received, given = given + excluded.given,
	reactions = reactions + excluded.reactions, own = own + excluded.own,
	linked = linked + excluded.linked, shouting = shouting + excluded.shouting,
	self = self + excluded.self, night = night + excluded.night, dawn = dawn + excluded.dawn,
	days = days + excluded.days;

INSERT INTO tally (scope, what, period, bucket, bot, n)
SELECT scope, what, :into, bucket, bot, SUM(n)
FROM tally WHERE scope = :scope AND what IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
	AND period BETWEEN :from AND :to
GROUP BY scope, what, bucket, bot
ON CONFLICT (scope, what, period, bucket, bot) DO UPDATE SET n = n + excluded.n;

INSERT INTO spend (scope, period, model, member, requests, input, output, cache_read, cache_write,
	cache_write_1h, cost, priced, unpriced, charged, told, saved)
SELECT scope, :into, model, member, SUM(requests), SUM(input), SUM(output), SUM(cache_read),
	SUM(cache_write), SUM(cache_write_1h), SUM(cost), SUM(priced), SUM(unpriced), SUM(charged), SUM(told),
	SUM(saved)
FROM spend WHERE scope = :scope AND period BETWEEN :from AND :to
GROUP BY scope, model, member
ON CONFLICT (scope, period, model, member) DO UPDATE SET requests = requests + excluded.requests,
	input = input + excluded.input, output = output + excluded.output,
	cache_read = cache_read + excluded.cache_read, cache_write = cache_write + excluded.cache_write,
	cache_write_1h = cache_write_1h + excluded.cache_write_1h, cost = cost + excluded.cost,
	priced = priced + excluded.priced, unpriced = unpriced + excluded.unpriced,
	charged = charged + excluded.charged, told = told + excluded.told, saved = saved + excluded.saved;
