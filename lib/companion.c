#include "lib/companion.h"

#include <string.h>
#include <unistd.h>

bool
companion_path(const char *name, char *path, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", path, size - 1);
	char *slash;
	size_t left;

	if (n <= 0)
		return false;
	path[n] = '\0';
	if ((slash = strrchr(path, '/')) == NULL)
		return false;
	left = size - (size_t)(slash + 1 - path);
	return (size_t)snprintf(slash + 1, left, "%s", name) < left;
}
