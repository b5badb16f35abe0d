"""Training in rounds on one GPU: both directions, back-translation, forward with R-Drop (`scripts/train_in_rounds.py`)."""
