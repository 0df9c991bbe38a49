"""A blog that holds every construct once, so that each builder, theme and edit meets it."""

project = "Every construct"
author = "The authors"
copyright = "2026, the authors"
version = release = "1.0"
language = "en"

extensions = ["myst_parser", "sphinx_design", "sphinxext_blog"]
exclude_patterns = ["_build"]
numfig = True
html_baseurl = "https://example.org/site/"
linkcheck_ignore = [r"https?://.*"]

myst_enable_extensions = ["amsmath", "attrs_block", "colon_fence", "deflist", "dollarmath", "fieldlist", "substitution"]
myst_heading_anchors = 3
myst_substitutions = {"product": "the *best* product"}

blog_posts = ["posts/**"]
blog_page_size = 4
blog_term_page_size = 6
blog_archive = ["year", "month"]
blog_filter_bar = "categories"
