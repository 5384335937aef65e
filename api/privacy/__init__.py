"""What is kept of people: the list of places, their rights over it, consent, linked channels."""
