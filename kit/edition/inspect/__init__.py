"""Finished outputs looked at before they are published."""
