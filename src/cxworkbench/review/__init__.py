"""Method notes: what is wrong with a map as a map."""
