"""Errors that reach a user. Each says where, what was expected, what was found, what to do."""

from __future__ import annotations


class AlignError(Exception):
    """Base of everything this package raises on purpose; the command line prints it and exits 2."""


class InputError(AlignError):
    """Something to be read is not there, not readable, or not what it claims to be."""


class MissingColumnError(InputError):
    """A table has no column of that name."""


class ConfigError(AlignError):
    """A configuration has an unknown key or an impossible value."""


class EngineError(AlignError):
    """Worker processes die one after the other."""


class ModelError(AlignError):
    """A model cannot be loaded or run."""
