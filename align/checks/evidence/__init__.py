"""What speaks for and against a pair: words, lengths, surprises, agreement, the estimator."""
