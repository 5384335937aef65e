"""Start, watch and stop the processes of motcua."""
