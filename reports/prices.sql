-- How many requests of the window had a price.
SELECT w.model, SUM(w.n_priced), SUM(w.n_unpriced) FROM window_spend AS w GROUP BY w.model;

-- What each model costs when the window ends; a model without prices of its own has those it is an alias of.
SELECT m.known, m.title, p.valid_from, p.above, p.input, p.output, p.cache_read, p.cache_write,
	p.cache_write_1h
FROM (
	SELECT x.model AS known, x.name AS title, CASE WHEN EXISTS (
		SELECT 1 FROM price AS r WHERE r.model = x.model
	) THEN x.model ELSE x.alias END AS source
	FROM model AS x
) AS m LEFT JOIN (
	SELECT q.model AS source, q.valid_from, q.above, q.input, q.output, q.cache_read,
		q.cache_write, q.cache_write_1h
	FROM price AS q WHERE q.valid_from = (
		SELECT MAX(r.valid_from) FROM price AS r WHERE r.model = q.model AND r.valid_from < :until
	)
) AS p USING (source)
ORDER BY m.title, m.known, p.above;
