-- What the engagement score is made of: a row a member and period of the window, read as in deeds.sql.
-- Reactions and replies to oneself are left out.
SELECT member, messages, chars, days, linked, media, reactions - own AS got, given - own AS gave,
	sent - self AS replies_sent, received
FROM main.act WHERE (scope, period) IN (SELECT scope, period FROM cover) AND member > 0
UNION ALL
SELECT member, messages, chars, days, linked, media, reactions - own, given - own, sent - self, received
FROM temp.act WHERE member > 0;
