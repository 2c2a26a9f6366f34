"""Where the time of a step goes."""

from scripts.speed import step_parts, steps


def test_parts_add_up_to_a_step(monkeypatch):
    monkeypatch.setattr(steps, "BATCH", 2)
    assert step_parts.textbook(1).keys() >= {"optimizer", "loss forward", "0 Convolution backward"}
