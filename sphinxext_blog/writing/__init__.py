"""From records to output: generated documents, listings, navigation, and what is written again and why."""
