"""What comes back: what was printed, hung, played and taken down; sticks, and photos of boards."""
