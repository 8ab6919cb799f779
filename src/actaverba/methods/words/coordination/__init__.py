"""Who shares the same things at the same time, more often than chance has it."""
