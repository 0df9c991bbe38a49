"""A blog that says something of its terms, and has a kind of term of its own."""

project = "Declared terms"
author = "The authors"
copyright = "2026, the authors"
version = release = "1.0"

extensions = ["myst_parser", "sphinxext_blog"]
exclude_patterns = ["_build"]
linkcheck_ignore = [r"https?://.*"]

blog_posts = ["posts/**"]
blog_listing = "list"
blog_authors = "authors.yml"
blog_categories = "data/categories.yml"
blog_tags = {"ml": {"label": "Machine Learning", "slug": "machine"}, "NLP": {"description": "Of language."}}
blog_taxonomies = {"project": {"label": "Projects", "singular": "Project", "terms": "data/projects.yml"}}
blog_filter_bar = "projects"
