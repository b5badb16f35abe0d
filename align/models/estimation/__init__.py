"""The quality estimator."""
