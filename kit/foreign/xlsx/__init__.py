"""Workbooks as Excel and WPS save them: cells as they are shown, and what was left out."""
