"""Journeys from event logs: cases, variants, what follows what, how long, and against a plan."""
