"""Checks over pairs of texts, one file a check."""
