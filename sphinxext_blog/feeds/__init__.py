"""Feeds: their views, the content of their entries, and their files."""
