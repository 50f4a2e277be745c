"""Received files become evidence: column and value mapping, account matching, redaction. The only writer of evidence/."""
