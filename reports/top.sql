-- Members by one of their numbers, the largest first.  This reads what window_act is made of, since a
-- view gives all its columns, and a ranking of a busy chat wants one.
SELECT a.member, a.score
FROM (
	SELECT w.member, SUM(w.n) AS score
	FROM (
		SELECT member, CASE :by WHEN 1 THEN words WHEN 2 THEN chars WHEN 3 THEN media WHEN 4 THEN sent
			WHEN 5 THEN received WHEN 6 THEN given WHEN 7 THEN reactions - own WHEN 8 THEN days
			ELSE messages END AS n
		FROM main.act WHERE (scope, period) IN (SELECT scope, period FROM cover) AND member > 0
		UNION ALL
		SELECT member, CASE :by WHEN 1 THEN words WHEN 2 THEN chars WHEN 3 THEN media WHEN 4 THEN sent
			WHEN 5 THEN received WHEN 6 THEN given WHEN 7 THEN reactions - own WHEN 8 THEN days
			ELSE messages END
		FROM temp.act WHERE member > 0
	) AS w
	GROUP BY w.member
) AS a JOIN member AS m USING (member)
WHERE a.score > 0 AND m.bot <> :unranked
ORDER BY a.score DESC, m.member_id, m.automatic LIMIT :top;
