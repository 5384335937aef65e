"""Whole conversations with the running assistant, judged turn by turn."""
