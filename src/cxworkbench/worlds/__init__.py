"""Made-up worlds with planted truth, for samples, tests and teaching."""
