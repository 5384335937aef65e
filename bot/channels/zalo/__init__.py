"""Zalo Official Account: events in, consultation and template messages out."""
