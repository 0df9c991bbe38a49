"""Small old blogs, one of each engine, written to a folder for the tests of importing."""

# ruff: noqa: E501 -- texts of other engines stand as their authors write them, each in one piece
from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_blog.cli.main import main
from tests.builds.pictures import png

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["BLOGS", "PNG", "import_from", "tree", "write"]

PNG = png(4, 4)

BLOGS: Mapping[str, Mapping[str, str | bytes]] = {
    "hexo": {
        "_config.yml": "url: https://old.example.net\ntimezone: Asia/Shanghai\npermalink: :year/:month/:title/\n"
        "new_post_name: :year-:month-:day-:title.md\n",
        "source/_posts/first.md": "title: 第一篇\r\ndate: 2020-01-02 03:04:05\r\ntags:\r\n- C++\r\n- 2016\r\n"
        "categories: [技术, 编程]\r\ncover: /img/图.png\r\nlayout: post\r\nmood: good\r\n---\r\n\r\nIntro.\r\n<!--more-->\r\n"
        '![](first/a%20b.png) ![](/img/图.png)\r\n\r\n### Sub\r\n\r\n{% asset_img "a b.png" Alt %}\r\n\r\n'
        "{% post_link second 'See' %} and [u](/2021/02/second/#x) and [v](https://old.example.net/2021/02/second/)\r\n",
        "source/_posts/first/a b.png": PNG,
        "source/img/图.png": PNG,
        "source/_posts/2021-02-03-second.md": "---\ntitle: Second\ncategories:\n- [技术, 编程]\n- 生活\ntags: null\n---\n"
        "# One\n\n{% note warning %}\nMind.\n{% endnote %}\n\n# Two\n\n{% codeblock lang:python Title %}\n% x = 1\n"
        "{% endcodeblock %}\n\n{% unknown tag %}\n\n![](gone.png)\n",
        "source/_drafts/later.md": "---\ntitle: Later\ndate: 2022-01-01\npermalink: own/place.html\n---\nText\n",
        "source/about/index.md": "---\ntitle: About\n---\nMe\n",
    },
    "jekyll": {
        "_config.yml": "url: https://old.example.net\nbaseurl: /blog\npermalink: pretty\nversion: '3.1'\n"
        "defaults:\n- scope: {path: '', type: posts}\n  values: {author: mei}\n",
        "_data/authors.yml": "mei:\n  name: Mei Example\n  url: https://mei.example.net\n",
        "_includes/note.md": "Included {{ site.version }}.\n",
        "_includes/round.md": "{% include round.md %}\n",
        "_posts/2019-05-06-Hello-World.md": "---\nlayout: post\ntags: one two\ncategories: [Tech]\nredirect_from: /older/\n"
        "---\n{% include JB/setup %}\n\n{% include note.md %}\n\n{% include round.md %}\n\nInline $$x$$ math.\n\n"
        "{% highlight Python %}\nprint('{{ x }}')\n{% endhighlight %}\n\n"
        '![shot]({{ site.baseurl }}/assets/shot.png){:width="50%"}\n\n'
        "[next]({% post_url 2019-06-07-other %}) [same](/blog/tech/2019/06/07/other/)\n\nMind this.\n{: .note }\n",
        "assets/shot.png": PNG,
        "_posts/2019-06-07-other.md": "---\ntitle: 'Other: a \"tale\"'\ndate: 2019-06-07 10:00:00 +0200\n"
        "category: Tech\nauthor: Bo (A, B), Cy\npublished: false\n---\nText\n",
        "about.md": "---\n---\nMe\n",
    },
    "hugo": {
        "hugo.toml": 'baseURL = "https://old.example.net/"\n[permalinks]\nposts = "/:year/:slug/"\n',
        "content/posts/one/index.md": '+++\ntitle = "One"\ndate = 2021-03-04T05:06:07+01:00\nlastmod = 2021-04-05\n'
        'tags = ["a", "b"]\nseries = ["S"]\naliases = ["/uno/"]\nslug = "the-one"\ndraft = false\n'
        '[cover]\nimage = "pic.png"\nalt = "A picture"\n+++\n\nIntro.\n\n<!--more-->\n\n'
        '{{< figure src="pic.png" title="Cap" alt="Alt" width="300" >}}\n\n[two]({{< ref "two.md" >}})\n\n'
        "{{< highlight go >}}\nfunc main() {}\n{{< /highlight >}}\n\n"
        "\\(x\\) and \\[y\\]\n\n## Head {#named}\n\n> [!TIP]\n> Good.\n\n{{< youtube abc >}}\n\n{{< mystery >}}\n",
        "content/posts/one/pic.png": PNG,
        "content/posts/two.md": '{\n "title": "Two",\n "date": "2021-03-05",\n "authors": ["Mei"],\n "url": "/zwei/"\n}\n\nText\n',
        "content/posts/_index.md": "---\ntitle: Posts\n---\n",
        "content/about.md": "---\ntitle: About\n---\n",
    },
    "pelican": {
        "pelicanconf.py": "import os\nSITEURL = 'https://old.example.net'\nPATH = 'content'\nTIMEZONE = 'Europe/Paris'\n"
        "ARTICLE_URL = '{date:%Y}/{slug}.html'\nOTHER = os.environ\n",
        "content/tech/first.md": "Title: First post\nDate: 2018-01-02 10:20\nModified: 2018-02-03\nTags: a, b\n"
        "Authors: Mei Example; Bo\nSummary: Short.\nStatus: hidden\n\nSee [other]({filename}../other.rst) and "
        "![pic]({static}/images/p.png) and [tag]({tag}a).\n",
        "content/images/p.png": PNG,
        "content/other.rst": "Über etwas\n##########\n\n:date: 2018-03-04\n:tags: x\n:category: Essays\n:slug: other\n\n"
        "Text with `a link <{filename}/tech/first.md>`_.\n\n.. image:: {static}/images/p.png\n\n"
        ".. PELICAN_END_SUMMARY\n\nPart\n====\n\nMore.\n",
        "content/pages/about.md": "Title: About\n\nMe\n",
    },
    "mkdocs": {
        "mkdocs.yml": "site_url: https://old.example.net/\nmarkdown_extensions:\n  - x: !!python/name:a.b\n"
        "plugins:\n  - search\n  - blog:\n      post_url_format: '{date}/{slug}'\n",
        "docs/blog/.authors.yml": "authors:\n  mei:\n    name: Mei Example\n    description: Writes\n"
        "    avatar: https://mei.example.net/a.png\n",
        "docs/blog/index.md": "# Blog\n",
        "docs/img/a.png": PNG,
        "docs/blog/posts/one.md": "---\ndate:\n  created: 2023-01-02\n  updated: 2023-02-03\nauthors: [mei]\n"
        "categories: [Tech]\npin: true\n---\n\n# The *first* post\n\nIntro.\n\n<!-- more -->\n\n"
        '!!! note "Mind"\n\n    Body\n\n    ```py\n    x\n    ```\n\n??? tip\n    Folded\n\n=== "A"\n\n    a\n\n=== "B"\n\n    b\n\n'
        '![](../../img/a.png){ width="300" }\n\n[two](two.md#x)\n',
        "docs/blog/posts/two.md": "---\ndate: 2023-01-03\ndraft: true\nslug: zwei\n---\n\n# Two\n\nText\n",
    },
    "docusaurus": {
        "docusaurus.config.js": "module.exports = {\n  url: 'https://old.example.net',\n  baseUrl: '/',\n  presets: [['classic', "
        "{ blog: {\n    routeBasePath: 'news',\n  } }]],\n};\n",
        "blog/authors.yml": "mei:\n  name: Mei Example\n  title: Writer\n  image_url: https://mei.example.net/a.png\n",
        "blog/tags.yml": "js:\n  label: JavaScript\n",
        "blog/2022-01-02-first/index.mdx": "---\ntitle: First\nauthors: mei\ntags: [js, other]\nlast_update: {date: 2022-02-03}\n"
        "---\nimport Tabs from '@theme/Tabs';\nimport Own from './own';\n\nIntro.\n\n{/* truncate */}\n\n:::tip[Good]\n\nBody\n\n:::\n\n"
        '<Tabs>\n<TabItem value="a" label="A">\n\na\n\n</TabItem>\n</Tabs>\n\n'
        "<img src={require('./pic.png').default} />\n\n![](@site/static/img/b.png)\n\n[two](../2022-01-03-second.md)\n\n<Own />\n",
        "blog/2022-01-02-first/pic.png": PNG,
        "static/img/b.png": PNG,
        "blog/2022-01-03-second.md": '---\nslug: second\nunlisted: true\n---\n\n# Second one\n\n```js title="a.js" {1}\nx\n```\n',
    },
    "ablog": {
        "conf.py": "import os\nproject = 'Old'\nblog_baseurl = 'https://old.example.net'\nblog_post_pattern = 'news/**/*.md'\n"
        "blog_authors = {'mei': ('Mei Example', 'https://mei.example.net/')}\npost_date_format = '%d.%m.%Y'\n"
        "blog_locations = {'Oslo': ('Oslo, Norway', None)}\nblog_default_language = 'English'\n",
        "news/first.md": "---\ndate: 03.02.2021\nauthor: mei\ntags: a, b\ncategory: C\nlocation: Oslo\nredirect: old/first\n"
        "nocomments:\nmood: good\n---\n\n(top)=\n# First\n\nIntro with {math}`x`.\n\n<!-- more -->\n\n"
        "See {ref}`second`, {ref}`that <second>`, {ref}`top`, [two](../second.rst) and ![](p.png).\n",
        "news/p.png": PNG,
        "news/directive.md": "# By directive\n\n```{post} Jan 2, 2021\n---\ntags: a\nimage: 1\n---\nThe *excerpt*.\n```\n\nText ![](p.png).\n\n"
        "````md\n```{post} in code\n```\n````\n",
        "second.rst": "Second\n======\n\n.. post:: 4 March 2021\n   :author: Bo\n   :exclude:\n\n   Only in lists.\n\n"
        "See :ref:`first`.\n\n.. image:: news/p.png\n",
        "several.rst": "Several\n=======\n\nOne\n---\n\n.. post:: 2021-05-06\n\nText\n\nTwo\n---\n\n.. post:: 2021-05-07\n\nText\n",
        "fields.rst": ":blogpost: true\n:date: 2021-06-07\n:tags: x\n\nBy fields\n=========\n\nText of it.\n",
        "news/book.ipynb": "{}",
        "index.rst": "Home\n====\n",
    },
}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files, byte for byte."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def import_from(engine: str, old: Path, into: Path, *options: str) -> int:
    """Run the command as it is run."""
    return main(["import", engine, str(old), "--into", str(into), *options])


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
