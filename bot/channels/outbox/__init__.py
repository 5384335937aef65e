"""What is told unasked: the dialogue hears of it, a channel sends it, the outbox gets a receipt."""
