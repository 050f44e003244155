"""What breaks machines: kills, power cuts, disks, bits, forgers, clocks; a tenth on every run.

``python3 run.py faults`` does all of it, and prints what docs/reliability.md says.
"""
