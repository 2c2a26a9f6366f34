"""`python -m lesson_code`: the command line."""

from lesson_code.cli import main

if __name__ == "__main__":
    main(prog_name="python -m lesson_code")
