"""How the command line is called, for the messages that tell what to type."""

PROGRAM = "python -m lesson_code"
