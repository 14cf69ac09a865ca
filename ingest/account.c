#include "ingest/account.h"

#include <string.h>

void
account_add(struct account *a, enum outcome outcome, const char *why)
{
	struct reason *r = a->reasons;

	a->read++;
	a->counts[outcome]++;
	if (outcome != OUTCOME_PASSED && outcome != OUTCOME_BAD)
		return;
	while (r < a->reasons + a->nreason && (r->outcome != outcome || strcmp(r->why, why) != 0))
		r++;
	if (r == a->reasons + ACCOUNT_REASONS)
		r--;	/* the last one holds what has no place */
	else if (r == a->reasons + a->nreason)
		*r = (struct reason){ a->nreason++ == ACCOUNT_REASONS - 1 ? "other" : why, outcome, 0 };
	r->count++;
}

static void
line(const struct account *a, FILE *out, enum outcome outcome, const char *label)
{
	const char *before = "  (";

	fprintf(out, "  %-14s %10lld", label, (long long)a->counts[outcome]);
	for (size_t i = 0; i < a->nreason; i++) {
		if (a->reasons[i].outcome != outcome)
			continue;
		fprintf(out, "%s%s: %lld", before, a->reasons[i].why, (long long)a->reasons[i].count);
		before = ", ";
	}
	fputs(before[0] == ',' ? ")\n" : "\n", out);
}

void
account_write(const struct account *a, FILE *out)
{
	fprintf(out, "  %-14s %10lld\n", "read", (long long)a->read);
	line(a, out, OUTCOME_STORED, "stored");
	line(a, out, OUTCOME_CHANGED, "changed");
	line(a, out, OUTCOME_KNOWN, "known already");
	line(a, out, OUTCOME_PASSED, "passed by");
	line(a, out, OUTCOME_BAD, "skipped");
}
