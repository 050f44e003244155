"""A folder of text files becomes frozen values, and every fault in it a finding."""
