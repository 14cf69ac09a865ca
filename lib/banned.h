/*
 * Included before every file: functions that are not used here, because they cut no string at its
 * end, hide an error, or keep state between calls.
 */
#ifndef LIB_BANNED_H
#define LIB_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Some C libraries make macros of them when fortified. */
#undef strcpy
#undef strcat
#undef sprintf
#undef vsprintf
#undef strtok

#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atoll gmtime localtime gets system popen

#endif
