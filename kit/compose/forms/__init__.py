"""Paper for the office: review, run, print and take-down lists, and the stall's card."""
