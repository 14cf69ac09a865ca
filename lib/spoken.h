/*
 * What language is spoken, and dates and amounts in it.  Whatever is written fits SPOKEN_DATE.
 */
#ifndef LIB_SPOKEN_H
#define LIB_SPOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"

enum { SPOKEN_DATE = 64 };

/* "20 Nov", with its year "20 Nov 2026". */
void	spoken_day(char *buf, size_t size, int64_t day, bool year);

/* "Nov", with its year "Nov 2026". */
void	spoken_month(char *buf, size_t size, int64_t day, bool year);

/* "1,234.56": an amount in two to nine decimals. */
void	spoken_money(char *buf, size_t size, int64_t nano);

/* Likewise in a sentence or a picture: "$1,234.56"; what is less than a cent is exact. */
void	spoken_dollars(char *buf, size_t size, int64_t nano);

/* "Mon"; 0 = Monday as date_weekday. */
const char	*spoken_weekday(int weekday);

/*
 * Speaks from now on what is spoken in a chat: in private what the member chose, or else what the chat speaks
 * that is asked about there.  Where that is not known it is what new chats are spoken to in.
 */
void	spoken_in(struct db *, int64_t chat_id);

#endif
