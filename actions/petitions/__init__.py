"""Complaints and suggestions (phản ánh, kiến nghị): the form, and how one's own stand."""
