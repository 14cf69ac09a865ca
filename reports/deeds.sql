-- What members did: a row a member and period of the window.  This reads what window_act is made of,
-- since a view gives all its columns, and these are read a hundred thousand at a time.
SELECT member, messages, CASE :by WHEN 0 THEN messages WHEN 1 THEN words WHEN 2 THEN chars
	WHEN 3 THEN media WHEN 4 THEN sent WHEN 5 THEN received WHEN 6 THEN given WHEN 7 THEN reactions - own
	ELSE days END AS score
FROM main.act WHERE (scope, period) IN (SELECT scope, period FROM cover) AND member > 0
UNION ALL
SELECT member, messages, CASE :by WHEN 0 THEN messages WHEN 1 THEN words WHEN 2 THEN chars
	WHEN 3 THEN media WHEN 4 THEN sent WHEN 5 THEN received WHEN 6 THEN given WHEN 7 THEN reactions - own
	ELSE days END
FROM temp.act WHERE member > 0;
