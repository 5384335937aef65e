"""What people send, pictures and documents: one store, sealed, each for a short time."""
