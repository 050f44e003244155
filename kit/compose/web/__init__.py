"""Public pages as HTML, and the lists that lead to them."""
