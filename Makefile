# chatstat: everything is built, tested and installed from here.  `make help` lists the targets.

PREFIX ?= /usr/local
CC ?= cc
SAN ?=
VERSION = 0.1

# One build folder a variant, so that a sanitizer build never mixes with another.
comma := ,
B := build/$(if $(SAN),$(subst $(comma),-,$(SAN)),plain)

PACKAGES := sqlite3 libcjson icu-uc
CPPFLAGS += -I. -D_POSIX_C_SOURCE=200809L -D_FORTIFY_SOURCE=2 -DVERSION='"$(VERSION)"' -include lib/banned.h
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wwrite-strings -fstack-protector-strong -fPIE $(WERROR) $(CFLAGS)
LDFLAGS += -pie -Wl,-z,relro,-z,now
LIBS = -lsqlite3 -lcjson -licuuc -linih -lm
ifneq ($(SAN),)
ALL_CFLAGS += -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS += -fsanitize=$(SAN)
endif

# A program is a main file and all the objects of its folder and of lib.
MAIN_chatstat := reports/chatstat
MAIN_chatstat-import := ingest/import
MAIN_chatstat-rollup := analytics/rollup
PROGRAMS := chatstat chatstat-import chatstat-rollup
MAINS := $(foreach p,$(PROGRAMS),$(MAIN_$(p)))

SQL := schema.sql $(wildcard lib/*.sql ingest/*.sql analytics/*.sql reports/*.sql)
objects = $(patsubst %.c,$(B)/%.o,$(filter-out $(MAINS:%=%.c),$(wildcard $(1)/*.c))) \
	$(patsubst %.sql,$(B)/%.sql.o,$(wildcard $(1)/*.sql))
LIB_OBJECTS := $(call objects,lib) $(B)/schema.sql.o

all: $(PROGRAMS:%=$(B)/bin/%)

$(B)/bin/chatstat: $(B)/reports/chatstat.o $(call objects,reports) $(LIB_OBJECTS)
$(B)/bin/chatstat-import: $(B)/ingest/import.o $(call objects,ingest) $(LIB_OBJECTS)
$(B)/bin/chatstat-rollup: $(B)/analytics/rollup.o $(call objects,analytics) $(LIB_OBJECTS)
$(B)/bin/%:
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# An SQL text becomes a string: reports/top.sql is sql_top, schema.sql is sql_schema.
$(B)/%.sql.c: %.sql
	@mkdir -p $(@D)
	@{ printf 'extern const char sql_%s[];\nconst char sql_%s[] =\n' $(basename $(notdir $<)) $(basename $(notdir $<)); \
	   sed -e 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $<; echo ';'; } > $@

$(B)/%.sql.o: $(B)/%.sql.c
	$(CC) -c -Wno-overlength-strings -o $@ $<

# Unit tests: tests/unit/FOLDER_NAME.c is linked with lib and FOLDER.
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))
define unit_rule
$(B)/tests/$(1): $(B)/tests/unit/$(1).o $(if $(filter lib,$(firstword $(subst _, ,$(1)))),,$(call objects,$(firstword $(subst _, ,$(1))))) $(LIB_OBJECTS)
	@mkdir -p $$(@D)
	$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(LIBS) -lcmocka
endef
$(foreach t,$(notdir $(UNIT)),$(eval $(call unit_rule,$(t))))

unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

clean:
	rm -rf build

.PHONY: all unit clean
.SECONDARY:
-include $(wildcard $(B)/*/*.d $(B)/tests/unit/*.d)
