"""Translation-alignment toolkit for Vietnamese news machine-translated into Indonesian."""

__version__ = "0.1.0"
