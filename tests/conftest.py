"""What all tests share: reproducible random examples, and warnings of ours as errors."""

import hypothesis

hypothesis.settings.register_profile(
    "course", max_examples=200, derandomize=True, deadline=None, print_blob=True
)
hypothesis.settings.load_profile("course")
