/*
 * Who asks how often: requests a minute, by address.
 */
#ifndef INGEST_VISITORS_H
#define INGEST_VISITORS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

enum { VISITORS = 256, VISITORS_PER_MINUTE = 60 };

/* Zero at first. */
struct visitors {
	struct visitor {
		unsigned char	address[8];	/* IPv4, or the network of IPv6, which is one owner's */
		int64_t		minute;		/* that count is of */
		int		count;
	}	list[VISITORS];
};

/* Counts a request, and says whether it is one too many; never for this machine itself. */
bool	visitors_count(struct visitors *, const struct sockaddr *, int64_t minute);

#endif
