"""The store of finished bytes, and the recipes they are found by."""
