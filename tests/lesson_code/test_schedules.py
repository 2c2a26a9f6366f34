import math

import pytest

from lesson_code import SCHEDULES, CosineDecay, StepDecay


def test_step_decay_drops_at_its_steps_and_only_there():
    schedule = StepDecay(0.8, factor=0.5, every=3)
    assert [schedule(epoch) for epoch in range(1, 8)] == [0.8] * 3 + [0.4] * 3 + [0.2]
    assert [StepDecay(1.0, 0.1, every=1)(epoch) for epoch in (1, 2, 3)] == pytest.approx(
        [1, 0.1, 0.01]
    )


def test_step_decay_stays_at_its_least():
    schedule = StepDecay(0.8, factor=0.5, every=1, least=0.3)
    assert [schedule(epoch) for epoch in (1, 2, 3, 99)] == [0.8, 0.4, 0.3, 0.3]
    assert StepDecay(0.8, least=0.8)(99) == 0.8


def test_cosine_decay_is_the_papers_formula():
    schedule = CosineDecay(0.3, epochs=10, least=0.1)
    for epoch in range(1, 11):
        expected = 0.1 + 0.5 * (0.3 - 0.1) * (1 + math.cos(math.pi * (epoch - 1) / 10))
        assert schedule(epoch) == pytest.approx(expected, rel=1e-12)
    assert schedule(1) == 0.3
    assert schedule(6) == pytest.approx(0.2)


@pytest.mark.parametrize("epochs", [1, 2, 7])
def test_cosine_decay_falls_and_then_stays_above_zero(epochs):
    rates = [CosineDecay(1.0, epochs)(epoch) for epoch in range(1, 12)]
    assert rates == sorted(rates, reverse=True)
    assert len(set(rates)) == epochs
    assert rates[-1] > 0


@pytest.mark.parametrize("name", list(SCHEDULES))
@pytest.mark.parametrize("lr", [0, -1, math.inf, math.nan])
def test_learning_rates_that_are_none_are_refused(name, lr):
    with pytest.raises(ValueError, match="lr: expected a finite number above 0"):
        SCHEDULES[name](lr, 3)


@pytest.mark.parametrize(
    "make",
    [
        lambda: StepDecay(0.1, factor=0),
        lambda: StepDecay(0.1, factor=1.1),
        lambda: StepDecay(0.1, every=0),
        lambda: StepDecay(0.1, least=-0.1),
        lambda: StepDecay(0.1, least=0.2),
        lambda: CosineDecay(0.1, epochs=0),
        lambda: CosineDecay(0.1, epochs=1, least=-0.1),
        lambda: CosineDecay(0.1, epochs=1, least=0.2),
    ],
)
def test_settings_out_of_range_are_refused(make):
    with pytest.raises(ValueError, match="Decay expected"):
        make()
