"""Originals from the web, where a user asks for them: politely, within limits, and kept as a web capture."""
