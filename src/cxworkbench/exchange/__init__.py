"""Records to and from other formats; no pictures."""
