"""People as channels know them: whether they can be reached, and what they asked of us."""
