#include "ingest/visitors.h"

#include <netinet/in.h>
#include <string.h>

/* What tells visitors apart; false for this machine. */
static bool
address_of(const struct sockaddr *sa, unsigned char address[8])
{
	static const unsigned char loopback[16] = { [15] = 1 };
	const unsigned char *bytes;

	memset(address, 0, 8);
	if (sa->sa_family == AF_INET) {
		memcpy(address, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, 4);
		return address[0] != 127;
	}
	bytes = ((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr.s6_addr;
	memcpy(address, bytes, 8);
	return memcmp(bytes, loopback, sizeof(loopback)) != 0;
}

/* The visitor of an address; where there is none, the place of who was silent for longest. */
static struct visitor *
find(struct visitors *visitors, const unsigned char address[8])
{
	struct visitor *oldest = &visitors->list[0];

	for (struct visitor *v = visitors->list; v < visitors->list + VISITORS; v++) {
		if (memcmp(v->address, address, sizeof(v->address)) == 0)
			return v;
		if (v->minute < oldest->minute)
			oldest = v;
	}
	return oldest;
}

bool
visitors_count(struct visitors *visitors, const struct sockaddr *sa, int64_t minute)
{
	unsigned char address[8];
	struct visitor *v;

	if (!address_of(sa, address))
		return false;
	v = find(visitors, address);
	if (memcmp(v->address, address, sizeof(address)) != 0 || v->minute != minute) {
		memcpy(v->address, address, sizeof(address));
		v->minute = minute;
		v->count = 0;
	}
	return v->count++ >= VISITORS_PER_MINUTE;
}
