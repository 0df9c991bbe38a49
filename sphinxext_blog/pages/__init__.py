"""Generated documents: which there are, what they show, and which have to be written again."""
