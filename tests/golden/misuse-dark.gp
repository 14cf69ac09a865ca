chatstat: activity has no --by minute; see chatstat list
status 2
