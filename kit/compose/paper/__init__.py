"""A page and what stands on it; and whole sheets: tiles, black only, crop marks."""
