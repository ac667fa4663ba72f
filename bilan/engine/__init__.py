"""Arrays in, arrays out: identify, match, measure, plan. No Django, no clock, no disk, no chance."""
