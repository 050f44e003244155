"""Tests of the kit; a package, so that they can share a voice for tests."""
