"""What the API does for single channels."""
