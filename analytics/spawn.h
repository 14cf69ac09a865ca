/*
 * Runs what backup and restore need of others: the command that encrypts, and companions.
 */
#ifndef ANALYTICS_SPAWN_H
#define ANALYTICS_SPAWN_H

#include <stdio.h>

/* Packs a stream through a command of the shell into a descriptor, which stays the caller's: 0 or -1. */
int	spawn_pack(const char *command, FILE *in, int out);

/* Runs a companion with arguments, of which the first is its name and the last NULL: 0 or -1. */
int	spawn_companion(const char *const *arguments);

#endif
