"""Importers: the posts of other engines, parsed once, and changed only where they have to be."""
