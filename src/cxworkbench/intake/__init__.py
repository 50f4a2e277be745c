"""Received files become evidence: read, mapped, matched, pseudonymised. The only writer of evidence/."""
