"""A blog with all that is hard to lay out: long titles, wide tables, code, math, many tags, two scripts."""

project = "Notebook"
author = "Mei"
copyright = "2026, Mei"
language = "en"

extensions = ["myst_parser", "sphinxext_blog"]
html_static_path = ["_static"]
mathjax_path = "no-mathjax.js"  # by default Sphinx fetches MathJax from elsewhere, which is none of the blog's doing

myst_enable_extensions = ["dollarmath"]

blog_posts = ["posts/**"]
blog_page_size = 4
blog_filter_bar = "tags"
blog_date_format = "long"
