"""Rasa channels of motcua."""
