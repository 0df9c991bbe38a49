"""From source files to records: what an author wrote, read and checked, with a warning beside each mistake."""
