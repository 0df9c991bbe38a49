"""A site that was written for ABlog; only the name of the extension was changed."""

project = "Old Blog"
extensions = ["myst_parser", "sphinxext_blog.ablog"]
templates_path = ["_templates"]
exclude_patterns = ["_build"]

html_theme = "alabaster"
html_sidebars = {
    "**": [
        "ablog/postcard.html",
        "ablog/recentposts.html",
        "ablog/tagcloud.html",
        "categories.html",
        "archives.html",
        "ablog/authors.html",
        "languages.html",
        "ablog/locations.html",
    ],
    "about": ["own.html"],
}

blog_title = "The Old Blog"
blog_baseurl = "https://old.example.org"
blog_authors = {
    "Ana": ("Ana Alves", "https://example.org/ana"),
    "Bo": ("Bo Berg", None),
}
blog_locations = {"Oslo": ("Oslo, Norway", None)}
blog_languages = {"en": ("English", None)}
blog_default_author = "Ana"
blog_default_language = "en"
blog_post_pattern = "posts/**/*.md"
blog_feed_archives = True
blog_feed_fulltext = True
blog_feed_templates = {
    "atom": {},
    "short": {
        "title": "{{ title }}{% for tag in post.tags %} #{{ tag.name }}{% endfor %}",
        "content": "{{ title }} at {{ post_url }}",
    },
}
fontawesome_link_cdn = "https://icons.example.org/all.css"
post_date_format = "%d.%m.%Y"
post_date_format_short = "%d.%m."
post_auto_excerpt = 1
post_auto_image = 1
