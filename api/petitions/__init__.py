"""Complaints, suggestions and praise (phản ánh, kiến nghị, khen): taken down and answered."""
