"""Layouts read from TOML and held to their rules."""
