"""The commands of the groups `map` and `coding`, and the words all commands share."""
