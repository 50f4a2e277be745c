"""The records: engagement, evidence, journey map, partners, register and told, validated and versioned."""
