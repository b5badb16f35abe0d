"""Checks over whole pages and what leaked onto them."""
