project = "Several posts in one document"
extensions = ["myst_parser", "sphinxext_blog"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
blog_drafts = "hide"
