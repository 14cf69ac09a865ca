-- What version 2 knows of what members spent.
SELECT scope, period, member, model, requests, input, output, cache_read, cache_write, cache_write_1h, cost,
    priced, unpriced, charged, told, saved FROM spend WHERE member >= 0;
