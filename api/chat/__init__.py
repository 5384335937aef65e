"""The web chat's call: from a browser to Rasa and back."""
