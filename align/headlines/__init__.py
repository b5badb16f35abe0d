"""The Vietnamese headline behind a slug: candidates, accents, what it claims."""
