"""Verified phones, which link the channels of one citizen."""
