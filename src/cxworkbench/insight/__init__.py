"""What the map and its evidence say to change: pains, gains, moments of truth, drafts of insights."""
