"""Procedures: search and read."""
