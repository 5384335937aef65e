"""Answers to citizens, from published facts only."""
