"""The web chat as a channel: what is told unasked goes to the API, which shows it."""
