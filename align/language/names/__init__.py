"""Names: found, and recognised in the other text."""
