"""How many examples hypothesis draws."""

from hypothesis import settings


def examples(count: int) -> settings:
    """So many, or as many as the profile says if that is `long`.

    Args:
        count: enough to notice most mistakes, and few enough not to be waited for.

    Returns:
        A decorator, to stand under `given`.
    """
    long = settings.get_current_profile_name() == "long"
    return settings(max_examples=settings.get_profile("long").max_examples if long else count)
