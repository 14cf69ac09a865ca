# A group of a server (daemon.bash) in which members ask, and what the bot answers.
# shellcheck disable=SC2034,SC2154 # used by the tests; set by these

group=-1001900000009

# A server, a daemon, and a group with some messages.
begin() {
	telegram
	play "{\"chat\":{\"id\":$group,\"type\":\"supergroup\",\"title\":\"Test\"},\"administrators\":[43]}" \
	    '{"chat":{"id":-1002,"type":"supergroup","title":"Other"}}'
	daemon
	polled 1
	for i in 1 2 3; do say "message $i" "$i"; done
	drained
}

# Somebody says something.
number=10
say() {	# TEXT [MESSAGE [USER [MORE]]]
	local id=${2:-$((number += 1))}
	play "$(jq -nc --arg text "$1" --argjson id "$id" --argjson user "${3:-42}" \
	    --argjson now "$(date +%s)" --argjson group "$group" \
	    --argjson more "${4:-{\}}" '{message: ({message_id: $id, date: $now,
	    chat: {id: $group, type: "supergroup", title: "Test"},
	    from: {id: $user, is_bot: false, first_name: "Ada", username: "ada\($user)"},
	    text: $text} + $more)}')"
}

# Likewise in a group of its own: one is not written to more than once a second.
elsewhere() {	# TEXT MESSAGE [USER]
	group=$((-1001900000100 - $2)) say "$@"
}

# What the bot answered to a message of the group, and how often.
answers() {	# MESSAGE
	jq -rs --argjson id "$1" '[.[] | select(.method | test("^send(Message|Photo)$")) |
	    select(.status == 200) |
	    select((.params.reply_parameters // "{}" | fromjson | .message_id) == $id) |
	    .params.text // .params.caption] | .[]' calls
}

answered() {	# MESSAGE
	[ -n "$(answers "$1")" ]
}

sent() {	# METHOD
	jq -c --arg method "$1" 'select(.method == $method and .status == 200)' calls
}

nothing_waits() {
	[ "$(sql chatstat.db "SELECT (SELECT count(*) FROM ask WHERE state = 0) +
	    (SELECT count(*) FROM outbox WHERE done_at IS NULL)")" = 0 ]
}

# The latest message with buttons, as Telegram keeps it.
latest() {
	jq -cs '[.[] | select(.status == 200 and .params.reply_markup != null)] | last |
	    .answer | fromjson | .result' calls
}

buttons() {
	latest | jq -r '[.reply_markup.inline_keyboard[] | [.[].text] | join(",")] | join("/")'
}

# Somebody presses a button of the latest message: by its label, or with data of his own.
press() {	# ID LABEL [USER [DATA]]
	play "$(latest | jq -c --arg id "$1" --arg named "$2" --argjson user "${3:-42}" --arg data "${4:-}" \
	    '. as $message | {callback_query: {id: $id, chat_instance: "1", message: $message,
	    from: {id: $user, is_bot: false, first_name: "Ada"}, data: (if $data != "" then $data else
	    [$message.reply_markup.inline_keyboard[][] | select(.text == $named) | .callback_data] |
	    first end)}}')"
}

# What was said to who pressed a button; "-": nothing.
toast() {	# ID
	jq -r --arg id "$1" 'select(.method == "answerCallbackQuery" and .params.callback_query_id == $id) |
	    .params.text // "-"' calls
}

toasted() {	# ID
	[ -n "$(toast "$1")" ]
}

# The next call of a method is refused.
refuse() {	# METHOD CODE DESCRIPTION [RETRY_AFTER]
	play "$(printf '{"fault":"error","method":"%s","code":%d,"description":"%s","retry_after":%d}' \
	    "$1" "$2" "$3" "${4:-0}")"
}

# How often the bot called a method with success.
count_sent() {	# METHOD
	sent "$1" | wc -l
}

were_sent() {	# METHOD COUNT
	[ "$(count_sent "$1")" -ge "$2" ]
}
