"""How the site is built: Markdown in, furo out, warnings are errors."""

from importlib import metadata

project = "actaverba"
author = "The actaverba project"
copyright = "2026, The actaverba project"  # noqa: A001  (the name is Sphinx's)
release = version = metadata.version("actaverba")

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "actaverba"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"top_of_page_buttons": []}
