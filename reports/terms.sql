-- What messages name, one kind of it: :by is the tally of its occurrences (lib/sums.h), five more that of
-- repeats.  Summed in C: there may be very many, and few are shown.
SELECT w.bucket, w.what, w.n
FROM window_tally AS w WHERE w.what IN (:by, :by + 5) AND w.bot <> :hidden;
