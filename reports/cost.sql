-- What a window cost, in all or of one member: by model, or as a whole (:by 5), or by member (:by 3), which
-- is summed in C, since members are many; and who wrote how much in it.
SELECT 0, CASE WHEN :by = 5 THEN 0 ELSE w.model END,
	MIN(w.model), MAX(w.model), SUM(w.n_requests), SUM(w.n_input), SUM(w.n_output), SUM(w.n_read),
	SUM(w.n_write + w.n_write_1h), SUM(w.n_cost), SUM(w.n_priced), SUM(w.n_unpriced), SUM(w.n_charged),
	SUM(w.n_told), SUM(w.n_saved)
FROM window_spend AS w WHERE :by <> 3 AND :member = 0
GROUP BY 1, 2 HAVING SUM(w.n_priced + w.n_unpriced) > 0
ORDER BY 1, 2;

SELECT 0, CASE WHEN :by = 5 THEN 0 ELSE w.model END,
	MIN(w.model), MAX(w.model), SUM(w.n_requests), SUM(w.n_input), SUM(w.n_output), SUM(w.n_read),
	SUM(w.n_write + w.n_write_1h), SUM(w.n_cost), SUM(w.n_priced), SUM(w.n_unpriced), SUM(w.n_charged),
	SUM(w.n_told), SUM(w.n_saved)
FROM window_spender AS w WHERE :by <> 3 AND w.member = :member AND :member <> 0
GROUP BY 1, 2 HAVING SUM(w.n_priced + w.n_unpriced) > 0
ORDER BY 1, 2;

SELECT w.member, 0, w.model, w.model, w.n_requests, w.n_input, w.n_output, w.n_read, w.n_write + w.n_write_1h,
	w.n_cost, w.n_priced, w.n_unpriced, w.n_charged, w.n_told, w.n_saved
FROM window_spender AS w WHERE :by = 3 AND (:member = 0 OR w.member = :member);

SELECT COALESCE(SUM(t.n_messages), 0) AS written FROM window_total AS t WHERE :by <> 3 AND :member = 0;

SELECT COALESCE(SUM(w.n_messages), 0) AS written FROM window_act AS w
WHERE w.member = :member AND :member <> 0;

SELECT COUNT(DISTINCT w.writer) AS writers FROM window_writer AS w WHERE :by <> 3 AND :member = 0;

SELECT w.member, SUM(w.n_messages) FROM window_act AS w WHERE :by = 3 GROUP BY w.member;
