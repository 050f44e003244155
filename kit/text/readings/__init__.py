"""Which pinyin each character is spoken with, and where somebody should listen."""
