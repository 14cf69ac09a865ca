-- Who wrote in a window.
SELECT DISTINCT w.writer FROM window_writer AS w;
