"""The translator, its backends, its cache and its repairs."""
