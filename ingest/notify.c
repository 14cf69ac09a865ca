#include "ingest/notify.h"

#include <systemd/sd-daemon.h>

void
notify_ready(void)
{
	sd_notify(0, "READY=1");
}

void
notify_stopping(void)
{
	sd_notify(0, "STOPPING=1");
}

void
notify_alive(void)
{
	sd_notify(0, "WATCHDOG=1");
}

int64_t
notify_interval(void)
{
	uint64_t microseconds;

	return sd_watchdog_enabled(0, &microseconds) > 0 ? (int64_t)(microseconds / 1000) : 0;
}
