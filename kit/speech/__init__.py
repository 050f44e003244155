"""A script and a voice become clips and programmes, loud enough for a village."""
