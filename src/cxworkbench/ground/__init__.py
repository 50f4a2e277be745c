"""The ground: errors, terms, tables, checks, uncertainty, safe files. No journeys here."""
