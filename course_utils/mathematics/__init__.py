"""Derivatives, gradient descent and linear regression: NumPy only."""
