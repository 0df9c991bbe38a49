project = "One post, written in four ways"
extensions = ["myst_parser", "sphinxext_blog"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
blog_timezone = "Asia/Shanghai"
blog_drafts = "show"
