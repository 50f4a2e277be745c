"""The voice of the customer: scores, gaps, coverage and segments."""
