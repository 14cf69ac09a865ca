#include "lib/config.h"

#include <ctype.h>
#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/budget.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/money.h"
#include "lib/policy.h"
#include "lib/zone.h"

enum { VALUE_SIZE = 4096 };

static bool
check_zone(const struct config_entry *e, const char *value)
{
	(void)e;
	return zone_find(value) != NULL;
}

static bool
check_locale(const struct config_entry *e, const char *value)
{
	(void)e;
	return locale_is(value);
}

/* One of the words of what is wanted: "error, warning, info or debug". */
static bool
check_choice(const struct config_entry *e, const char *value)
{
	size_t length = strlen(value);

	for (const char *word = e->wanted; *word != '\0'; word += strspn(word, ", ")) {
		size_t n = strcspn(word, ", ");

		if (n == length && memcmp(word, value, n) == 0 && strcmp(value, "or") != 0)
			return true;
		word += n;
	}
	return false;
}

static bool
check_number(const struct config_entry *e, const char *value)
{
	char *end;
	long long number;

	errno = 0;
	number = strtoll(value, &end, 10);
	return isdigit((unsigned char)value[0]) && errno == 0 && *end == '\0' && number >= e->least &&
	    number <= e->most;
}

/* The address of a server that a token may be sent to: encrypted, or on this machine. */
static bool
check_url(const struct config_entry *e, const char *value)
{
	static const char *const safe[] = { "https://", "http://127.0.0.1", "http://localhost",
	    "http://[::1]" };
	static const char host[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";

	(void)e;
	for (size_t i = 0; i < sizeof(safe) / sizeof(safe[0]); i++) {
		size_t n = strlen(safe[i]);
		const char *rest = value + n;

		if (strncmp(value, safe[i], n) != 0 || (i == 0 && strspn(rest, host) == 0))
			continue;
		/* Behind a name of this machine only a port may follow, or it would be another's. */
		if (i > 0 && *rest != '\0' && *rest != '/' && *rest != ':')
			continue;
		rest += strspn(rest, i == 0 ? host : ":0123456789");
		return *rest == '\0' || (*rest == '/' && strpbrk(rest, "?#@ ") == NULL);
	}
	return false;
}

bool
config_address(const char *listen, struct sockaddr_storage *address)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
	    .ai_socktype = SOCK_STREAM }, *found;
	const char *colon = strrchr(listen, ':');
	size_t n = colon != NULL ? (size_t)(colon - listen) : 0;
	bool brackets = n > 2 && listen[0] == '[' && colon[-1] == ']';
	char host[64];

	/* getaddrinfo takes ports modulo 65536. */
	if (n == 0 || n >= sizeof(host) || !isdigit((unsigned char)colon[1]) ||
	    strtoull(colon + 1, NULL, 10) > UINT16_MAX)
		return false;
	snprintf(host, sizeof(host), "%.*s", (int)(brackets ? n - 2 : n), listen + brackets);
	if (brackets != (strchr(host, ':') != NULL) || getaddrinfo(host, colon + 1, &hints, &found) != 0)
		return false;
	memcpy(address, found->ai_addr, found->ai_addrlen);
	freeaddrinfo(found);
	return true;
}

static bool
check_listen(const struct config_entry *e, const char *value)
{
	struct sockaddr_storage address;

	(void)e;
	return value[0] == '\0' || config_address(value, &address);
}

static bool
check_budgets(const struct config_entry *e, const char *value)
{
	(void)e;
	return budget_is_list(value);
}

static bool
check_money(const struct config_entry *e, const char *value)
{
	int64_t nano;

	(void)e;
	return value[0] == '\0' || (money_parse(value, MONEY_DIGITS, &nano) == 0 && nano > 0);
}

static bool
check_chat(const struct config_entry *e, const char *value)
{
	size_t sign = value[0] == '-';

	(void)e;
	return value[0] == '\0' || (value[sign] != '\0' && strlen(value) < 18 &&
	    value[sign + strspn(value + sign, "0123456789")] == '\0');
}

static bool
check_ids(const struct config_entry *e, const char *value)
{
	(void)e;
	return strspn(value, "0123456789 ") == strlen(value);
}

const struct config_entry config_table[CONFIG_KEYS] = {
	[CONFIG_DATABASE_PATH] = { "database", "path", "chatstat.db", NULL, "a file name",
	    "the database file", 0, 0 },
	[CONFIG_TELEGRAM_TOKEN_FILE] = { "telegram", "token_file", "", NULL, "a file name",
	    "the file that holds the bot's token", 0, 0 },
	[CONFIG_TELEGRAM_API_URL] = { "telegram", "api_url", "https://api.telegram.org", check_url,
	    "https://HOST[:PORT], or http:// of this machine",
	    "the Bot API server", 0, 0 },
	[CONFIG_TELEGRAM_POLL_TIMEOUT] = { "telegram", "poll_timeout", "50", check_number, "seconds",
	    "how long the server may wait for updates", 1, 50 },
	[CONFIG_TELEGRAM_OWNERS] = { "telegram", "owners", "", check_ids, "ids of users, with blanks between",
	    "who may ask in every chat what its administrators may", 0, 0 },
	[CONFIG_TELEGRAM_JOIN] = { "telegram", "join", "anyone", check_choice, "anyone or owners",
	    "who may add the bot to groups; it leaves those that others add it to", 0, 0 },
	[CONFIG_TELEGRAM_CONTACT] = { "telegram", "contact", "", NULL, "a name, or @username",
	    "who runs the bot, for /privacy; empty: it is not told", 0, 0 },
	[CONFIG_CHAT_ZONE] = { "chat", "zone", "UTC", check_zone, "an IANA time zone",
	    "the time zone that new chats count their days in", 0, 0 },
	[CONFIG_CHAT_LOCALE] = { "chat", "locale", "en", check_locale, locale_list,
	    "the language that new chats are spoken to in, with its numbers and dates", 0, 0 },
	[CONFIG_CHAT_TEXT] = { "chat", "text", "full", check_choice, "full, features or none",
	    "what new chats keep of texts", 0, 0 },
	[CONFIG_CHAT_TEXT_DAYS] = { "chat", "text_days", "90", check_number, "days",
	    "for how long; 0 is for ever", 0, POLICY_DAYS_MOST },
	[CONFIG_CHAT_FACT_DAYS] = { "chat", "fact_days", "0", check_number, "days",
	    "for how long new chats keep messages, reactions and joins; 0 is for ever", 0,
	    POLICY_DAYS_MOST },
	[CONFIG_CHAT_REACTIONS] = { "chat", "reactions", "on", check_choice, "on or off",
	    "whether new chats record reactions", 0, 0 },
	[CONFIG_LIMITS_MEMBER_PER_MINUTE] = { "limits", "member_per_minute", "10", check_number, "a number",
	    "commands that a member may give in a minute", 1, 1000 },
	[CONFIG_LIMITS_MEMBER_PER_HOUR] = { "limits", "member_per_hour", "100", check_number, "a number",
	    "and in an hour", 1, 10000 },
	[CONFIG_LIMITS_ADMIN_PER_MINUTE] = { "limits", "admin_per_minute", "10", check_number, "a number",
	    "settings that an administrator may change in a minute", 1, 1000 },
	[CONFIG_LIMITS_CHART_SECONDS] = { "limits", "chart_seconds", "3", check_number, "seconds",
	    "within which a member gets one chart", 0, 3600 },
	[CONFIG_LIMITS_CHILDREN] = { "limits", "children", "4", check_number, "a number",
	    "reports for chats that run at the same time", 1, 8 },
	[CONFIG_HTTP_LISTEN] = { "http", "listen", "", check_listen,
	    "ADDRESS:PORT, such as 127.0.0.1:9464 or [::1]:9464",
	    "where health and metrics are served; empty: nowhere", 0, 0 },
	[CONFIG_HTTP_TOKEN_FILE] = { "http", "token_file", "", NULL, "a file name",
	    "the file with the token that other requests must bear", 0, 0 },
	[CONFIG_HTTP_PAGES] = { "http", "pages", "off", check_choice, "on or off",
	    "whether pages of chats are served", 0, 0 },
	[CONFIG_RETRY_MIN_SECONDS] = { "retry", "min_seconds", "2", check_number, "seconds",
	    "how long to wait after the first failure", 1, 3600 },
	[CONFIG_RETRY_MAX_SECONDS] = { "retry", "max_seconds", "10", check_number, "seconds",
	    "how long at most, twice as long after each", 1, 3600 },
	[CONFIG_RETRY_BREAKER_FAILURES] = { "retry", "breaker_failures", "5", check_number, "a number",
	    "failures in a row until it is left alone", 1, 1000 },
	[CONFIG_RETRY_BREAKER_SECONDS] = { "retry", "breaker_seconds", "60", check_number, "seconds",
	    "for how long", 1, 86400 },
	[CONFIG_CACHE_DIRECTORY] = { "cache", "directory", "", NULL, "a directory",
	    "where charts are kept that may be asked for again; empty: beside chatstatd's database", 0, 0 },
	[CONFIG_CACHE_MEGABYTES] = { "cache", "megabytes", "64", check_number, "megabytes",
	    "how much of them; 0: none", 0, 100000 },
	[CONFIG_BUDGET_LIMITS] = { "budget", "limits", "", check_budgets,
	    "limits such as: all month 50, model gpt-5.1 day 2.50, chat -1001234567890 week 5",
	    "what usage may cost, in dollars", 0, 0 },
	[CONFIG_BUDGET_REQUEST] = { "budget", "request", "", check_money, "dollars",
	    "an alarm for single requests that cost more; empty: none", 0, 0 },
	[CONFIG_BUDGET_CHAT] = { "budget", "chat", "", check_chat, "a chat's id",
	    "the chat that alarms are sent to; empty: none", 0, 0 },
	[CONFIG_BACKUP_DIRECTORY] = { "backup", "directory", "", NULL, "a folder",
	    "where copies go; empty: beside the database", 0, 0 },
	[CONFIG_BACKUP_DAYS] = { "backup", "days", "30", check_number, "days",
	    "for how long copies are kept", 1, POLICY_DAYS_MOST },
	[CONFIG_BACKUP_ENCRYPT] = { "backup", "encrypt", "", NULL, "a command",
	    "what a copy is piped through, such as age -r RECIPIENT; empty: nothing", 0, 0 },
	[CONFIG_LOG_LEVEL] = { "log", "level", "info", check_choice, "error, warning, info or debug",
	    "the least important lines to log", 0, 0 },
	[CONFIG_LOG_FORMAT] = { "log", "format", "plain", check_choice, "plain or json",
	    "how lines look", 0, 0 },
	[CONFIG_LOG_IDS] = { "log", "ids", "hashed", check_choice, "hashed or plain",
	    "how people's ids are written", 0, 0 },
};

static char values[CONFIG_KEYS][VALUE_SIZE];

static const char blanks[] = " \t\r\n";

/* Where a value comes from. */
struct origin {
	const char	*path;
	char		 section[64];
	int		 line;
	int		 lines[CONFIG_KEYS];	/* that gave it; 0: none */
};

static int
find(const char *section, const char *key)
{
	for (int i = 0; i < CONFIG_KEYS; i++)
		if (strcmp(config_table[i].section, section) == 0 && strcmp(config_table[i].key, key) == 0)
			return i;
	return -1;
}

static bool
is_valid(const struct config_entry *e, const char *value)
{
	if (value[0] == '\0')
		return e->standard[0] == '\0';
	return strchr(value, '\n') == NULL && (e->check == NULL || e->check(e, value));
}

static int
set(int key, const char *value, const char *where)
{
	const struct config_entry *e = &config_table[key];
	char bounds[64] = "";

	if (e->most > 0)
		snprintf(bounds, sizeof(bounds), " from %lld to %lld", (long long)e->least,
		    (long long)e->most);
	if (strlen(value) >= VALUE_SIZE)
		return log_fail(STATUS_MISUSE, "%s: %s in [%s] is longer than %d bytes", where, e->key,
		    e->section, VALUE_SIZE - 1);
	if (!is_valid(e, value))
		return log_fail(STATUS_MISUSE, "%s: %s in [%s] must be %s%s, not \"%.200s\"", where, e->key,
		    e->section, e->wanted, bounds, value);
	snprintf(values[key], VALUE_SIZE, "%s", value);
	return 0;
}

/* A line "key = value" of a section. */
static int
take_line(struct origin *o, const char *name, const char *value)
{
	int key = find(o->section, name);
	char where[512];

	snprintf(where, sizeof(where), "%s:%d", o->path, o->line);
	if (key < 0)
		return log_fail(STATUS_MISUSE, "%s: there is no key \"%.64s\" in [%.64s]", where, name,
		    o->section);
	if (o->lines[key] != 0)
		return log_fail(STATUS_MISUSE, "%s: %s is given twice, first in line %d", where, name,
		    o->lines[key]);
	o->lines[key] = o->line;
	return set(key, value, where);
}

/* A text without the blanks around it. */
static char *
trim(char *text)
{
	size_t n;

	text += strspn(text, blanks);
	for (n = strlen(text); n > 0 && strchr(blanks, text[n - 1]) != NULL; n--)
		;
	text[n] = '\0';
	return text;
}

static int
read_line(struct origin *o, char *text)
{
	static const char mark[] = "\xef\xbb\xbf";	/* of byte order, as editors put it in front */
	char *line = trim(o->line == 1 && strncmp(text, mark, 3) == 0 ? text + 3 : text);
	char *end = line + strlen(line), *equals = strchr(line, '=');

	if (strchr("#;", *line) != NULL)	/* also an empty one */
		return 0;
	if (*line == '[' && end[-1] == ']') {
		snprintf(o->section, sizeof(o->section), "%.*s", (int)(end - line) - 2, line + 1);
		return 0;
	}
	if (*line == '[' || equals == NULL)
		return log_fail(STATUS_MISUSE, "%s:%d: this is neither \"[section]\" nor \"key = value\"",
		    o->path, o->line);
	*equals = '\0';
	return take_line(o, trim(line), trim(equals + 1));
}

static int
read_file(const char *path)
{
	struct origin o = { .path = path };
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	int ret = 0;

	if (file == NULL)
		return log_fail(STATUS_MISUSE, "%s: %s", path, strerror(errno));
	while (ret == 0 && getline(&line, &room, file) != -1) {
		o.line++;
		ret = read_line(&o, line);
	}
	if (ret == 0 && !feof(file))	/* such as a directory, or a line that there is no memory for */
		ret = log_fail(STATUS_MISUSE, "%s: %s", path, strerror(errno));
	free(line);
	fclose(file);
	return ret;
}

static int
read_environment(void)
{
	for (int i = 0; i < CONFIG_KEYS; i++) {
		char name[128];
		const char *value;

		snprintf(name, sizeof(name), "CHATSTAT_%s_%s", config_table[i].section, config_table[i].key);
		for (char *c = name; *c != '\0'; c++)
			*c = (char)toupper((unsigned char)*c);
		if ((value = getenv(name)) != NULL && set(i, value, name) != 0)
			return -1;
	}
	return 0;
}

int
config_load(const char *path)
{
	for (int i = 0; i < CONFIG_KEYS; i++)
		snprintf(values[i], VALUE_SIZE, "%s", config_table[i].standard);
	if (path == NULL && access(CONFIG_FILE, F_OK) == 0)
		path = CONFIG_FILE;
	if (path != NULL && read_file(path) != 0)
		return -1;
	return read_environment();
}

const char *
config_get(enum config_key key)
{
	return values[key][0] != '\0' ? values[key] : config_table[key].standard;
}

int64_t
config_number(enum config_key key)
{
	return strtoll(config_get(key), NULL, 10);
}

bool
config_is(enum config_key key, const char *word)
{
	return strcmp(config_get(key), word) == 0;
}

void
config_write(FILE *out)
{
	const char *section = "";

	for (int i = 0; i < CONFIG_KEYS; i++) {
		const struct config_entry *e = &config_table[i];

		if (strcmp(section, e->section) != 0)
			fprintf(out, "%s[%s]\n", i > 0 ? "\n" : "", e->section);
		section = e->section;
		fprintf(out, "; %s\n%s = %s\n", e->help, e->key, config_get((enum config_key)i));
	}
}
