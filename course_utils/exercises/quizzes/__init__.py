"""The three questions at the end of each chapter, a file for each quiz."""
