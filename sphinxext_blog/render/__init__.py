"""From a view to HTML, by templates, or to nodes for other builders."""
