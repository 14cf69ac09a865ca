/*
 * What is done about a command: a report, or what members and administrators say of themselves and of their
 * chat, which chatstat-admin does; in private, of one of the chats that the member shares with the bot.
 */
#ifndef INGEST_DEEDS_H
#define INGEST_DEEDS_H

#include "ingest/answering.h"

/* Answers a command that was understood. */
void	deeds_do(struct answer *);

#endif
