"""The records: engagement, evidence, map, partners, register and told, validated, versioned."""
