"""Generated pages: planning, views, fingerprints and output files."""
