"""Search in languages without blanks between words."""
