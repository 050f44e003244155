"""Figures, measured: ``python3 run.py bench`` prints them, docs/benchmarks.md keeps them."""
