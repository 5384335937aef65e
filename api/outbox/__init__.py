"""The outbox: what the citizen is told unasked is written here first, and sent from here."""
