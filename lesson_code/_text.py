"""Parts of sentences: counted things, and what other libraries say of a file."""


def one_line(error: object, longest: int = 300) -> str:
    """The text of an error in one line, without what a terminal would obey.

    Args:
        error: an exception, or any other thing whose text is wanted.
        longest: how many characters of it at most.

    Returns:
        The text.
    """
    words = " ".join(str(error)[: 4 * longest].split())
    return "".join(c if c.isprintable() else "?" for c in words)[:longest]


def counted(n: int, what: str) -> str:
    """How many things there are: 1 sample, 2 samples.

    Args:
        n: the number.
        what: one of them; several have an s more.

    Returns:
        The number and the word.
    """
    return f"{n} {what}" + "s" * (n != 1)
