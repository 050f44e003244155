"""Files from elsewhere: gated, read in a process of their own, turned into proposals."""
