"""The pages of the API: the web chat, its style sheet and its scripts."""
