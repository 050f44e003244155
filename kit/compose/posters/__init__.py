"""Posters for the notice board: one composer a kind of poster, and the parts they share."""
