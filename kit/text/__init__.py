"""Text as values: set into lines, read for figures, made ready for the ear."""
