"""The stall's server: villagers read the published pages on a hotspot, without the internet."""
