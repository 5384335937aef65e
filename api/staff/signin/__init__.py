"""Signing in: attempts and their waits, sessions, the steps, one's own account."""
