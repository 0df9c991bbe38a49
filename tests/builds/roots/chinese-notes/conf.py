"""Notes in Chinese, with the home page of a NexT-like blog: filter bar, dates, plain excerpts, numbered pages."""

project = "拾阶笔记"
author = "林拾"
copyright = "2026, 林拾"
language = "zh_CN"

extensions = ["myst_parser", "sphinxext_blog"]
html_theme = "alabaster"

myst_enable_extensions = ["dollarmath"]

blog_posts = ["notes/**"]
blog_filter_bar = "tags"
blog_excerpt = "text"
blog_excerpt_placeholders = {"math": "[Math]"}
