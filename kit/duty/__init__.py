"""The township's duty of openness: register of requests, account of the year, annual report."""
