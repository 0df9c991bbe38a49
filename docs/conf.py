"""The configuration of the manual of sphinxext-blog, which includes a blog."""

import sys
from pathlib import Path

import sphinxext_blog

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinxext-blog"
author = "sphinxext-blog contributors"
copyright = f"2026, {author}"
version = release = sphinxext_blog.__version__
language = "en"
exclude_patterns = ["_build", "recipes/sites"]

extensions = ["myst_parser", "sphinx_design", "sphinxext_blog", "declarations"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

blog_title = "News"
blog_posts = ["posts/**"]
blog_filter_bar = "tags"
blog_authors = "data/authors.yml"
blog_tags = "data/tags.yml"
blog_unknown_terms = "warn"
blog_feed_terms = ["tags"]
blog_mentions = ["std", "rst"]
blog_objects = True
blog_citation = ["text", "bibtex"]
blog_feed_subtitle = "News of sphinxext-blog, and notes on its design."

html_theme = "furo"
html_baseurl = "https://sphinxext-blog.readthedocs.io/en/latest/"
html_title = f"sphinxext-blog {version}"
