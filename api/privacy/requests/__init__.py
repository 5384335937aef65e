"""Requests for deletion: filed durably, done place by place, told by receipt."""
