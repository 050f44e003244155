"""Quantities in running text: found, read, given a role, compared."""
