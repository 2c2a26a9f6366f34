"""Every way of damaging a file."""

from random import Random

from scripts.damage import mutations


def test_every_way_damages_and_none_fails_on_nothing():
    content = bytes(range(256)) + b'{"a": 12, "b": [3]}'
    for way in mutations.WAYS:
        results = {way(content, (content,), Random(seed)) for seed in range(20)}
        assert len(results) > 5, way.__name__
        for seed in range(20):
            way(b"", (content,), Random(seed))
    assert len(mutations.damage(bytes(10**6), (content,), Random(0))) <= mutations.LONGEST
