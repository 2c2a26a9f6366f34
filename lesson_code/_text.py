"""What other libraries say of a file, made fit for a sentence of ours."""


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
