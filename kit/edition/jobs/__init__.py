"""What to make for a week, and from what: one job an output."""
