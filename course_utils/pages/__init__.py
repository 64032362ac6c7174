"""The course as static pages: text, exercises, quizzes, and figures that still move."""
