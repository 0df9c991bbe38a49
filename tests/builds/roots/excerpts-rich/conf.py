project = "Excerpts that refer to everything"
extensions = ["myst_parser", "sphinxext_blog"]
myst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]
blog_posts = ["posts/**"]
blog_drafts = "hide"
blog_term_listing = "list"
