"""Three classifiers of intents on the same data: how often right, how fast, how large."""
