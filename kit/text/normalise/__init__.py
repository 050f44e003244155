"""Written text made speakable: numbers, dates, codes and marks as words, readings for the voice."""
