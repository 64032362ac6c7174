"""The course as static pages: text, formulas, code, outputs, and live figures that still move.

`building.build` makes the site, or on the command line `python -m course_utils.pages build site/`.
The notebooks are the only source.
"""
