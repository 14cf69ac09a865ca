chatstat: activity has no --by minute; there are: hour, day, week, month, year
status 2
