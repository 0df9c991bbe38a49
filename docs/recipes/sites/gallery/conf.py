"""The blog on the page Gallery; the script ``make_pictures.py`` builds it in several themes."""

project = "Example blog"
author = "Example author"
copyright = f"2026, {author}"
extensions = ["myst_parser", "sphinxext_blog"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
exclude_patterns = ["_build", ".venv"]

blog_posts = ["posts/**"]
blog_title = "Example blog"
blog_subtitle = "Notes on programs and numbers"
blog_filter_bar = "tags"
html_title = project
