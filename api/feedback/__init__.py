"""What people think of an answer: a thumb, a reason, a few words."""
