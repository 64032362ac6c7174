"""What the tests of all live figures share."""

import logging
import warnings

import pytest

from course_utils.chapters import all_figures
from figure_checks import Complaints, free, show


@pytest.fixture(scope="module", params=sorted(all_figures()))
def made(request):
    """One live figure after the other, whose questions are answered, and that is drawn.

    As long as it lives Matplotlib may log nothing.
    """
    handler, logger = Complaints(logging.WARNING), logging.getLogger("matplotlib")
    logger.addHandler(handler)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = show(free(all_figures()[request.param]()))
    yield figure
    figure.close()
    logger.removeHandler(handler)
