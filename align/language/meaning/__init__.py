"""Negations and words that exclude one another."""
