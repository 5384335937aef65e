"""The page of the API: the chat in full size, which answers without JavaScript too."""
