#include "tests/sample/sample.h"

void
usage_write(struct world *w)
{
	static const struct {
		const char	*name;
		int		 weight, input, output;
	} models[] = {
		{ "claude-sonnet-4-5", 30, 3200, 420 }, { "gpt-5.1", 22, 2400, 300 },
		{ "gemini-2.5-flash", 18, 5200, 350 }, { "claude-opus-4-5", 4, 2800, 600 },
		{ "gpt-5-mini", 16, 1500, 250 }, { "gpt-4.1-nano", 6, 900, 90 },
		{ "mistral-small-4", 4, 1200, 120 }
	};

	printf("time,request_id,model,chat_id,user_id,command,input_tokens,cache_read_tokens,"
	    "cache_write_tokens,output_tokens,cost_usd\n");
	for (int i = 0; i < 900; i++) {
		int64_t at = LIVE_END - 21 * DAY + (int64_t)i * 21 * DAY / 900;
		bool alone = i % 12 == 0;
		int kind = 0, left = (int)world_below(w, 100);

		for (; left >= models[kind].weight; kind++)
			left -= models[kind].weight;
		printf("%lld,req-%04d,%s,%s,", (long long)at, i, models[kind].name,
		    alone ? "" : "-1001900000001");
		printf("%lld,%s,", (long long)people[alone ? ELENA : (int)world_below(w, 12)].id,
		    alone ? "" : "/ask");
		printf("%u,", world_below(w, (unsigned)models[kind].input) + 200);
		printf("%u,", i % 3 == 0 ? world_below(w, 20000) : 0);
		printf("%u,", i % 7 == 0 ? world_below(w, 4000) : 0);
		printf("%u,", world_below(w, (unsigned)models[kind].output) + 20);
		if (i % 5 == 0)
			printf("0.%04u", world_below(w, 500));
		putchar('\n');
	}
}
