"""From evidence to a journey map: touchpoints, lanes, the emotion curve, completeness."""
