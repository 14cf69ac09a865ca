-- Who came, went and wrote in one period of a series.
SELECT COALESCE(SUM(t.n), 0) AS joined FROM window_tally AS t WHERE t.what = 2 AND t.bucket = 1;

SELECT COALESCE(SUM(t.n), 0) AS gone FROM window_tally AS t WHERE t.what = 2 AND t.bucket = 0;

SELECT COUNT(DISTINCT w.writer) AS active FROM window_writer AS w;
