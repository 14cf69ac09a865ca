#!/usr/bin/env bats
# What is packed and deployed says the same as the programs: debian/, contrib/, the public CI.
load helper
load daemon

version() {
	sed -n 's/^VERSION = //p' "$root/Makefile"
}

@test "every program says its version, and so do changelogs and manifest" {
	for program in "$BIN"/*; do
		run -0 "$program" --version
		[ "$output" = "${program##*/} $(version)" ] || { echo "$output"; return 1; }
	done
	make --no-print-directory -C "$root" release-check TAG="v$(version)"
	run make --no-print-directory -C "$root" release-check TAG=v0.0
	[ "$status" -ne 0 ]
	[ "$(grep -c "image: chatstat:$(version)$" "$root/contrib/kubernetes.yml")" = 2 ]
}

@test "the package is built from what the Makefile installs, and holds every program, unit and manual" {
	sed -n '/^PACKAGES :=/,/[^\\]$/p' "$root/Makefile" | grep -oE '(lib|zlib)[a-z0-9.-]*-dev' |
		grep -v libc6 | sort >wanted
	sed -n '/^Build-Depends/,/^Standards/p' "$root/debian/control" |
		grep -oE '(lib|zlib)[a-z0-9.-]*-dev' | grep -v libcmocka | sort >named
	diff wanted named
	for package in gnuplot-nox fonts-dejavu-core fonts-noto-color-emoji fonts-unifont; do
		grep -q "^Recommends:.*$package" "$root/debian/control"
		grep -q "$package" "$root/contrib/Dockerfile"
	done
	chatstatd -n -c "$root/debian/chatstat.conf"
	for timer in "$root"/cron/*.timer; do
		grep -q "${timer##*/}" "$root/debian/README.Debian" "$root/debian/tests/smoke"
		grep -q "$(basename "$timer" .timer) ||" "$root/contrib/kubernetes.yml"
	done
	make --no-print-directory -C "$root" -n install DESTDIR="$PWD/d" PREFIX=/usr UNITS=/units >/dev/null
}

@test "alerts are rules that Prometheus takes, each raised where it should be and nowhere else" {
	command -v promtool >/dev/null || skip "promtool is not installed"
	promtool check rules "$root/contrib/alerts.yml"
	(cd "$root/contrib" && promtool test rules alerts.test.yml)
	sed -n 's/.*alert: //p' "$root/contrib/alerts.yml" | while read -r alert; do
		grep -q "alertname=\"$alert\"" "$root/contrib/alerts.test.yml" || { echo "$alert"; return 1; }
	done
}

@test "alerts and dashboard ask for metrics that there are, and the dashboard for all of them" {
	jq -e '.panels | length > 10' "$root/contrib/grafana.json" >/dev/null
	grep -ohE 'chatstat_[a-z_]+' "$root"/contrib/{alerts.yml,grafana.json} |
		sed 's/^chatstat_//; s/_seconds_bucket$/_seconds/' | sort -u >asked
	sed -nE 's/.*(\{|write_(gauge|head)\(f,) "([a-z_]+_[a-z_]+)", *("|GAUGE|COUNTER|HISTOGRAM).*/\3/p
	    s/.*"# HELP chatstat_([a-z_]+) .*/\1/p' "$root/ingest/metrics.c" | sort -u >there
	[ -s there ]
	diff asked there
}

@test "the manifest: one replica that lets go first, probes that are answered, limits, few rights" {
	/usr/bin/python3 - "$root" <<-'PY'
	import sys, yaml
	manifest = open(sys.argv[1] + "/contrib/kubernetes.yml")
	parts = {part["kind"]: part for part in yaml.safe_load_all(manifest)}
	spec = parts["Deployment"]["spec"]
	assert spec["replicas"] == 1 and spec["strategy"]["type"] == "Recreate"
	pod = spec["template"]["spec"]
	assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == 10001
	volumes = {volume["name"] for volume in pod["volumes"]}
	manual = open(sys.argv[1] + "/man/chatstatd.8").read()
	for container in pod["containers"]:
	    assert container["resources"]["limits"].keys() == {"cpu", "memory"}
	    few = container["securityContext"]
	    assert few["readOnlyRootFilesystem"] and not few["allowPrivilegeEscalation"]
	    assert few["capabilities"]["drop"] == ["ALL"]
	    assert {mount["name"] for mount in container["volumeMounts"]} == volumes
	daemon = pod["containers"][0]
	for probe in "startupProbe", "livenessProbe", "readinessProbe":
	    assert daemon[probe]["httpGet"]["path"] in manual
	open("conf", "w").write(parts["ConfigMap"]["data"]["chatstat.conf"])
	open("loop.sh", "w").write(pod["containers"][1]["args"][0])
	PY
	CHATSTAT_TELEGRAM_TOKEN_FILE='' chatstatd -n -c conf
	# The loop beside it, with programs that only say that they ran.
	mkdir stubs
	for name in chatstat-digest chatstat-rollup chatstat-purge chatstat-backup; do
		printf '#!/bin/sh\necho %s >>ran\nexit 75\n' "$name" >"stubs/$name"
	done
	# shellcheck disable=SC2016 # the stub expands it
	printf '#!/bin/sh\n[ "$(wc -l <ran)" -lt 8 ] || kill $PPID\n' >stubs/sleep
	chmod +x stubs/*
	PATH=$PWD/stubs:$PATH sh loop.sh
	[ "$(sort ran | uniq -c | awk '{ print $2 $1 }' | xargs)" = \
	    "chatstat-backup1 chatstat-digest5 chatstat-purge1 chatstat-rollup2" ]
}

@test "the container's health check knows a daemon from none" {
	local port
	sed -n '/^HEALTHCHECK/,/^ENTRYPOINT/s/^\tCMD //p' "$root/contrib/Dockerfile" >check.json
	telegram
	CHATSTAT_HTTP_LISTEN=127.0.0.1:0 daemon
	logged 'http: listening on'
	port=$(sed -n 's/.*http: listening on .*, port \([0-9]*\).*/\1/p' log)
	jq -r '.[2]' check.json | sed "s/9464/$port/" >check.sh
	[ "$(jq -r '.[:2] | join(" ")' check.json)" = "/bin/bash -c" ]
	bash -c "$(<check.sh)"
	finish
	run bash -c "$(<check.sh)"
	[ "$status" -ne 0 ]
}

@test "the public CI calls targets that there are" {
	/usr/bin/python3 - "$root" >called <<-'PY'
	import re, sys, yaml
	for name in "ci", "release":
	    workflow = yaml.safe_load(open(f"{sys.argv[1]}/.github/workflows/{name}.yml"))
	    for job in workflow["jobs"].values():
	        for row in job.get("strategy", {}).get("matrix", {}).get("include", []):
	            print(row["packages"], row["run"].split()[0], sep="\n")
	        for step in job["steps"]:
	            for target in re.findall(r"^make ([a-z-]+)", step.get("run", "")):
	                print(target)
	PY
	sed -n '/^\.PHONY:/,/[^\\]$/p' "$root/Makefile" | grep -oE '[a-z-]+' >targets
	[ -s called ]
	while read -r target; do
		grep -qx -- "$target" targets || { echo "$target"; return 1; }
	done <called
	for target in check lint valgrind coverage fuzz crash deb; do
		grep -qx "$target" called || { echo "$target"; return 1; }
	done
}
