"""The desk's pages: each asks one or two use cases and shows what they return."""
