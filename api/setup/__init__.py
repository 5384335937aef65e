"""Make whatever is missing: encoder, database, seed knowledge, index, Rasa model."""
