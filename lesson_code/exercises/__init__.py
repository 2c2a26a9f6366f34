"""The exercises: their files, what grades an answer, progress, and the commands for them."""
