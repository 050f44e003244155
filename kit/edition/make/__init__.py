"""The functions that make outputs; they run in workers."""
