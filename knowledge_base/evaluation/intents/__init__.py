"""What a message wants, as Rasa's trained model hears it."""
