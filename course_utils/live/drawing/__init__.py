"""Drawings that figures of several chapters share."""
