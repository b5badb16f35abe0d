"""An audit, written: tables for people, JSON lines for machines, one HTML file for reviewers."""
