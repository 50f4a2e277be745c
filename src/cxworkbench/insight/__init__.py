"""What map and evidence say to change: pains, gains, moments of truth, drafts of insights."""
