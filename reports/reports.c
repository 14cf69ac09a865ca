#include "reports/reports.h"

#include "lib/locale.h"
#include "reports/answer.h"

extern const char sql_summary[], sql_top_member[], sql_heatmap[], sql_growth[], sql_kinds[], sql_reactions[],
    sql_members[], sql_titles[], sql_member[], sql_fans[], sql_replies[], sql_writers[], sql_records[],
    sql_reacted[], sql_unanswered[], sql_silent[], sql_activity[], sql_engagement[], sql_compare[],
    sql_cost[], sql_expensive[], sql_prices[], sql_polls[];

static const struct column summary_columns[] = {
	{ "messages", UNIT_COUNT }, { "members", UNIT_COUNT }, { "messages_per_day", UNIT_TENTHS },
	{ "active_days", UNIT_COUNT }, { "words", UNIT_COUNT }, { "characters", UNIT_COUNT },
	{ "media", UNIT_COUNT }, { "links", UNIT_COUNT }, { "emoji", UNIT_COUNT },
	{ "questions", UNIT_COUNT }, { "replies", UNIT_COUNT }, { "edited", UNIT_COUNT },
	{ "reactions", UNIT_COUNT }, { "joins", UNIT_COUNT }, { "leaves", UNIT_COUNT },
	{ "busiest_day", UNIT_DATE }, { "busiest_day_messages", UNIT_COUNT }, { "peak_hour", UNIT_HOUR },
	{ "reply_median_seconds", UNIT_SECONDS }, { "previous_messages", UNIT_COUNT },
	{ "change_percent", UNIT_PERCENT }, { "members_total", UNIT_COUNT },
	{ "daily_members", UNIT_TENTHS }, { "usual_low", UNIT_COUNT }, { "usual_high", UNIT_COUNT },
	{ NULL, UNIT_COUNT }
};

static const struct card_line summary_card[] = {
	{ "messages", "messages", { N_("{change_percent+} on {before} ({previous_messages})"),
	    N_("usually {usual_low} to {usual_high}") } },
	{ "per day", "messages_per_day", { N_("by {daily_members members}") } },
	{ "members", "members", { N_("of {members_total}"), N_("{joins} joined, {leaves} left") } },
	{ "active days", "active_days", { N_("busiest {busiest_day}: {busiest_day_messages messages}") } },
	{ "peak hour", "peak_hour", { NULL } },
	{ "", NULL, { NULL } },
	{ "words", "words", { NULL } },
	{ "characters", "characters", { NULL } },
	{ "replies", "replies", { N_("half of them within {reply_median_seconds}") } },
	{ "reactions", "reactions", { NULL } },
	{ "media", "media", { N_("{links links}, {emoji emoji}") } },
	{ "questions", "questions", { N_("{edited messages} edited") } },
	{ NULL, NULL, { NULL } }
};

static const struct column top_columns[] = {
	{ "rank", UNIT_COUNT }, { "member_id", UNIT_ID }, { "member", UNIT_NAME },
	{ "messages", UNIT_COUNT }, { "share", UNIT_PERCENT }, { "words", UNIT_COUNT },
	{ "characters", UNIT_COUNT }, { "media", UNIT_COUNT }, { "replies_sent", UNIT_COUNT },
	{ "replies_received", UNIT_COUNT }, { "reactions_given", UNIT_COUNT },
	{ "reactions_received", UNIT_COUNT }, { "active_days", UNIT_COUNT }, { "last_seen", UNIT_INSTANT },
	{ "rank_change", UNIT_CHANGE },
	{ NULL, UNIT_COUNT }
};

/* In the order of deeds.sql's :by. */
static const char *const top_by[] = { "messages", "words", "characters", "media", "replies_sent",
    "replies_received", "reactions_given", "reactions_received", "active_days", NULL };

static const struct column activity_columns[] = {
	{ "period", UNIT_PERIOD }, { "messages", UNIT_COUNT }, { "members", UNIT_COUNT },
	{ "words", UNIT_COUNT }, { "complete", UNIT_FLAG }, { "usual_low", UNIT_COUNT },
	{ "usual_high", UNIT_COUNT },
	{ NULL, UNIT_COUNT }
};

/* In the order of enum grain. */
static const char *const grains[] = { "hour", "day", "week", "month", "year", NULL };

static const struct column growth_columns[] = {
	{ "period", UNIT_PERIOD }, { "joined", UNIT_COUNT }, { "left", UNIT_COUNT }, { "net", UNIT_CHANGE },
	{ "active", UNIT_COUNT }, { "new", UNIT_COUNT }, { "members_total", UNIT_COUNT },
	{ "wau", UNIT_COUNT }, { "mau", UNIT_COUNT }, { "complete", UNIT_FLAG },
	{ NULL, UNIT_COUNT }
};

static const struct column heatmap_columns[] = {
	{ "weekday", UNIT_WEEKDAY }, { "hour", UNIT_HOUR }, { "messages", UNIT_COUNT },
	{ NULL, UNIT_COUNT }
};

static const struct column hours_columns[] = {
	{ "hour", UNIT_HOUR }, { "messages", UNIT_COUNT }, { "share", UNIT_PERCENT }, { NULL, UNIT_COUNT }
};

static const struct column weekdays_columns[] = {
	{ "weekday", UNIT_WEEKDAY }, { "messages", UNIT_COUNT }, { "share", UNIT_PERCENT },
	{ NULL, UNIT_COUNT }
};

static const struct column kinds_columns[] = {
	{ "kind", UNIT_TEXT }, { "messages", UNIT_COUNT }, { "share", UNIT_PERCENT },
	{ "member_messages", UNIT_COUNT }, { "member_share", UNIT_PERCENT },
	{ NULL, UNIT_COUNT }
};

static const struct column reactions_columns[] = {
	{ "emoji", UNIT_EMOJI }, { "reactions", UNIT_COUNT }, { "named", UNIT_COUNT }, { NULL, UNIT_COUNT }
};

static const struct column words_columns[] = {
	{ "word", UNIT_TEXT }, { "uses", UNIT_COUNT }, { "messages", UNIT_COUNT }, { NULL, UNIT_COUNT }
};

static const struct column emoji_columns[] = {
	{ "emoji", UNIT_EMOJI }, { "uses", UNIT_COUNT }, { "messages", UNIT_COUNT }, { NULL, UNIT_COUNT }
};

static const struct column links_columns[] = {
	{ "domain", UNIT_TEXT }, { "uses", UNIT_COUNT }, { "messages", UNIT_COUNT }, { NULL, UNIT_COUNT }
};

static const struct column hashtags_columns[] = {
	{ "hashtag", UNIT_TEXT }, { "uses", UNIT_COUNT }, { "messages", UNIT_COUNT }, { NULL, UNIT_COUNT }
};

static const struct column commands_columns[] = {
	{ "command", UNIT_TEXT }, { "uses", UNIT_COUNT }, { "messages", UNIT_COUNT }, { NULL, UNIT_COUNT }
};

static const struct column mentions_columns[] = {
	{ "member_id", UNIT_ID }, { "member", UNIT_NAME }, { "uses", UNIT_COUNT }, { "messages", UNIT_COUNT },
	{ NULL, UNIT_COUNT }
};

static const struct column trend_columns[] = {
	{ "period", UNIT_PERIOD }, { "matches", UNIT_COUNT }, { "messages", UNIT_COUNT },
	{ "members", UNIT_COUNT }, { "complete", UNIT_FLAG },
	{ NULL, UNIT_COUNT }
};

static const struct column members_columns[] = {
	{ "member_id", UNIT_ID }, { "member", UNIT_NAME }, { "status", UNIT_TEXT },
	{ "joined", UNIT_INSTANT }, { "left", UNIT_INSTANT }, { "first_seen", UNIT_INSTANT },
	{ "last_seen", UNIT_INSTANT }, { "messages", UNIT_COUNT }, { "active_days", UNIT_COUNT },
	{ "bot", UNIT_FLAG },
	{ NULL, UNIT_COUNT }
};

static const struct column titles_columns[] = {
	{ "from", UNIT_INSTANT }, { "to", UNIT_INSTANT }, { "title", UNIT_NAME }, { NULL, UNIT_COUNT }
};

static const struct column member_columns[] = {
	{ "member_id", UNIT_ID }, { "member", UNIT_NAME }, { "messages", UNIT_COUNT }, { "rank", UNIT_COUNT },
	{ "share", UNIT_PERCENT }, { "active_days", UNIT_COUNT }, { "first_seen", UNIT_INSTANT },
	{ "last_seen", UNIT_INSTANT }, { "streak", UNIT_COUNT }, { "longest_streak", UNIT_COUNT },
	{ "peak_hour", UNIT_HOUR }, { "words", UNIT_COUNT }, { "characters", UNIT_COUNT },
	{ "media", UNIT_COUNT }, { "links", UNIT_COUNT }, { "emoji", UNIT_COUNT },
	{ "questions", UNIT_COUNT }, { "top_emoji", UNIT_EMOJI }, { "reactions_given", UNIT_COUNT },
	{ "reactions_received", UNIT_COUNT }, { "replies_sent", UNIT_COUNT },
	{ "replies_received", UNIT_COUNT }, { "reply_median_seconds", UNIT_SECONDS },
	{ "reply_p90_seconds", UNIT_SECONDS }, { "kinds", UNIT_TEXT }, { "former_names", UNIT_TEXT },
	{ NULL, UNIT_COUNT }
};

static const struct card_line member_card[] = {
	{ "messages", "messages", { N_("rank {rank}, {share} of all") } },
	{ "kinds", NULL, { "{kinds}" } },
	{ "active days", "active_days", { N_("streak {streak days}, longest {longest_streak}") } },
	{ "words", "words", { N_("{links links}, {media media}, {emoji emoji}, {questions questions}") } },
	{ "replies", "replies_sent", { N_("{replies_received} received"),
	    N_("half of them within {reply_median_seconds}, most {reply_p90_seconds}") } },
	{ "reactions", "reactions_given", { N_("{reactions_received} received"), N_("mostly {top_emoji}") } },
	{ "peak hour", "peak_hour", { NULL } },
	{ "seen", NULL, { N_("first {first_seen}"), N_("last {last_seen}"), N_("formerly {former_names}") } },
	{ NULL, NULL, { NULL } }
};

static const struct column chats_columns[] = {
	{ "chat_id", UNIT_ID }, { "title", UNIT_NAME }, { "members", UNIT_COUNT },
	{ "messages", UNIT_COUNT }, { "daily_members", UNIT_TENTHS }, { "last", UNIT_INSTANT },
	{ NULL, UNIT_COUNT }
};

static const struct column fans_columns[] = {
	{ "from_id", UNIT_ID }, { "from", UNIT_NAME }, { "to_id", UNIT_ID }, { "to", UNIT_NAME },
	{ "reactions", UNIT_COUNT },
	{ NULL, UNIT_COUNT }
};

static const struct column replies_columns[] = {
	{ "from_id", UNIT_ID }, { "from", UNIT_NAME }, { "to_id", UNIT_ID }, { "to", UNIT_NAME },
	{ "replies", UNIT_COUNT }, { "median_seconds", UNIT_SECONDS }, { "p90_seconds", UNIT_SECONDS },
	{ NULL, UNIT_COUNT }
};

static const char *const retention_by[] = { "week", "month", NULL };

static const struct column retention_columns[] = {
	{ "cohort", UNIT_PERIOD }, { "size", UNIT_COUNT }, { "period", UNIT_COUNT },
	{ "active", UNIT_COUNT }, { "percent", UNIT_PERCENT },
	{ NULL, UNIT_COUNT }
};

static const struct column streaks_columns[] = {
	{ "rank", UNIT_COUNT }, { "member_id", UNIT_ID }, { "member", UNIT_NAME },
	{ "current", UNIT_COUNT }, { "longest", UNIT_COUNT }, { "longest_from", UNIT_DATE },
	{ "longest_to", UNIT_DATE },
	{ NULL, UNIT_COUNT }
};

static const struct column records_columns[] = {
	{ "record", UNIT_TEXT }, { "member_id", UNIT_ID }, { "member", UNIT_NAME },
	{ "value", UNIT_MEASURE }, { "at", UNIT_INSTANT }, { "unit", UNIT_TEXT },
	{ NULL, UNIT_COUNT }
};

static const struct column conversations_columns[] = {
	{ "period", UNIT_PERIOD }, { "conversations", UNIT_COUNT }, { "median_messages", UNIT_COUNT },
	{ "median_seconds", UNIT_SECONDS }, { "complete", UNIT_FLAG },
	{ NULL, UNIT_COUNT }
};

static const struct column reacted_columns[] = {
	{ "message_id", UNIT_ID }, { "at", UNIT_INSTANT }, { "member_id", UNIT_ID }, { "member", UNIT_NAME },
	{ "reactions", UNIT_COUNT }, { "top_emoji", UNIT_EMOJI }, { "excerpt", UNIT_TEXT },
	{ "link", UNIT_LINK },
	{ NULL, UNIT_COUNT }
};

static const struct column unanswered_columns[] = {
	{ "message_id", UNIT_ID }, { "at", UNIT_INSTANT }, { "member_id", UNIT_ID }, { "member", UNIT_NAME },
	{ "excerpt", UNIT_TEXT }, { "link", UNIT_LINK },
	{ NULL, UNIT_COUNT }
};

static const struct column polls_columns[] = {
	{ "message_id", UNIT_ID }, { "at", UNIT_INSTANT }, { "question", UNIT_TEXT },
	{ "option", UNIT_TEXT }, { "votes", UNIT_COUNT },
	{ NULL, UNIT_COUNT }
};

static const struct column silent_columns[] = {
	{ "member_id", UNIT_ID }, { "member", UNIT_NAME }, { "joined", UNIT_INSTANT },
	{ "last_message", UNIT_INSTANT }, { "last_reaction", UNIT_INSTANT },
	{ NULL, UNIT_COUNT }
};

static const struct column topics_columns[] = {
	{ "topic_id", UNIT_ID }, { "topic", UNIT_NAME }, { "messages", UNIT_COUNT },
	{ "members", UNIT_COUNT }, { "last", UNIT_INSTANT },
	{ NULL, UNIT_COUNT }
};

static const struct column compare_columns[] = {
	{ "measure", UNIT_TEXT }, { "a", UNIT_COUNT }, { "b", UNIT_COUNT },
	{ "change_percent", UNIT_PERCENT },
	{ NULL, UNIT_COUNT }
};

static const struct column engagement_columns[] = {
	{ "rank", UNIT_COUNT }, { "member_id", UNIT_ID }, { "member", UNIT_NAME }, { "score", UNIT_SCORE },
	{ "activity", UNIT_SCORE }, { "consistency", UNIT_SCORE }, { "quality", UNIT_SCORE },
	{ "interaction", UNIT_SCORE }, { "percentile", UNIT_PERCENT },
	{ NULL, UNIT_COUNT }
};

static const struct column rhythm_columns[] = {
	{ "a_id", UNIT_ID }, { "a", UNIT_NAME }, { "b_id", UNIT_ID }, { "b", UNIT_NAME },
	{ "similarity", UNIT_SCORE },
	{ NULL, UNIT_COUNT }
};

/* The first one is called as --by says; ids stand at the end where --by wants them. */
static const struct column cost_columns[] = {
	{ "period", UNIT_PERIOD }, { "model", UNIT_TEXT }, { "requests", UNIT_COUNT },
	{ "input", UNIT_COUNT }, { "output", UNIT_COUNT }, { "cache_read", UNIT_COUNT },
	{ "cache_write", UNIT_COUNT }, { "cost", UNIT_MONEY }, { "charged", UNIT_MONEY },
	{ "unpriced", UNIT_COUNT }, { "cache_savings", UNIT_MONEY }, { "cost_per_message", UNIT_MONEY },
	{ "cost_per_active_member", UNIT_MONEY }, { "forecast", UNIT_MONEY }, { "member_id", UNIT_ID },
	{ "chat_id", UNIT_ID },
	{ NULL, UNIT_COUNT }
};

/* In the order of enum by in shape_cost.c. */
static const char *const cost_by[] = { "day", "week", "month", "member", "model", "chat", NULL };

static const struct column expensive_columns[] = {
	{ "at", UNIT_INSTANT }, { "member_id", UNIT_ID }, { "member", UNIT_NAME }, { "model", UNIT_TEXT },
	{ "input", UNIT_COUNT }, { "output", UNIT_COUNT }, { "cache_read", UNIT_COUNT },
	{ "cache_write", UNIT_COUNT }, { "cost", UNIT_MONEY },
	{ NULL, UNIT_COUNT }
};

static const struct column prices_columns[] = {
	{ "model", UNIT_TEXT }, { "valid_from", UNIT_INSTANT }, { "input", UNIT_MONEY },
	{ "output", UNIT_MONEY }, { "cache_read", UNIT_MONEY }, { "cache_write", UNIT_MONEY },
	{ "cache_write_1h", UNIT_MONEY }, { "priced", UNIT_COUNT }, { "above", UNIT_COUNT },
	{ "unpriced", UNIT_COUNT },
	{ NULL, UNIT_COUNT }
};

static const struct column budget_columns[] = {
	{ "scope", UNIT_NAME }, { "period", UNIT_TEXT }, { "limit", UNIT_MONEY }, { "spent", UNIT_MONEY },
	{ "percent", UNIT_PERCENT }, { "forecast", UNIT_MONEY },
	{ NULL, UNIT_COUNT }
};

const struct report reports[] = {
	{ .name = "summary", .title = N_("Summary"), .layout = LAYOUT_CARD, .card = summary_card,
	    .help = "the headline numbers", .shape = shape_summary, .sql = sql_summary,
	    .takes = TAKES_TOPIC | TAKES_NO_BOTS, .columns = summary_columns },
	{ .name = "top", .title = N_("Members by messages"), .layout = LAYOUT_RANKING, .chart = CHART_BARS,
	    .help = "members by what they did", .shape = shape_top, .sql = sql_top_member,
	    .takes = TAKES_TOPIC | TAKES_TOP | TAKES_BOTS | TAKES_NO_BOTS, .choices = top_by,
	    .columns = top_columns },
	{ .name = "activity", .title = N_("Activity"), .layout = LAYOUT_SERIES, .chart = CHART_LINE,
	    .help = "messages over time", .shape = shape_activity,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_NO_BOTS, .choices = grains,
	    .columns = activity_columns },
	{ .name = "heatmap", .title = N_("Messages by weekday and hour"), .layout = LAYOUT_HEATMAP,
	    .chart = CHART_HEATMAP, .help = "when messages are written", .shape = shape_heatmap,
	    .sql = sql_heatmap, .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_NO_BOTS,
	    .columns = heatmap_columns },
	{ .name = "growth", .title = N_("Joined and left"), .layout = LAYOUT_SERIES, .chart = CHART_STACKED,
	    .help = "who came, went and wrote", .shape = shape_growth, .sql = sql_growth,
	    .choices = grains, .columns = growth_columns },
	{ .name = "hours", .title = N_("Messages by hour of the day"), .layout = LAYOUT_BARS,
	    .chart = CHART_COLUMNS,
	    .help = "messages by hour of the day", .shape = shape_hours, .sql = sql_heatmap,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_NO_BOTS, .columns = hours_columns },
	{ .name = "weekdays", .title = N_("Messages by weekday"), .layout = LAYOUT_BARS,
	    .chart = CHART_COLUMNS,
	    .help = "messages by weekday", .shape = shape_weekdays, .sql = sql_heatmap,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_NO_BOTS, .columns = weekdays_columns },
	{ .name = "kinds", .title = N_("Messages by kind"), .layout = LAYOUT_BARS, .chart = CHART_BARS,
	    .help = "messages by kind: text, photo, voice, ...", .shape = shape_kinds, .sql = sql_kinds,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_NO_BOTS, .columns = kinds_columns },
	{ .name = "reactions", .title = N_("Reactions"), .layout = LAYOUT_BARS,
	    .chart = CHART_BARS, .help = "reactions by emoji",
	    .shape = shape_reactions, .sql = sql_reactions,
	    .takes = TAKES_TOPIC | TAKES_TOP | TAKES_NO_BOTS, .columns = reactions_columns },
	{ .name = "words", .title = N_("Words"), .layout = LAYOUT_BARS, .chart = CHART_BARS,
	    .help = "the words used most; with --member: most typical", .shape = shape_words,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_NO_BOTS,
	    .texts = POLICY_FULL, .columns = words_columns },
	{ .name = "emoji", .title = N_("Emoji"), .layout = LAYOUT_BARS, .chart = CHART_BARS,
	    .help = "emoji in messages", .shape = shape_emoji,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_NO_BOTS,
	    .texts = POLICY_FEATURES, .columns = emoji_columns },
	{ .name = "links", .title = N_("Links"), .layout = LAYOUT_BARS, .chart = CHART_BARS,
	    .help = "domains that links lead to", .shape = shape_links,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_NO_BOTS,
	    .texts = POLICY_FEATURES, .columns = links_columns },
	{ .name = "hashtags", .title = N_("Hashtags"), .layout = LAYOUT_BARS, .chart = CHART_BARS,
	    .help = "hashtags", .shape = shape_hashtags,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_NO_BOTS,
	    .texts = POLICY_FEATURES, .columns = hashtags_columns },
	{ .name = "mentions", .title = N_("Mentions"), .layout = LAYOUT_BARS, .chart = CHART_BARS,
	    .help = "members who are mentioned", .shape = shape_mentions,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_NO_BOTS,
	    .texts = POLICY_FEATURES, .columns = mentions_columns },
	{ .name = "commands", .title = N_("Commands"), .layout = LAYOUT_BARS, .chart = CHART_BARS,
	    .help = "commands to bots", .shape = shape_commands,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_NO_BOTS,
	    .texts = POLICY_FEATURES, .columns = commands_columns },
	{ .name = "trend", .title = N_("Messages that match"), .layout = LAYOUT_SERIES, .chart = CHART_LINE,
	    .who = WHO_ADMINISTRATORS, .help = "messages whose text matches --match PATTERN",
	    .shape = shape_trend,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_NO_BOTS | TAKES_MATCH, .choices = grains,
	    .texts = POLICY_FULL, .columns = trend_columns },
	{ .name = "fans", .title = N_("Who reacts to whom"), .layout = LAYOUT_TABLE, .chart = CHART_MATRIX,
	    .help = "who reacts to whom", .shape = shape_fans, .sql = sql_fans,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_BOTS, .columns = fans_columns },
	{ .name = "replies", .title = N_("Who answers whom"), .layout = LAYOUT_TABLE, .chart = CHART_MATRIX,
	    .help = "who answers whom, and how soon", .shape = shape_replies, .sql = sql_replies,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_BOTS, .columns = replies_columns },
	{ .name = "retention", .title = N_("Who stays"), .layout = LAYOUT_COHORTS, .chart = CHART_COHORTS,
	    .help = "who still writes, of those who began in a period", .shape = shape_retention,
	    .sql = sql_writers, .takes = TAKES_NO_BOTS, .choices = retention_by,
	    .columns = retention_columns },
	{ .name = "streaks", .title = N_("Longest streaks of days"), .layout = LAYOUT_RANKING,
	    .chart = CHART_BARS, .help = "days in a row on which members wrote", .shape = shape_streaks,
	    .sql = sql_writers, .takes = TAKES_TOPIC | TAKES_TOP | TAKES_BOTS,
	    .columns = streaks_columns },
	{ .name = "records", .title = N_("Records"), .layout = LAYOUT_TABLE,
	    .help = "the longest, the most, the earliest", .shape = shape_records, .sql = sql_records,
	    .takes = TAKES_TOPIC | TAKES_BOTS, .columns = records_columns },
	{ .name = "conversations", .title = N_("Conversations"), .layout = LAYOUT_SERIES, .chart = CHART_LINE,
	    .help = "conversations over time; with --member those started", .shape = shape_conversations,
	    .takes = TAKES_TOPIC | TAKES_MEMBER, .choices = grains, .columns = conversations_columns },
	{ .name = "reacted", .title = N_("Messages with the most reactions"), .layout = LAYOUT_TABLE,
	    .help = "the messages with the most reactions", .shape = shape_reacted, .sql = sql_reacted,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_NO_BOTS, .columns = reacted_columns },
	{ .name = "unanswered", .title = N_("Unanswered questions"), .layout = LAYOUT_TABLE,
	    .help = "the latest questions that nobody replied or reacted to", .shape = shape_unanswered,
	    .sql = sql_unanswered, .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_BOTS,
	    .columns = unanswered_columns },
	{ .name = "polls", .title = N_("Polls"), .layout = LAYOUT_TABLE, .chart = CHART_POLL,
	    .help = "the latest polls, and who got how many votes", .shape = shape_polls, .sql = sql_polls,
	    .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_TOP | TAKES_NO_BOTS, .label = "option",
	    .columns = polls_columns },
	{ .name = "topics", .title = N_("Topics by messages"), .layout = LAYOUT_BARS, .chart = CHART_BARS,
	    .help = "the topics of a forum", .shape = shape_topics, .sql = sql_activity,
	    .takes = TAKES_TOP | TAKES_NO_BOTS, .columns = topics_columns },
	{ .name = "silent", .title = N_("Silent members"), .layout = LAYOUT_TABLE, .who = WHO_ADMINISTRATORS,
	    .help = "members who neither wrote nor reacted", .shape = shape_silent, .sql = sql_silent,
	    .takes = TAKES_BOTS, .columns = silent_columns,
	    .nothing = N_("Everybody who is known wrote or reacted.") },
	{ .name = "compare", .title = N_("Compared"), .layout = LAYOUT_TABLE, .chart = CHART_SIDES,
	    .help = "--against another window, chat or member; previous", .shape = shape_compare,
	    .sql = sql_compare, .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_NO_BOTS | TAKES_AGAINST,
	    .columns = compare_columns },
	{ .name = "engagement", .title = N_("Members by engagement"), .layout = LAYOUT_RANKING,
	    .chart = CHART_BARS, .help = "members by a score of 0 to 100", .shape = shape_engagement,
	    .sql = sql_engagement, .takes = TAKES_TOPIC | TAKES_TOP | TAKES_BOTS,
	    .columns = engagement_columns },
	{ .name = "rhythm", .title = N_("Who writes at the same hours"), .layout = LAYOUT_TABLE,
	    .help = "members who write at the same hours of the week", .shape = shape_rhythm,
	    .takes = TAKES_TOPIC | TAKES_TOP | TAKES_BOTS, .columns = rhythm_columns },
	{ .name = "members", .title = N_("Members"), .layout = LAYOUT_TABLE, .who = WHO_ADMINISTRATORS,
	    .help = "everybody who is known", .shape = shape_members, .sql = sql_members,
	    .columns = members_columns },
	{ .name = "titles", .title = N_("Titles"), .layout = LAYOUT_TABLE, .help = "the titles the chat had",
	    .timeless = true, .shape = shape_titles, .sql = sql_titles, .columns = titles_columns },
	{ .name = "member", .title = N_("Member"), .layout = LAYOUT_CARD, .card = member_card,
	    .who = WHO_SELF, .help = "one member: --member WHO", .shape = shape_member, .sql = sql_member,
	    .picture = "hours", .takes = TAKES_TOPIC | TAKES_MEMBER | TAKES_BOTS | TAKES_NO_BOTS,
	    .columns = member_columns },
	{ .name = "chats", .title = N_("Chats"), .layout = LAYOUT_TABLE, .who = WHO_ADMINISTRATORS,
	    .help = "the chats that are recorded", .shape = shape_chats,
	    .takes = TAKES_NO_BOTS | TAKES_ALL, .columns = chats_columns },
	{ .name = "cost", .title = N_("LLM cost"), .layout = LAYOUT_TABLE, .chart = CHART_COST,
	    .who = WHO_ADMINISTRATORS,
	    .help = "what the bot costs", .shape = shape_cost, .sql = sql_cost,
	    .takes = TAKES_USAGE | TAKES_MEMBER,
	    .choices = cost_by, .columns = cost_columns },
	{ .name = "expensive", .title = N_("The dearest requests"), .layout = LAYOUT_TABLE,
	    .who = WHO_ADMINISTRATORS,
	    .help = "the dearest single requests", .shape = shape_expensive, .sql = sql_expensive,
	    .takes = TAKES_USAGE | TAKES_TOP, .columns = expensive_columns,
	    .nothing = N_("No single request with a price") },
	{ .name = "prices", .title = N_("Prices of models"), .layout = LAYOUT_TABLE,
	    .who = WHO_ADMINISTRATORS,
	    .help = "what models cost at the window's end, in USD per million tokens",
	    .shape = shape_prices, .sql = sql_prices, .takes = TAKES_USAGE | TAKES_NO_USAGE | TAKES_TOP,
	    .columns = prices_columns,
	    .nothing = N_("No price list is known yet: chatstat-import takes one.") },
	{ .name = "budget", .title = N_("Budgets"), .layout = LAYOUT_TABLE, .chart = CHART_BARS,
	    .who = WHO_ADMINISTRATORS,
	    .help = "what of the budgets is spent", .shape = shape_budget,
	    .timeless = true, .takes = TAKES_USAGE | TAKES_NO_USAGE | TAKES_CHECK,
	    .columns = budget_columns,
	    .nothing = N_("No budget is set.") },
	{ .name = NULL }
};

const struct report *
reports_find(const char *name)
{
	for (const struct report *r = reports; r->name != NULL; r++)
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}
