"""What hangs, sounds, is handed out and comes down in a week: pure, the day handed in."""
