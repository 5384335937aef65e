"""Say published facts in the words of a good counter clerk. Nothing is made up here."""
