"""Names masked, private numbers found."""
