"""A small blog, the subject of edits."""

project = "Small blog"
author = "Mei"
version = "1"
copyright = "2026, Mei"

extensions = ["myst_parser", "sphinxext_blog"]
html_theme = "alabaster"
html_baseurl = "https://example.org/"
numfig = True

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 2

blog_posts = ["posts/**"]
blog_page_size = 3
