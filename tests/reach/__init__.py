"""Machine readers in place of people: phones at a distance, an elder's eye, and what they read."""
