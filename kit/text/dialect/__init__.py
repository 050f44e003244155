"""What a dialect needs in writing: its readings, spelling, words and recorded phrases."""
