"""The kinds of files that are damaged, and how each is read."""

from random import Random

from scripts.damage import kinds


def test_below_a_checksum_the_checksum_is_right(tmp_path):
    """Damage that comes past the checksum is what readers see: most is refused for what it says."""
    found = {kind.name: kind for kind in kinds.all_kinds(tmp_path)}
    kind = found["checkpoint"]
    path = tmp_path / kind.file
    said = []
    for seed in range(60):
        path.write_bytes(kind.below(kind.originals[0], kind.originals, Random(seed)))
        try:
            kind.read(path)
        except kind.refusals as error:
            said.append(str(error))
    assert len(said) > 30
    assert not any("CRC" in text for text in said)
