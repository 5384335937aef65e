"""Switch a channel off and on, and say why to those who write meanwhile."""
