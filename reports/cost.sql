-- What a window cost: in all, of one member, or of each (:by 3); summed in C, since members are many.  And
-- who wrote how much in it.
SELECT w.model, w.n_requests, w.n_input, w.n_output, w.n_read, w.n_write, w.n_write_1h, w.n_cost, w.n_priced,
	w.n_unpriced, w.n_charged, w.n_told, w.n_saved
FROM window_spend AS w WHERE :by <> 3 AND :member = 0;

SELECT w.member, w.what, w.others FROM window_spender AS w WHERE w.member = :member AND :member <> 0;

SELECT w.member, w.what, w.others FROM window_spender AS w WHERE :by = 3 AND :member = 0;

SELECT COALESCE(SUM(t.n_messages), 0) AS written FROM window_total AS t WHERE :by <> 3 AND :member = 0;

SELECT COALESCE(SUM(w.n_messages), 0) AS written FROM window_act AS w
WHERE w.member = :member AND :member <> 0;

SELECT COUNT(DISTINCT w.writer) AS writers FROM window_writer AS w WHERE :by <> 3 AND :member = 0;

SELECT w.member, SUM(w.n_messages) FROM window_act AS w WHERE :by = 3 GROUP BY w.member;
