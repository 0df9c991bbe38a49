"""Feeds: which there are, what their entries contain, and the page that explains them."""
