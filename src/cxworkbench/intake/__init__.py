"""Received files become evidence: read, mapped, matched, pseudonymised, and only here written."""
