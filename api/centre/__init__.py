"""The centre's own facts."""
