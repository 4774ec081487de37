"""The reference: what Sphinx reads. Built by `make docs`, without a network."""

import khabar

project = "khabar"
author = "The khabar developers"
copyright = "the khabar developers"
release = khabar.__version__
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["arabic.css"]
html_title = "khabar · reference"
html_show_sourcelink = False
napoleon_google_docstring = True
napoleon_custom_sections = [("Traitlets", "params_style")]
pygments_style = "default"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": False}
add_module_names = False
