"""From the author's file to a record: front matter, directives, excerpts and references."""
