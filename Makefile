# chatstat: everything is built, tested and installed from here.  `make help` lists the targets.

PREFIX ?= /usr/local
UNITS ?= $(PREFIX)/lib/systemd/system
CC ?= cc
SAN ?=
TIME ?= 60
VERSION = 0.1

# Debian's packages: to build and run, to test, to lint.
PACKAGES := gcc libc6-dev make libsqlite3-dev libcjson-dev libicu-dev libcsv-dev libpcre2-dev \
	zlib1g-dev libsodium-dev libcurl4-openssl-dev libmicrohttpd-dev libsystemd-dev ca-certificates \
	tzdata gettext \
	gnuplot-nox fonts-dejavu-core fonts-noto-color-emoji fonts-unifont
PACKAGES_TEST := libcmocka-dev bats jq python3 python3-icu python3-yaml sqlite3 procps curl unicode-data
PACKAGES_LINT := clang clang-tidy cppcheck shellcheck mandoc codespell
PACKAGES_DEB := dpkg-dev debhelper lintian

# One build folder a variant, so that a sanitizer build never mixes with another.
comma := ,
B := build/$(if $(SAN),$(subst $(comma),-,$(SAN)),plain)

ALL_CPPFLAGS = -I. -D_POSIX_C_SOURCE=200809L -D_FORTIFY_SOURCE=2 -DVERSION='"$(VERSION)"' \
	-include lib/banned.h $(CPPFLAGS)
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wwrite-strings
ALL_CFLAGS = -std=c17 -O2 -g $(WARNINGS) -fstack-protector-strong -fPIE $(CFLAGS)
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now,--as-needed $(LDFLAGS)
LIBS = -lsqlite3 -lcjson -licuuc -lcsv -lz -lpcre2-8 -lsodium -lm -lcurl -lmicrohttpd -lsystemd
ifneq ($(SAN),)
ALL_CFLAGS += -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
ALL_LDFLAGS += -fsanitize=$(SAN)
endif

MAKE_ALL = $(MAKE) --no-print-directory -j"$$(nproc)"

# `make V=1` shows the commands themselves.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s%s\n' $(1) $(2))

# A program is a main file and what it needs of its folder and of lib, which are archives: so only those
# that talk to the network are linked with libcurl.
MAIN_chatstat := reports/chatstat
MAIN_chatstat-import := ingest/import
MAIN_chatstat-admin := ingest/admin
MAIN_chatstatd := ingest/chatstatd
MAIN_chatstat-doctor := ingest/doctor
MAIN_chatstat-rollup := analytics/rollup
MAIN_chatstat-purge := analytics/purge
MAIN_chatstat-backup := analytics/backup
MAIN_chatstat-digest := reports/digest
PROGRAMS := chatstat chatstat-import chatstat-admin chatstatd chatstat-doctor chatstat-rollup chatstat-purge \
	chatstat-backup chatstat-digest
MAINS := $(foreach p,$(PROGRAMS),$(MAIN_$(p)))

FOLDERS := lib ingest analytics reports
objects = $(patsubst %.c,$(B)/%.o,$(filter-out $(MAINS:%=%.c),$(wildcard $(1)/*.c))) \
	$(patsubst %.sql,$(B)/%.sql.o,$(wildcard $(1)/*.sql)) \
	$(if $(filter reports,$(1)),$(patsubst %,$(B)/%.o,$(wildcard data/*.txt data/page.*)))
# The archives that what belongs to a folder is linked with.
archives = $(filter-out $(B)/lib.a,$(1:%=$(B)/%.a)) $(B)/lib.a
SOURCES := $(wildcard $(FOLDERS:%=%/*.c) tests/sample/*.c tests/unit/*.c tests/fuzz/*.c tests/bench/*.c)

all: $(PROGRAMS:%=$(B)/bin/%)

define program_rule
$(B)/bin/$(1): $(B)/$(MAIN_$(1)).o $(call archives,$(firstword $(subst /, ,$(MAIN_$(1)))))
endef
$(foreach p,$(PROGRAMS),$(eval $(call program_rule,$(p))))
$(B)/bin/%:
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

define archive_rule
$(B)/$(1).a: $(call objects,$(1)) \
		$(if $(filter lib,$(1)),$(B)/schema.sql.o $(B)/po/catalogues.o)
	@rm -f $$@
	$$(call say,AR,$$@)
	$$(Q)$$(AR) rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call archive_rule,$(f))))

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# An SQL text becomes a string: reports/top.sql is sql_top, schema.sql is sql_schema.
$(B)/%.sql.c: %.sql
	@mkdir -p $(@D)
	@n=$(basename $(notdir $<)); \
	{ printf 'extern const char sql_%s[];\nconst char sql_%s[] =\n' $$n $$n; \
	   sed -e 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $<; echo ';'; } > $@

$(B)/%.sql.o: $(B)/%.sql.c
	$(call say,SQL,$*.sql)
	$(Q)$(CC) -fPIE -c -o $@ $<

# So do some files of data: data/page.js is data_page_js, and its hash, in base64, data_page_js_sha256.
$(B)/data/%.c: data/% Makefile
	@mkdir -p $(@D)
	@n=$(subst .,_,$*); \
	h=$$(sha256sum $< | cut -c1-64 | tr a-f A-F | basenc --base16 -d | base64); \
	{ printf 'extern const char data_%s[], data_%s_sha256[];\n' $$n $$n; \
	   printf 'const char data_%s_sha256[] = "%s", data_%s[] =\n' $$n "$$h" $$n; \
	   sed -e 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $<; echo ';'; } > $@

$(B)/data/%.o: $(B)/data/%.c
	$(call say,DATA,$*)
	$(Q)$(CC) -fPIE -c -o $@ $<

# And all catalogues: po/bg.po is the language bg.  Which plural a number takes, a catalogue says in C.
$(B)/po/catalogues.c: $(wildcard po/*.po) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "lib/locale.h"'; \
	for po in $(filter %.po,$^); do \
		l=$${po##*/} l=$${l%.po}; \
		msgfmt --no-hash -o $(@D)/$$l.mo $$po || exit 1; \
		echo "static const unsigned char $$l[] = {"; \
		od -An -v -tu1 $(@D)/$$l.mo | sed 's/  */ /g; s/ \([0-9]*\)/\1,/g'; \
		echo "}; static unsigned long $${l}_form(unsigned long n) { return"; \
		sed -n 's/^"Plural-Forms:.*plural=\([^;]*\);.*/\1; }/p' $$po; \
		rows="$$rows { \"$$l\", $$l, $${l}_form }," list="$$list, $$l"; \
	done; \
	echo "const struct locale_catalogue locale_catalogues[] = {$$rows { 0, 0, 0 } };"; \
	echo "const char locale_list[] = \"en$$list\";"; } > $@

$(B)/po/catalogues.o: $(B)/po/catalogues.c lib/locale.h
	$(call say,PO,po)
	$(Q)$(CC) -I. -fPIE -c -o $@ $<

# All texts that are marked; and merged into the catalogues, which keep what they have of them.
po/chatstat.pot: FORCE
	@xgettext --from-code=UTF-8 -k -k_ -kN_ -kC_:1c,2 -kP_:1,2 -kNP_:1,2 --add-comments=Translators: \
		--no-location --package-name=chatstat -o - $(sort $(wildcard $(FOLDERS:%=%/*.[ch]))) | \
		sed '/^"POT-Creation-Date/d; /^# /d; /^#$$/d; /^#, fuzzy$$/d; s/=CHARSET/=UTF-8/' \
		>$(or $(POT),$@)

pot: po/chatstat.pot
	@for po in po/*.po; do \
		msgmerge -q --update --backup=none --no-fuzzy-matching --no-location $$po po/chatstat.pot && \
		msgfmt -c --statistics -o /dev/null $$po || exit 1; \
	done

# ----- the sample chat -----

$(B)/sample/make: $(patsubst %.c,$(B)/%.o,$(wildcard tests/sample/*.c))
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^

$(B)/sample/result.json: $(B)/sample/make
	@$< export > $@.new && mv $@.new $@

$(B)/sample/updates.jsonl: $(B)/sample/make
	@$< updates > $@.new && mv $@.new $@

$(B)/sample/usage.csv: $(B)/sample/make
	@$< usage > $@.new && mv $@.new $@

SAMPLE := $(B)/sample/result.json $(B)/sample/updates.jsonl $(B)/sample/usage.csv
sample: $(SAMPLE)

# 2026-11-20 18:22 in Sofia, three minutes after the sample's last message.  The clock of the demo and
# of the golden files is pinned to it, so that "the last 30 days" has something in it.
SAMPLE_END := 1795191720
SAMPLE_RUN = env CHATSTAT_NOW=$(SAMPLE_END) CHATSTAT_CHAT_ZONE=Europe/Sofia \
	CHATSTAT_DATABASE_PATH=$(D)/chatstat.db LC_ALL=C.UTF-8 build/plain/bin

# Installs those of Debian's packages $(1) that are missing.
define install_packages
@command -v dpkg-query >/dev/null || \
	{ echo 'This is no Debian; if the build fails, see PACKAGES in the Makefile.'; exit 0; }; \
missing=; for p in $(1); do \
	state=$$(dpkg-query -W -f '$${db:Status-Status}' $$p 2>/dev/null); \
	[ "$$state" = installed ] || missing="$$missing $$p"; \
done; \
[ -n "$$missing" ] || exit 0; \
if [ "$$(id -u)" = 0 ]; then as=; \
elif command -v sudo >/dev/null; then as=sudo; \
else echo "These packages are missing, and to install them takes root or sudo:$$missing" >&2; exit 1; fi; \
echo "Installing$$missing"; \
$$as apt-get update -q </dev/null && \
$$as env DEBIAN_FRONTEND=noninteractive \
	apt-get install -q -y --no-install-recommends $$missing </dev/null
endef

demo: D := build/demo
demo:
	$(call install_packages,$(PACKAGES))
	@$(MAKE_ALL) SAN= all sample
	@rm -rf $(D) && mkdir -p $(D) && cp build/plain/sample/*.json* $(D)
	@$(SAMPLE_RUN)/chatstat-import $(D)/result.json $(D)/updates.jsonl
	@$(SAMPLE_RUN)/chatstat-rollup
	@echo
	@$(SAMPLE_RUN)/chatstat summary top
	@for r in heatmap activity year; do $(SAMPLE_RUN)/chatstat $$r -o $(D)/$$r.png || exit 1; done
	@$(SAMPLE_RUN)/chatstat page --last 1y -o $(D)/page.html
	@echo
	@echo "A page: $(D)/page.html"
	@echo "Pictures: $(D)/heatmap.png, activity.png, year.png; clock pinned to 2026-11-20 18:22"

# ----- tests -----

# Unit tests: tests/unit/FOLDER_NAME.c is linked with lib and FOLDER.
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))
define unit_rule
$(B)/tests/$(1): $(B)/tests/unit/$(1).o $(call archives,$(firstword $(subst _, ,$(1))))
	@mkdir -p $$(@D)
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(ALL_LDFLAGS) -o $$@ $$^ $$(LIBS) -lcmocka
endef
$(foreach t,$(notdir $(UNIT)),$(eval $(call unit_rule,$(t))))

# Fuzz targets: tests/fuzz/FOLDER_NAME.c; tests run them on the files of tests/fuzz/corpus/FOLDER_NAME.
FUZZ_NAMES := $(filter-out replay,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
REPLAY := $(FUZZ_NAMES:%=$(B)/replay/%)
FUZZ := $(FUZZ_NAMES:%=$(B)/fuzz/%)
define fuzz_rule
$(B)/replay/$(1): $(B)/tests/fuzz/replay.o
$(B)/fuzz/$(1): ALL_LDFLAGS += -fsanitize=fuzzer
$(B)/replay/$(1) $(B)/fuzz/$(1): $(B)/tests/fuzz/$(1).o $(call archives,$(firstword $(subst _, ,$(1))))
	@mkdir -p $$(@D)
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(ALL_LDFLAGS) -o $$@ $$^ $$(LIBS)
endef
$(foreach f,$(FUZZ_NAMES),$(eval $(call fuzz_rule,$(f))))

# What breaks in where it is preloaded, which sanitizers do not bear.
FAULT := $(if $(SAN),,$(B)/fault.so)
$(B)/fault.so: tests/crash/fault.c tests/crash/vfs.c tests/crash/fault.h lib/fault.h
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -I. -D_GNU_SOURCE -O2 $(WARNINGS) -shared -fPIC -o $@ $(filter %.c,$^)

check:
	$(call install_packages,$(PACKAGES) $(PACKAGES_TEST))
	@$(MAKE_ALL) test

test: all $(UNIT) $(REPLAY) $(SAMPLE) $(FAULT)
	@SAMPLE_END=$(SAMPLE_END) tests/run.sh $(B) $(UNIT)

unit: $(UNIT)
	@tests/run.sh --only $(B) $(UNIT)

# Pages in headless Chromium, where there is one; with the rules of axe-core, where AXE names its axe.min.js.
browser: all $(SAMPLE)
	@SAMPLE_END=$(SAMPLE_END) /usr/bin/python3 tests/browser.py $(B)

golden: all $(SAMPLE)
	@SAMPLE_END=$(SAMPLE_END) tests/golden.sh --write $(B)

# Compilers with -Werror, and what reads the sources; `make lint-packages` installs these tools.
lint:
	@tests/lint.sh

lint-packages:
	$(call install_packages,$(PACKAGES) $(PACKAGES_TEST) $(PACKAGES_LINT))

objects: $(SOURCES:%.c=$(B)/%.o)

# The unit tests under valgrind, which sees what sanitizers do not: values that were never set.
valgrind:
	$(call install_packages,$(PACKAGES) $(PACKAGES_TEST) valgrind)
	@$(MAKE_ALL) $(UNIT)
	@for t in $(UNIT); do \
		THIN=7 valgrind -q --error-exitcode=99 --leak-check=full \
			--errors-for-leak-kinds=definite,indirect $$t >build/valgrind.log 2>&1 </dev/null && \
		echo "ok $${t##*/}" || { cat build/valgrind.log; exit 1; }; \
	done

# All tests in a build that counts lines; which part of each folder ran, and of each file below 90 %.  Whether
# they pass is for `make test` to say: counting takes time, and some tests are about time.
coverage:
	@rm -rf build/coverage
	@-$(MAKE_ALL) B=build/coverage CFLAGS='-O1 --coverage -fprofile-update=atomic $(CFLAGS)' \
		LDFLAGS='--coverage $(LDFLAGS)' test
	@tests/coverage.sh build/coverage $(FOLDERS)

# libFuzzer on each target for TIME seconds, with what was found before.
fuzz:
	@$(MAKE_ALL) SAN= sample
	@mkdir -p build/corpus/ingest_update
	@split -l 1 -a 4 build/plain/sample/updates.jsonl build/corpus/ingest_update/sample-
	@$(MAKE_ALL) CC=clang SAN=fuzzer-no-link,address,undefined fuzz-run

fuzz-run: $(FUZZ)
	@for f in $(FUZZ); do \
		name=$${f##*/}; corpus=build/corpus/$$name; mkdir -p $$corpus; \
		$$f -max_total_time=$(TIME) -print_final_stats=1 -close_fd_mask=2 \
			-dict=tests/fuzz/dictionary/$$name -artifact_prefix=$$corpus- $$corpus \
			tests/fuzz/corpus/$$name || exit 1; \
	done

# Programs that die, and whose files break, where they are told to; and what becomes of that.
crash: all $(FAULT)
	@/usr/bin/python3 tests/crash $(B)

# A week of traffic in so many MINUTES; and the memory of the daemon over N updates.
soak: all $(FAULT)
	@/usr/bin/python3 tests/crash/week.py --minutes $(or $(MINUTES),30) $(B)

memory: all
	@/usr/bin/python3 tests/memory.py --count $(or $(N),5000000) $(B)/bin

# A group talks on this machine, and chatstat says what of; LIVE_SECONDS ends it.
live: all
	@tests/live.sh $(B)/bin

# How long it takes, beside the work that cannot be done without: N messages, best of RUNS.
BENCH := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
$(B)/bench/%: $(B)/tests/bench/%.o $(call archives,ingest)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/bench/record.so: tests/bench/preload/record.c tests/bench/statements.h
	$(call say,LD,$@)
	$(Q)$(CC) -I. -D_GNU_SOURCE -O2 $(WARNINGS) -shared -fPIC -o $@ $<

bench: all $(BENCH) $(B)/bench/record.so
	@tests/bench/bench.sh $(B)

# ----- the rest -----

install: all
	@install -d $(DESTDIR)$(PREFIX)/bin
	install $(PROGRAMS:%=$(B)/bin/%) $(DESTDIR)$(PREFIX)/bin
	@install -d $(DESTDIR)$(PREFIX)/share/chatstat
	install -m 644 data/prices.csv $(DESTDIR)$(PREFIX)/share/chatstat
	@install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$(B)/bin/chatstat completion >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/chatstat
	@install -d $(DESTDIR)$(UNITS)
	@for u in $(notdir $(wildcard cron/*.service cron/*.timer)); do \
		sed 's|/usr/local/bin|$(PREFIX)/bin|' cron/$$u >$(DESTDIR)$(UNITS)/$$u || exit 1; \
	done
	@for m in $(wildcard man/*.[1-8]); do \
		d=$(DESTDIR)$(PREFIX)/share/man/man$${m##*.}; \
		install -d $$d && install -m 644 $$m $$d || exit 1; \
	done

# The sources as they are committed, the same to the byte whoever packs them.
DIST := build/chatstat-$(VERSION)
dist:
	@mkdir -p build
	@git archive --prefix=chatstat-$(VERSION)/ HEAD | gzip -9n >$(DIST).tar.gz
	@sha256sum $(DIST).tar.gz

# A Debian package of what `make dist` packs, in build/deb, as lintian wants it.
deb: dist
	@rm -rf build/deb && mkdir -p build/deb && tar -xf $(DIST).tar.gz -C build/deb
	@cd build/deb/chatstat-$(VERSION) && dpkg-buildpackage --no-sign
	@lintian --fail-on error,warning --info build/deb/*.changes
	@ls -l build/deb/*.deb

# Whether TAG is the version that everything says.
release-check:
	@test "$(TAG)" = "v$(VERSION)"
	@grep -qx '## $(VERSION)' CHANGELOG.md
	@head -n 1 debian/changelog | grep -qF ' ($(VERSION)) '

deb-packages:
	$(call install_packages,$(PACKAGES) $(PACKAGES_TEST) $(PACKAGES_DEB))

size:
	@cat $(wildcard $(FOLDERS:%=%/*.[ch])) | wc -l | xargs printf '%d lines of C without tests\n'
	@echo $(words schema.sql $(wildcard $(FOLDERS:%=%/*.sql))) files of SQL

clean:
	rm -rf build

help:
	@printf '%s\n' \
		'make            the programs, in build/plain/bin' \
		'make demo       installs what is missing, builds, and shows the sample chat' \
		'make check      installs what is missing, and runs all tests' \
		'make test       runs all tests; SAN=address,undefined: with sanitizers' \
		'make unit       runs the unit tests alone' \
		'make golden     writes tests/golden anew: look at the difference first' \
		'make browser    pages in headless Chromium, where it is installed' \
		'make lint       compilers with -Werror, and what reads the sources' \
		'make valgrind   the unit tests under valgrind' \
		'make coverage   which part of each folder the tests run' \
		'make fuzz       libFuzzer; TIME=60: seconds a target; FUZZ_NAMES=lib_date: only that' \
		'make live       a group talks, the daemon listens, and its reports change; no token needed' \
		'make soak       a week of traffic, with kills and faults; MINUTES=30: that it takes' \
		'make memory     memory of the daemon; N=5000000: updates' \
		'make crash      kills and broken disks, and what is left' \
		'make bench      how long it takes; N=1000000: messages' \
		'make pot        collects the texts to be translated, for po/*.po' \
		'make install    PREFIX=/usr/local DESTDIR=: programs, man pages, units of systemd' \
		'make dist       a tarball of what is committed' \
		'make deb        a Debian package; make deb-packages installs what that takes' \
		'make size       lines of C, files of SQL' \
		'make clean      removes build/' \
		'V=1 shows commands; CFLAGS, CPPFLAGS and LDFLAGS are added to ours.'

.PHONY: FORCE all bench browser check clean coverage crash deb deb-packages demo dist fuzz fuzz-run golden \
	help install lint lint-packages live memory objects pot release-check sample size soak test unit \
	valgrind
.SECONDARY:
.DELETE_ON_ERROR:
-include $(wildcard $(B)/*/*.d $(B)/tests/*/*.d)
