"""What the commands use beside the site: the importers of posts."""
