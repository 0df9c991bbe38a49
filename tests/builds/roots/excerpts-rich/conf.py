project = "Excerpts that refer to everything"
copyright = "2026, nobody"
version = "1"
extensions = ["myst_parser", "sphinxext_blog"]
myst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]
blog_posts = ["posts/**"]
blog_drafts = "hide"
blog_term_listing = "list"
