-- The titles that a chat was given, in order.
SELECT t.at, t.title FROM title AS t WHERE t.chat = :chat ORDER BY t.at;
