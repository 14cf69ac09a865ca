-- What messages name, one kind of it: :by is the tally of its occurrences (lib/sums.h), five more that of
-- repeats.
SELECT t.term, e.text, t.uses, t.texts
FROM (
	SELECT w.bucket AS term, SUM(CASE WHEN w.what = :by THEN w.n ELSE 0 END) AS uses,
		SUM(CASE WHEN w.what = :by THEN w.n ELSE -w.n END) AS texts
	FROM window_tally AS w WHERE w.what IN (:by, :by + 5) AND w.bot <> :hidden
	GROUP BY w.bucket HAVING SUM(CASE WHEN w.what = :by THEN w.n ELSE 0 END) > 0
) AS t JOIN term AS e USING (term)
ORDER BY t.uses DESC, e.text, e.term LIMIT :top;
