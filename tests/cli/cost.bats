#!/usr/bin/env bats
# Usage, prices and what they make: every shape in, exact sums out, limits watched.
# bats file_tags=cost
load helper

LIST=$shared/llm/prices/litellm_model_prices_subset.json
TRACE=$shared/llm/traces/AzureLLMInferenceTrace_code.csv

need() {
	[ -e "$1" ] || skip "$(basename "$1") is not here"
}

prices() {	# MODEL INPUT OUTPUT [CACHE_READ]
	echo model,valid_from,input,output,cache_read,cache_write,cache_write_1h
	printf '%s,,%s,%s,%s,,\n' "$1" "$2" "$3" "${4:-}"
}

usage() {	# LINE ...
	printf 'time,model,input_tokens,output_tokens\n'
	printf '%s\n' "$@"
}

# One cell of the only row, or of the first.
cost() {	# [COLUMN [ARGUMENT ...]]
	local column=${1:-cost}
	shift || true
	chatstat cost --last all -f json "$@" | jq -r ".rows[0].$column"
}

# An import that is refused with these words, and that makes no database.
refuses() {	# FILE WORD ...
	local file=$1
	shift
	run chatstat-import -d new.db "$file"
	refused 1 "$@" || return 1
	[ ! -e new.db ] || { echo "a database was made"; return 1; }
}

@test "a trace at known prices, to the last digit; again it adds nothing; another list, and --reprice" {
	need "$TRACE"
	prices gpt-4o 2.50 10.00 >gpt-4o.csv
	run -0 chatstat-import gpt-4o.csv --model gpt-4o "$TRACE"
	[ "$(count stored 2)" = 8819 ]
	[ "$(cost)" = 47.608895 ]
	run -0 chatstat-import --model gpt-4o "$TRACE"
	[ "$(count 'known already')" = 8819 ]
	chatstat-rollup
	[ "$(cost)" = 47.608895 ]
	prices gpt-4o 0.15 0.60 | sed 's/,,0/,2020-01-01,0/' >mini.csv
	chatstat-import mini.csv
	[ "$(cost)" = 47.608895 ]
	chatstat-rollup --reprice --since 2024-01
	[ "$(cost)" = 47.608895 ]
	chatstat-rollup --reprice
	[ "$(cost)" = 2.8565337 ]
	[ "$(cost unpriced)" = 0 ]
	run -0 chatstat-admin audit
	[[ $output == *reprice*since\ 2024-01-01* ]]
}

@test "a trace in a thousand pieces, in any order, before its prices" {
	need "$TRACE"
	mkdir pieces
	tail -n +2 "$TRACE" | split -l 9 - pieces/
	for piece in pieces/*; do
		{ head -n 1 "$TRACE"; cat "$piece"; } >"$piece.csv"
		rm "$piece"
	done
	shuf --random-source="$TRACE" -e pieces/* >order
	xargs chatstat-import --model gpt-4o-mini <order >log
	[ "$(cost cost)" = null ]
	[ "$(cost unpriced)" = 8819 ]
	prices gpt-4o-mini 0.15 0.60 >prices.csv
	run -0 chatstat-import prices.csv
	[ "$(count priced)" = 8819 ]
	[ "$(cost)" = 2.8565337 ]
	[ "$(cost requests)" = 8819 ]
}

@test "cached tokens at their price" {
	prices glm 1.4 4.4 0.26 >prices.csv
	printf 'time,model,input_tokens,cache_read_tokens,output_tokens\n@\n' >usage.csv
	sed -i 's/^@$/2026-11-01T00:00:00Z,glm,1,27146,351/' usage.csv
	chatstat-import prices.csv usage.csv
	[ "$(cost)" = 0.00860376 ]
	[ "$(cost cache_savings)" = 0.03094644 ]
}

@test "every way to write it: CR LF, no last line end, a byte order mark, quotes, separators, gzip, a pipe" {
	usage '2026-11-01T10:00:00Z,m,"1,234",5.0' '1793527200,m,7,8' >plain.csv
	sed 's/$/\r/' plain.csv >crlf.csv
	{ printf '\xef\xbb\xbf'; cat plain.csv; } >bom.csv
	head -c -1 plain.csv >short.csv
	printf '"output_tokens","time","note","model","input_tokens"\n' >other.csv
	printf '5,2026-11-01 12:00:00+02:00,"a\nb","m",1234\n' >>other.csv
	printf '8,2026-11-01 10:00:00.000Z,"say ""x""",m,7\n' >>other.csv
	gzip -c plain.csv >packed.csv.gz
	echo '{"time":"2026-11-01T10:00:00Z","model":"m","input_tokens":1234,"output_tokens":5}' \
	    >lines.jsonl
	printf '{"output_tokens":"8","time":1793527200000,"model":"m","input_tokens":7.0}\n' >>lines.jsonl
	jq -s . lines.jsonl >array.json
	chatstat-import plain.csv >log
	for file in crlf.csv bom.csv short.csv other.csv packed.csv.gz lines.jsonl array.json; do
		run -0 chatstat-import "$file"
		[ "$(count 'known already')" = 2 ] || { echo "$file: $output"; return 1; }
	done
	chatstat-import - <plain.csv
	[ "$(sql chatstat.db 'SELECT at, input, output FROM usage ORDER BY input' | xargs)" = \
	    '1793527200|7|8 1793527200|1234|5' ]
}

@test "times: a zone for those without, milliseconds, fractions that tell records apart" {
	usage 2026-07-01T12:00:00,m,1,1 2026-07-01T12:00:00.25,m,1,1 1782900000250,m,1,1 \
	    1782900000.5,m,1,1 >u.csv
	chatstat-import --zone Europe/Sofia u.csv
	[ "$(sql chatstat.db 'SELECT group_concat(DISTINCT at), count(*) FROM usage')" = \
	    '1782896400,1782900000|4' ]
	run -0 chatstat-import --zone Europe/Sofia u.csv
	[ "$(count stored)" = 0 ]
	# As databases write them, of which none is another record.
	usage '2026-07-01 10:00:00.25+00,m,1,1' '20260701T120000.25+02,m,1,1' \
	    '2026-07-01 10:00:00.25 UTC,m,1,1' '2026-07-01 12:00:00.25 +0200,m,1,1' \
	    2026-07-01T10:00:00.25z,m,1,1 >u.csv
	chatstat-import -d two.db u.csv
	[ "$(sql two.db 'SELECT group_concat(DISTINCT at), count(DISTINCT hash) FROM usage')" = \
	    '1782900000|1' ]
}

@test "twins in one file are two, and stay two; a request_id is one" {
	usage 1793527200,m,1,1 1793527200,m,1,1 >twins.csv
	chatstat-import twins.csv
	chatstat-import twins.csv
	[ "$(cost requests)" = 2 ]
	{ cat twins.csv; echo 1793527200,m,1,1; } >three.csv
	chatstat-import three.csv
	[ "$(cost requests)" = 3 ]
	printf 'request_id,time,model,input_tokens,output_tokens\n' >ids.csv
	printf 'x,1793527200,m,1,1\nx,1793527201,m,2,2\n' >>ids.csv
	run -0 chatstat-import ids.csv
	[ "$(count stored)$(count 'known already')" = 11 ]
}

@test "a record that cannot be used refuses the file by line, column and value, or is passed by" {
	usage 1793527200,m,1,1 1793527200,m,abc,1 >bad.csv
	refuses bad.csv 'line 3: input_tokens: "abc" is no count'
	usage 1793527200,m,1 >bad.csv
	refuses bad.csv 'line 2: fewer fields'
	usage soon,m,1,1 >bad.csv
	refuses bad.csv 'line 2: time: "soon" is no time'
	usage 46082.4166667,m,1,1 >bad.csv
	refuses bad.csv 'line 2: time: "46082.4166667" is no time'
	usage 1793527200,m,-1,1 >bad.csv
	refuses bad.csv 'input_tokens: "-1"'
	usage 1793527200,m,1.5,1 >bad.csv
	refuses bad.csv 'input_tokens: "1.5"'
	usage 1793527200,m,1e30,1 >bad.csv
	refuses bad.csv 'input_tokens: "1e30"'
	usage 1793527200,,1,1 >bad.csv
	refuses bad.csv 'model: "" is no model'
	usage '1793527200,m,"1,1' >bad.csv
	refuses bad.csv 'line 3, byte' 'inside quotes'
	usage '1793527200,"m" x,1,1' >bad.csv
	refuses bad.csv 'line 2, byte 16' 'quote'
	usage $'1793527200,caf\xe9,1,1' >bad.csv
	refuses bad.csv 'line 2, byte 15: not UTF-8'
	prices $'caf\xe9' 1 1 >bad.csv
	refuses bad.csv 'line 2, byte 4: not UTF-8'
	printf 'time,model,input_tokens\n' >bad.csv
	refuses bad.csv 'there is no column "output_tokens"'
	printf 'time,model,input_tokens,output_tokens,note,note,input_tokens\n' >bad.csv
	refuses bad.csv 'line 1: there are two columns "input_tokens"'
	printf 'model,input,output,note,note,input\n' >bad.csv
	refuses bad.csv 'line 1: there are two columns "input"'
	echo '{"time":1793527200,"model":"m","input_tokens":1,"output_tokens":1}' >bad.jsonl
	echo '{"time":1793527200,"model":"m","input_tokens":1}' >>bad.jsonl
	refuses bad.jsonl 'record 2: output_tokens'
	usage 1793527200,m,1,1 1793527200,m,abc,1 1793527201,m,1,1 >bad.csv
	run -0 --separate-stderr chatstat-import --skip-bad bad.csv
	[ "$(count stored)$(count read)" = 23 ]
	[[ $output == *"skipped"*1*unusable* && $stderr == *"line 3"*abc* ]]
}

@test "--partial: the whole records before a cut, or before what is broken" {
	echo '{"time":1793527200,"model":"m","input_tokens":1,"output_tokens":1}' >one.jsonl
	{ cat one.jsonl; printf '{"time":1793527201,"mod'; } >cut.jsonl
	{ cat one.jsonl; sed 's/"m"/"caf\xe9"/' one.jsonl; } >latin.jsonl
	for file in cut.jsonl latin.jsonl; do
		refuses $file 'byte' 'nothing was imported'
		run -0 chatstat-import -d $file.db --partial $file
		[ "$(count stored)" = 1 ]
		[ "$(grep -c 'what stands before' <<<"$output")" = 1 ]
	done
	sed 1d latin.jsonl >none.jsonl
	refuses none.jsonl byte
	# The half line at the cut is none, whatever its last number seems to be.
	{ usage; for i in $(seq 900); do echo "$((1793527200 + i)),m,$RANDOM,123456789"; done; } >u.csv
	sed -i /^$/d u.csv
	for cut in 3001 3002 3003 3004; do
		gzip -c u.csv | head -c $cut >cut.csv.gz
		refuses cut.csv.gz 'cut off'
		run -0 chatstat-import -d $cut.db --partial cut.csv.gz
		[ "$(count stored)" -gt 50 ]
		[ "$(sql $cut.db 'SELECT DISTINCT output FROM usage')" = 123456789 ]
	done
	# A price without its thresholds would be another.
	{ prices m 1 1; seq -f 'm%g,,1,1,0.1,,' 900; } | gzip | head -c 1000 >p.csv.gz
	run chatstat-import --partial p.csv.gz
	refused 1 p.csv.gz 'cut off'
}

@test "other names for columns, and a model where there is none" {
	printf 'when,in,out\n1793527200,10,20\n' >u.csv
	run chatstat-import u.csv
	refused 1 'no column "time"'
	run chatstat-import --map when=time --map in=input_tokens --map out=output_tokens u.csv
	refused 1 --model
	chatstat-import --map when=time --map in=input_tokens --map out=output_tokens --model m u.csv
	[ "$(cost model)$(cost input)$(cost output)" = m1020 ]
	run chatstat-import --map when=nothing u.csv
	refused 2 --map nothing
	run chatstat-import --map a=time --map in=input_tokens --map out=output_tokens --model m u.csv
	refused 1 '"a"'
	run chatstat-import --preset foo u.csv
	refused 2 openrouter
	printf '{"a":{"b":{"t":1793527200,"i":1,"o":2}}}\n' >u.jsonl
	chatstat-import --map a.b.t=time --map a.b.i=input_tokens --map a.b.o=output_tokens --model n u.jsonl
	[ "$(sql chatstat.db 'SELECT count(*) FROM usage')" = 2 ]
}

@test "usage whose columns have names of price lists is no price list" {
	printf 'time,model,input,output\n2026-11-20T10:00:00Z,m,1200,300\n' >u.csv
	refuses u.csv 'no column "input_tokens"'
	chatstat-import --map input=input_tokens --map output=output_tokens u.csv
	sed s/time/day/ u.csv >day.csv
	run chatstat-import --preset openrouter day.csv
	refused 1 'no column "created_at"'
	prices m 2.50 10.00 >prices.csv
	run -0 chatstat-import --map day=time --map input=input_tokens --map output=output_tokens \
	    prices.csv day.csv
	[ "$(count 'known already' 2)" = 1 ]
	[ "$(cost)" = 0.006 ]
}

@test "records of usage among others, as in logs of Claude Code" {
	printf '{"timestamp":"2026-11-01T10:00:00Z","requestId":"r","message":{"model":"m",' >r
	printf '"usage":{"input_tokens":10,"output_tokens":5}}}\n' >>r
	user='{"type":"user","timestamp":"2026-11-01T09:59:00Z","message":{"content":"hi"}}'
	{ echo '{"type":"summary"}'; echo "$user"; cat r; echo "$user"; } >log.jsonl
	run -0 chatstat-import log.jsonl
	[ "$(count stored)$(count 'passed by')" = 13 ]
	# Names of ours are in all records.
	echo "$user" >own.jsonl
	echo '{"time":1793527200,"model":"m","input_tokens":1,"output_tokens":1}' >>own.jsonl
	refuses own.jsonl 'record 1: input_tokens: "" is no count'
}

@test "sources that count cached tokens as input are split" {
	echo start_time,num_model_requests,model,input_tokens,input_cached_tokens,output_tokens \
	    >openai.csv
	printf '1793527200,2.0,m,100,30,5\n' >>openai.csv
	chatstat-import openai.csv
	[ "$(sql chatstat.db 'SELECT requests, input, cache_read, output FROM usage')" = '2|70|30|5' ]
	sed -i 's/,30,/,300,/' openai.csv
	run chatstat-import openai.csv
	refused 1 'input_tokens: "100" is less than what it contains'
}

@test "costs in another currency are no dollars" {
	printf 'start_time,line_item,amount_value,amount_currency\n1793527200,m,0.04,%s\n' usd >c.csv
	sed '$s/usd/USD/; $s/0.04/0.05/' c.csv >upper.csv
	chatstat-import c.csv upper.csv
	[ "$(cost charged)" = 0.09 ]
	sed -i '$s/usd/eur/' c.csv
	refuses c.csv 'line 2: amount_currency: "eur" is not usd'
}

@test "what Claude's console exports" {
	{
		printf 'usage_date_utc,model_version,api_key,workspace,usage_type,context_window,'
		printf 'usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,'
		printf 'usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,'
		printf 'web_search_count\n2026-11-01,claude-sonnet-4-5,k,Default,standard,"≤ 200k",'
		printf '100,20,30,40,50,0\n'
	} >c.csv
	CHATSTAT_CHAT_ZONE=Asia/Tokyo chatstat-import c.csv
	[ "$(sql chatstat.db 'SELECT at, requests, input, output, cache_read, cache_write,
	    cache_write_1h FROM usage')" = '1793491200|0|100|50|40|20|30' ]
	[ "$(cost unpriced)" = 1 ]
}

@test "every shape of usage that we have is read, and again adds nothing" {
	need "$shared/llm/usage"
	for file in "$shared"/llm/usage/*; do
		run -0 chatstat-import "$file"
		[ "$(count skipped)" = 0 ]
		run -0 chatstat-import "$file"
		[ "$(count stored)" = 0 ] || { echo "$file: $output"; return 1; }
	done
	chatstat cost --last all --by model -f csv >models.csv
	while read -r line; do
		grep -q "^$line" models.csv || { echo "$line"; cat models.csv; return 1; }
	done <<-'END'
	claude-sonnet-4-20250514,2,400,175,50,25,
	claude-4-sonnet,1,1000,300,5000,200,,0.12,
	gpt-5,1,100,10,0,0,,0.01,
	gpt-4o-mini-2024-07-18,34,33552,6642,1280,0,
	gpt-4o-2024-08-06,4,10116,3092,0,0,
	openai/gpt-oss-120b,1,10389,137,0,0,,0.0123,
	END
	chatstat cost --last all --by member -f csv | grep -q '^alice,'
}

@test "files that are no usage are refused" {
	need "$shared/bad/csv-spectrum"
	for file in "$shared"/bad/csv-spectrum/*.csv; do
		refuses "$file" 'nothing was imported' || { echo "$file"; return 1; }
	done
	for file in "$shared"/llm/prices/{genai,models}*; do
		refuses "$file" 'nothing was imported' || { echo "$file"; return 1; }
	done
}

@test "LiteLLM's list: thresholds, caches, again nothing; what it does not price is passed by" {
	need "$LIST"
	run -0 chatstat-import "$LIST"
	[ "$(count stored)" = 217 ]
	[ "$(count 'passed by')" != 0 ]
	run -0 chatstat-import "$LIST"
	[ "$(count 'known already')" = 217 ]
	printf 'time,model,input_tokens,cache_read_tokens,output_tokens\n' >u.csv
	printf '1793527200,claude-sonnet-4-5,150000,%s,1\n' 50000 50001 >>u.csv
	chatstat-import u.csv
	# 150000 * 3 + 50000 * 0.3 + 15, and 150000 * 6 + 50001 * 0.6 + 22.5, a million
	[ "$(sql chatstat.db 'SELECT group_concat(cost) FROM usage')" = 465015000,930023100 ]
	head -c 5000 "$LIST" >cut.json
	refuses cut.json 'ends' 'nothing was imported'
}

@test "prices by date: the newest that is not later; a list without dates" {
	printf 'model,valid_from,input,output\nm,2026-01-01,1,1\nm,2026-06-01,2,2\n' >dated.csv
	usage 2025-12-31T23:59:59Z,m,1000000,0 2026-01-01T00:00:00Z,m,1000000,0 \
	    2026-05-31T23:59:59Z,m,1000000,0 2026-06-01T00:00:00Z,m,1000000,0 >u.csv
	chatstat-import dated.csv u.csv
	[ "$(cost cost --by model)$(cost unpriced --by model)" = 4.001 ]
	printf 'model,input,output\nm,5,5\nn,7,7\n' >plain.csv
	CHATSTAT_NOW=1793527200 chatstat-import plain.csv
	[ "$(sql chatstat.db 'SELECT name, valid_from FROM price JOIN model USING (model)
	    WHERE input > 4*1e12')" = \
	    "$(printf 'm|1793527200\nn|0')" ]
	chatstat-import --valid-from 2026-03-01 plain.csv
	chatstat-rollup --reprice
	[ "$(cost cost --by model)" = 8.00 ]
	printf 'model,input,output\nm,1,x\n' >bad.csv
	refuses bad.csv 'line 2: output: "x" is no price'
	printf 'model,input,output\nm,1,2\nm,3,4\n' >bad.csv
	refuses bad.csv 'line 3' 'another price'
	printf '{"free":{"input_cost_per_token":%s},"m":{"input_cost_per_token":%s}}' -1 1e-30 >list.json
	run -0 chatstat-import list.json
	[[ $output == *"skipped                 2"*"a price below 0"*1*"a price of too many digits"*1* ]]
}

@test "prices of one model and date that are apart are refused, in whatever words the date is" {
	printf 'model,input,output,above,valid_from\n' >head.csv
	refuses_rows() {	# LINE ROW ...
		{ cat head.csv; printf '%s\n' "${@:2}"; } >bad.csv
		refuses bad.csv "line $1: model: \"m\" has prices for the same date further up"
	}
	refuses_rows 4 m,1,2,,2026-01-01 n,1,2,,2026-01-01 m,2,3,200000,2026-01-01
	refuses_rows 4 m,1,2,,2026-01-01 m,2,3,,2026-11-21 m,7,8,,2026-01-01T00:00Z
	refuses_rows 4 m,1,2,, n,1,2,, m,7,8,,
	printf '%s\n' m,1,2,,2026-01-01 m,2,3,200000,2026-01-01 n,1,2,,2026-01-01 m,3,4,,2026-11-21 m,5,6,, |
	    cat head.csv - >good.csv
	run -0 chatstat-import good.csv
	[ "$(count stored)" = 4 ]
	printf '%s\n' m,1,2,, n,1,2,, m,7,8,,2026-01-01 | cat head.csv - >bad.csv
	run chatstat-import --valid-from 2026-01-01 bad.csv
	refused 1 'line 4' 'the same date'
}

@test "the list that comes with it" {
	chatstat-import "$root/data/prices.csv"
	printf 'time,model,input_tokens,output_tokens\n1793527200,claude-opus-4-5-20251101,1000000,0\n' >u.csv
	chatstat-import u.csv
	[ "$(cost)" = 5.00 ]
	chatstat prices -f json >prices.json
	jq -e '.rows[] | select(.model == "claude-opus-4-5") | .input == "5.00"' prices.json
}

@test "a rehearsal stores nothing, and counts twins" {
	usage 1793527200,m,1,1 1793527200,m,1,1 >twins.csv
	run -0 chatstat-import --dry-run twins.csv
	[ "$(count stored)" = 2 ]
	[ ! -e chatstat.db ]
	chatstat-import twins.csv
	run -0 chatstat-import --dry-run twins.csv
	[ "$(count 'known already')" = 2 ]
}

@test "costs beside messages; by chat, member and model all add up" {
	sample_database chatstat.db
	chatstat-import "$root/data/prices.csv" "$SAMPLE/usage.csv" >log
	chatstat cost --last all -f json --by chat >chats.json
	for by in day week month member model; do
		chatstat cost --last all -f json --by $by >by.json
		for sum in requests input output cache_read unpriced; do
			[ "$(jq "[.rows[].$sum] | add" by.json)" = "$(jq "[.rows[].$sum] | add" chats.json)" ]
		done
		[ "$(jq '[.rows[].cost // "0" | tonumber * 1e9 | round] | add' by.json)" = \
		    "$(jq '[.rows[].cost // "0" | tonumber * 1e9 | round] | add' chats.json)" ]
	done
	jq -e '.rows | length == 2 and .[0].chat_id != null and .[1].chat_id == null' chats.json
	jq -e '.rows[0].cost_per_message != null and .rows[1].cost_per_message == null' chats.json
	chatstat summary --last all -f json >/dev/null
}

@test "the configured zone cuts what has no chat; a change is pending until rollup" {
	usage 2026-11-01T23:30:00Z,m,1,1 >u.csv
	chatstat-import u.csv
	[ "$(cost period --by day)" = 2026-11-01 ]
	chatstat-rollup
	export CHATSTAT_CHAT_ZONE=Europe/Sofia
	[ "$(cost period --by day)" = 2026-11-01 ]
	chatstat cost --last all | grep -q Europe/Sofia
	chatstat-rollup
	[ "$(cost period --by day)" = 2026-11-02 ]
}

@test "columns that are not parted by commas are told" {
	printf 'time;model;input_tokens;output_tokens\n1793526000;m;1;0\n' >u.csv
	run --separate-stderr chatstat-import u.csv
	refused 1 u.csv semicolons commas
	[ ! -e chatstat.db ]
}

@test "nothing to show: of what, what to do, and no other window to try where none has more" {
	export CHATSTAT_NOW=1793527200
	prices m 1 1 >prices.csv
	usage 1793526000,other,4000000,0 >u1.csv
	export_of "$(message 1 1793526000 hello)" >a.json
	chatstat-import a.json
	run -0 chatstat prices
	[[ $output == *"No price list is known yet"* && $output != *--last* ]]
	chatstat-import prices.csv u1.csv
	run -0 chatstat budget
	[[ $output == *"No budget is set."*"chatstat-admin set budget"* && $output != *--last* ]]
	run -0 chatstat budget -f telegram
	[[ $output != *All* ]]
	run -0 chatstat expensive
	[[ $output == *"No single request with a price in these 30 days."*"Try --last all."* ]]
	run -0 chatstat silent
	[[ $output == *"Everybody who is known wrote or reacted."* && $output != *--last* ]]
}

@test "prices and budgets before anything was used or written" {
	export CHATSTAT_NOW=1793527200 CHATSTAT_BUDGET_LIMITS='all month 10, model m day 1'
	prices m 1 2 >prices.csv
	chatstat-import prices.csv
	run -0 chatstat prices -f csv
	[[ ${lines[1]} == m,,1.00,2.00,,,,0,,0* ]]
	run -0 chatstat budget --check -f json
	[ "$(jq -r '[.rows[] | .scope, .spent, .percent] | join(" ")' <<<"$output")" = \
	    'all 0.00 0 model m 0.00 0' ]
	run -0 chatstat prices budget
	[[ $output == *1.00*2.00*10.00* ]]
	run -0 chatstat prices -f telegram
	[[ $output == *"\$1.00"*"\$2.00"* ]]
	run chatstat cost
	refused 1 'import some usage'
	export_of "$(message 1 1793526000 hello)" >a.json
	chatstat-import a.json
	[[ $(chatstat prices | head -n 1) == Test* ]]
}

@test "what it is not compared with, and why" {
	export CHATSTAT_NOW=1793527200
	export_of "$(message 1 1793526000 hello)" >a.json
	chatstat-import a.json
	for report in summary top compare; do
		run -0 chatstat "$report"
		[[ $output == *"Not compared with the 30 days before: not all was recorded then."* ]]
		run -0 chatstat "$report" --last all
		[[ $output != *"Not compared"* ]]
	done
	run -0 chatstat compare --against 2025-01..2025-02
	[[ $output == *"Nothing was recorded of what this is compared with."* ]]
}

@test "several chats: a long title leaves room for the others, and one that has none its id" {
	export CHATSTAT_NOW=1793527200
	head() {	# ARGUMENT ...
		chatstat "$@" | sed -n 1p
	}
	printf 'time,model,chat_id,input_tokens,output_tokens\n1793526000,m,%s,9,0\n' -1001900000077 >u.csv
	echo 1793526000,m,,9,0 >>u.csv
	chatstat-import u.csv
	[ "$(head cost)" = 'id -1001900000077 and other usage: LLM cost by day and model' ]
	[ "$(head summary)" = 'id -1001900000077: summary' ]
	export_of "$(message 1 1793526000 hello)" | sed 's/"Test"/"A long title, العربية and 田中さくら"/' >a.json
	chatstat-import a.json
	[ "$(head summary --chat all)" = 'id -1001900000077 and 1 other chat: summary' ]
	[ "$(head cost)" = '2 chats and other usage: LLM cost by day and model' ]
	run -0 chatstat summary --chat -1001900000009 --chat -1001900000077
	[[ $output == "A long title, العرب… and 1 other chat: summary"* ]]
}

@test "a budget that is passed: exit 3; alarms once a crossing" {
	export CHATSTAT_NOW=1793527200 CHATSTAT_BUDGET_CHAT=-100123 CHATSTAT_BUDGET_REQUEST=4
	export CHATSTAT_BUDGET_LIMITS='all month 10, model other day 1'
	prices m 1 1 >prices.csv
	messages() {
		sql chatstat.db 'SELECT count(*) FROM outbox'
	}
	usage 1793526000,m,4000000,0 >u1.csv
	usage 1793526100,m,2000000,0 >u2.csv
	usage 1793526200,m,5000000,0 >u3.csv
	chatstat-import prices.csv u1.csv
	[ "$(messages)" = 0 ]
	run -0 chatstat budget --check
	chatstat-import u2.csv
	[ "$(messages)" = 1 ]
	chatstat-import u2.csv
	chatstat-rollup
	[ "$(messages)" = 1 ]
	chatstat-import u3.csv
	chatstat-rollup
	# 80 and 100 % at once are one message; the dear request is another
	[ "$(messages)" = 3 ]
	sql chatstat.db 'SELECT text FROM outbox WHERE chat_id = -100123' | sed 's/\([:.]\) /\1\n/g' >alarms
	cat >expected <<-'END'
	<b>60 % of this month's LLM budget is spent</b>:
	$6.00 of $10.00, 29 days left.
	At this pace it will be $432.00.
	/cost shows where it went.
	<b>110 % of this month's LLM budget is spent</b>:
	$11.00 of $10.00, 29 days left.
	At this pace it will be $792.00.
	/cost shows where it went.
	<b>A dear request</b> to m:
	$5.00.
	END
	diff expected alarms
	run chatstat budget --check -f json
	[ "$status" = 3 ]
	chatstat budget -f json | jq -e '.rows[0] | .scope == "all" and .spent == "11.00" and .percent == 110'
	chatstat-admin set budget all month 20
	run -0 chatstat budget --check
	chatstat-admin set budget all month none
	chatstat budget -f json | jq -e '.rows | length == 1'
	run chatstat-admin set budget all year 5
	refused 2 'is no budget'
	CHATSTAT_BUDGET_LIMITS='all month' run chatstat budget
	refused 2 limits
}

@test "alarms are in the language of the chat that they go to" {
	export CHATSTAT_NOW=1793527200 CHATSTAT_BUDGET_CHAT=-1001900000009 CHATSTAT_BUDGET_REQUEST=4
	export CHATSTAT_BUDGET_LIMITS='all week 200, model m day 10'
	export_of "$(message 1 1793526000 hello)" >e.json
	prices m 1 1 >prices.csv
	usage 1793524000,m,7000000,0 >u1.csv
	usage 1793526000,m,120000000,0 >u2.csv
	chatstat-import e.json prices.csv
	chatstat-admin set Test locale bg
	chatstat-import u1.csv
	chatstat-admin set Test locale de
	chatstat-import u2.csv
	sql chatstat.db 'SELECT text FROM outbox' | sed 's/\xc2\xa0/ /g; s/\([:.]\) /\1\n/g' >alarms
	cat >expected <<-'END'
	<b>70 % от бюджета за LLM за днес са изразходвани</b> (модел m):
	7,00 $ от 10,00 $.
	С това темпо ще станат 16,80 $.
	/cost показва за какво.
	<b>Скъпа заявка</b> към m:
	7,00 $.
	<b>63 % des LLM-Budgets dieser Woche sind verbraucht</b>:
	127,00 $ von 200,00 $.
	Bei diesem Tempo werden es 138,55 $.
	/cost zeigt, wofür.
	<b>1.270 % des heutigen LLM-Budgets sind verbraucht</b> (Modell m):
	127,00 $ von 10,00 $.
	Bei diesem Tempo werden es 304,80 $.
	/cost zeigt, wofür.
	<b>Eine teure Anfrage</b> an m:
	120,00 $.
	END
	diff expected alarms
	chatstat budget -f telegram --locale bg | grep 'модел m'
	[ "$(chatstat budget --locale bg -f csv | tail -n 1 | cut -d, -f1)" = 'model m' ]
}

@test "a budget on a chat and on a member counts theirs alone" {
	export CHATSTAT_NOW=1793527200
	export CHATSTAT_BUDGET_LIMITS='chat -1001900000009 day 1, member 7 week 1, member bob month 1'
	prices m 1 1 >prices.csv
	printf 'time,model,chat_id,user_id,input_tokens,output_tokens\n' >u.csv
	printf '1793526000,m,%s,%s,%s,0\n' -1001900000009 7 100000 '' 7 200000 -1001900000009 bob 400000 \
	    >>u.csv
	chatstat-import prices.csv u.csv
	[ "$(chatstat budget -f json | jq -r '[.rows[].spent] | join(" ")')" = '0.50 0.30 0.40' ]
	# An account whose name begins as an id does is none's.
	CHATSTAT_BUDGET_LIMITS='member 7up month 1' run -0 chatstat budget -f json
	[ "$(jq -r '.rows[0].spent' <<<"$output")" = 0.00 ]
	CHATSTAT_BUDGET_LIMITS='chat hikers day 1' run --separate-stderr chatstat budget
	refused 2 limits
}

@test "a budget is set for whom a name means, and the audit log tells which it was" {
	export_of "$(message 1 1793526000 hello)" >a.json
	printf 'time,model,user_id,input_tokens,output_tokens\n1793526000,m,bob,1,0\n' >u.csv
	chatstat-import a.json u.csv
	chatstat-admin set budget chat test day 5
	chatstat-admin set budget chat -1001900000009 day 7.5
	chatstat-admin set budget member Ada week 2
	chatstat-admin set budget member bob week 3
	chatstat-admin set budget member 8 week 4
	run -0 chatstat-admin set budget model m month 40
	[ -z "$output" ]
	chatstat-admin set budget model m month none
	run -0 chatstat-admin set budget model gpt x month 50
	[[ $output == *"no model is called \"gpt x\" yet"* ]]
	chatstat-admin set budget model gpt x month none
	chatstat budget -f json | jq -r '.rows[] | .scope + " " + .limit' >"set"
	printf '%s\n' 'chat Test 7.50' 'member Ada 2.00' 'member 8 4.00' 'member bob 3.00' | diff set -
	sql chatstat.db "SELECT object || ' ' || coalesce(before, '-') || ' ' || after FROM audit
	    ORDER BY audit" | sed 's/user:[0-9a-f]*/WHO/g' | diff - <(cat <<-'LINES'
	chat -1001900000009, day - 5.00
	chat -1001900000009, day 5.00 7.50
	member WHO, week - 2.00
	member WHO, week - 3.00
	member WHO, week - 4.00
	model m, month - 40.00
	model m, month 40.00 none
	model gpt x, month - 50.00
	model gpt x, month 50.00 none
	LINES
	)
	[ "$(sql chatstat.db "SELECT count(DISTINCT object) FROM audit WHERE object LIKE 'member %'")" = 3 ]
	for name in 'chat nowhere' 'member Nobody'; do
		# shellcheck disable=SC2086 # two words
		run --separate-stderr chatstat-admin set budget $name day 5
		refused 2 'is called'
	done
	# What was set by a name that means nothing can be taken back.
	sql chatstat.db "INSERT INTO budget VALUES (1, 'hikers', 1, 5)"
	chatstat-admin set budget chat hikers day none
	[ "$(sql chatstat.db "SELECT nano FROM budget WHERE name = 'hikers'")" = 0 ]
}

@test "whoever opted out is in no cost, and nowhere in usage" {
	export_of "$(message 1 1793526000 hello)" >a.json
	chatstat-import a.json
	printf 'time,model,chat_id,user_id,input_tokens,output_tokens\n' >u.csv
	printf '1793526000,m,-1001900000009,42,5,6\n' >>u.csv
	chatstat-import u.csv
	[ "$(cost member --by member)" = Ada ]
	chatstat-admin forget -1001900000009 Ada
	[ "$(cost member --by member)" = 'not told' ]
	run -0 chatstat-import u.csv
	[ "$(count stored)" = 0 ]
	[ "$(cost requests)" = 1 ]
}

@test "what was charged is shown in the place of a cost that nobody knows" {
	export CHATSTAT_NOW=1795200000
	printf "%s\n" time,model,input_tokens,output_tokens,cost_usd \
	    2026-11-20T10:00:00Z,x-1,10,20,0.25 >told.csv
	chatstat-import told.csv >log
	for format in text telegram; do
		COLUMNS=60 chatstat cost --last all -f $format >out
		grep -q 'x-1 .*0\.25' out
		grep -q 'Charged' out
		grep -q 'Without a price: 1 request to x-1\.' out
	done
	chatstat cost --last all -o out.gp
	grep -qF "Charged: \$0.25." out.gp
	[ "$(chatstat cost --last all -f json | jq -c '[.rows[0] | .cost, .charged]')" = '[null,"0.25"]' ]
}

@test "a budget says what it does not know the price of" {
	export CHATSTAT_NOW=1795200000
	printf "%s\n" time,model,input_tokens,output_tokens,user_id \
	    2026-11-20T10:00:00Z,x-1,6000000,20,42 >a.csv
	chatstat-import a.csv >log
	chatstat-admin set budget all month 1
	chatstat-admin set budget member 42 month 1
	for format in text telegram; do
		chatstat budget -f $format >out
		grep -q 'Not in what is spent: 1 request without a price\.' out
	done
	chatstat budget --check >out
	grep -q 'Not in what is spent' out
}
