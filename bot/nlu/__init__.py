"""Rasa graph components that make Rasa read Vietnamese as citizens type it."""
