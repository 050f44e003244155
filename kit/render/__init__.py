"""Pages on paper and as pictures; and both read back as a phone or a clerk reads them."""
