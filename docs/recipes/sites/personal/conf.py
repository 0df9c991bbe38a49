"""个人博客：标题与座右铭、作者名片、富文本摘要、“阅读全文 »”按钮、带行号的代码、阅读进度。"""

project = "示例博客"
author = "示例博主"
copyright = f"2026, {author}"
language = "zh_CN"
extensions = ["myst_parser", "sphinxext_blog"]
myst_enable_extensions = ["dollarmath"]
myst_number_code_blocks = ["python", "console"]  # 这些语言的代码带行号
root_doc = "blog/index"
exclude_patterns = ["_build", ".venv"]

blog_posts = ["posts/**"]
blog_timezone = "Asia/Shanghai"
blog_title = project
blog_subtitle = "慢慢写，慢慢改"
blog_authors = "authors.yml"
blog_automatic_excerpts = False  # 没有 <!-- more --> 的文章全文显示
blog_read_more = "阅读全文 »"
blog_show_word_count = True
blog_page_features = ["progress", "top", "zoom", "transitions"]

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["personal.css"]
templates_path = ["_templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "menu.html",
        "blog/profile.html",
        "blog/categories.html",
        "sidebar/scroll-end.html",
    ]
}
