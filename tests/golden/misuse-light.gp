chatstat: --by: activity has no "minute"; there are: hour, day, week, month, year
status 2
