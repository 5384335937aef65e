"""A person takes over: requests of citizens, what is said in them, and who answers."""
