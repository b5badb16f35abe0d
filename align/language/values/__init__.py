"""Numbers, dates, measures and the like: found, read and compared."""
