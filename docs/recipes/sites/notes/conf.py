"""笔记站点：筛选标签、分类、日期、350 个字的摘要、页码。"""

project = "示例笔记"
author = "示例作者"
copyright = f"2026, {author}"
language = "zh_CN"
extensions = ["myst_parser", "sphinxext_blog"]
myst_enable_extensions = ["dollarmath"]
root_doc = "blog/index"  # 博客首页就是网站首页
exclude_patterns = ["_build", ".venv"]

blog_posts = ["posts/**"]
blog_timezone = "Asia/Shanghai"
blog_overline = "Signals from the desk"  # 标题上方的小字，显示为大写
blog_title = "Latest notes"
blog_filter_bar = "tags"  # 标题下方的筛选标签
blog_excerpt = "text"
blog_excerpt_length = 350
blog_excerpt_placeholders = {"code": "[代码]", "math": "[Math]", "equation": "[公式]"}
blog_date_format = "yyyy-MM-dd"
blog_page_size = 5

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["notes.css"]
templates_path = ["_templates"]
