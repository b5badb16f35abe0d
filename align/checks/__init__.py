"""Fidelity checks: over pairs of texts (`pairwise`), over whole pages (`pagewise`), and what they weigh (`evidence`)."""
