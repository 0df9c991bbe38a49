"""Rendering of views: to HTML by templates, and to nodes for other builders."""
