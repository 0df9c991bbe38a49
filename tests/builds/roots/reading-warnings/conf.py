project = "One mistake in each place"
extensions = ["myst_parser", "sphinxext_blog"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
blog_posts = ["posts/**"]
blog_page_size = "ten"
blog_drafts = "hide"
