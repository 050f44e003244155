"""One township used at random for weeks: what is published must always be what was signed."""
