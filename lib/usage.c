#include "lib/usage.h"

void
usage_read(struct stmt *s, struct usage *u)
{
	*u = (struct usage){ .usage = col_int(s, 0), .chat = col_int(s, 1), .at = col_int(s, 2),
	    .member = col_int(s, 3), .model = col_int(s, 4), .requests = col_int(s, 5),
	    .cost = col_int(s, 11), .saved = col_int(s, 12), .charged = col_int(s, 13),
	    .priced = !col_null(s, 11), .told = !col_null(s, 13) };
	for (int i = 0; i < TOKENS_COUNT; i++)
		u->tokens[i] = col_int(s, 6 + i);
}

int64_t
usage_requests(const struct usage *u)
{
	return u->requests > 0 ? u->requests : 1;
}
