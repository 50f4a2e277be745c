"""The ground: errors, terms, tables, checks, uncertainty and safe files. It knows nothing of journeys."""
