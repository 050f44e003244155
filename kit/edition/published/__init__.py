"""What was published: its signed list, its public pages, its check."""
