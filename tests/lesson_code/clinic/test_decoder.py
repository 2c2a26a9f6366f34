"""The decoder: which number is a sign of what, and which is a sign of nothing."""

import math

import numpy as np
import pytest

from lesson_code import SoftmaxCrossEntropy, load_mnist, one_hot
from lesson_code.clinic.decoder import Reading, decode, digit_shares, digits_answered, read_log
from lesson_code.datasets.mnist import mnist_labels


def names(*args, **kwargs):
    return [finding.name for finding in decode(*args, **kwargs)]


def test_the_labels_alone_are_those_of_the_images():
    for labels, split in zip(mnist_labels(), load_mnist(), strict=True):
        assert np.array_equal(labels, split.t)


@pytest.mark.parametrize("digit", range(10))
@pytest.mark.parametrize("images", [60_000, 50_000, 10_000])
def test_a_pair_of_accuracies_names_the_digit_that_is_always_answered(digit, images):
    train, test = mnist_labels()
    always = one_hot(np.full(images, digit), 10)
    share = SoftmaxCrossEntropy().accuracy(always, train[:images])
    on_test = SoftmaxCrossEntropy().accuracy(always[:10_000], test)
    found = decode(train_accuracy=f"{share:.4f}", test_accuracy=f"{on_test:.4f}")
    assert digits_answered(found) == [digit]
    assert f"train[:{images}]" in found[0].place
    assert digits_answered(decode(test_accuracy=f"{on_test:.4f}")) == [digit]


def test_the_pairs_are_those_of_the_published_table():
    shares = digit_shares()
    assert shares["train[:60000]"][[0, 1, 9]].round(6).tolist() == [0.098717, 0.112367, 0.09915]
    assert shares["test"][[0, 1, 9]].tolist() == [0.098, 0.1135, 0.1009]


@pytest.mark.parametrize("written", ["0.1135", "11.35%", "11.35 %", 0.1135, " .1135 "])
def test_an_accuracy_may_be_written_in_several_ways(written):
    assert digits_answered(decode(test_accuracy=written)) == [1]


@pytest.mark.parametrize(
    ("loss", "name"),
    [
        ("2.3026", "loss-log-10"),
        (math.log(10), "loss-log-10"),
        ("2.3012", "loss-of-shares"),
        ("2.3008", "loss-of-shares"),
        ("nan", "loss-nan"),
        ("inf", "loss-nan"),
        (math.nan, "loss-nan"),
        ("1.4612", "loss-softmax-twice"),
    ],
)
def test_a_loss_is_a_sign(loss, name):
    assert names(loss) == [name]


def test_the_loss_of_the_shares_is_what_the_loss_function_says():
    shares = digit_shares()["test"]
    logits = np.tile(np.log(shares), (10_000, 1))
    loss = SoftmaxCrossEntropy().forward(logits, mnist_labels()[1])
    assert f"{loss:.4f}" == "2.3008"
    assert "test" in decode(loss)[0].place


@pytest.mark.parametrize("loss", ["2.3", "2.30", "2.29", "0.05", "1.5", "2.35", "14"])
def test_a_rough_or_common_loss_is_a_sign_of_nothing(loss):
    assert decode(loss) == []


def test_chance_beside_a_small_loss_is_a_contradiction():
    """A wrong answer has p <= 1/2 for the label, so its loss is log 2 or more."""
    assert names(loss="0.0072", accuracy="0.1004") == ["accuracy-against-loss"]
    assert names(loss="0.60", test_accuracy="0.1004") == ["accuracy-against-loss"], "> 12.7 %"
    assert names(loss="0.63", test_accuracy="0.1004") == ["chance"], "> 8.4 % is no news"
    assert names(loss="0.0072", accuracy="0.9") == []
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.full(10, 0.02), 1000)
    t = np.array([rng.choice(10, p=one) for one in p])
    loss = -np.log(p[np.arange(1000), t])
    assert (p.argmax(1) == t).mean() >= 1 - loss.mean() / np.log(2) > 0.5, "the bound itself"


def test_chance_without_a_digit_is_said_as_it_is():
    assert names(test_accuracy="0.10") == ["chance"], "most digits fit so few places"
    assert names(test_accuracy="0.0999") == ["chance"], "no digit fits"
    assert names(train_accuracy="0.1124", test_accuracy="0.0980") == ["chance"], "digits 1 and 0"
    assert decode(test_accuracy="0.9135") == []
    assert decode(test_accuracy="0") == []


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"loss": "abc"}, "loss: expected a number such as 2.3026 or 0.1135, got 'abc'"),
        ({"accuracy": "200"}, "accuracy: expected a share from 0 to 1, or per cent, got '200'"),
        ({"test_accuracy": "-0.1"}, "test_accuracy: expected a share"),
        ({"train_accuracy": "nan"}, "train_accuracy: expected a share"),
    ],
)
def test_what_is_no_number_is_refused(given, part):
    with pytest.raises(ValueError, match="expected") as refused:
        decode(**given)
    assert part in str(refused.value)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "epoch 2/3  loss 2.3026  train accuracy 0.1127  test accuracy 0.1135  9.0 s",
            Reading("2.3026", "0.1127", "0.1135", None),
        ),
        ("train acc, test acc | 0.09871666666666667, 0.098", Reading(None, "0.09871666666666667",
                                                                      "0.098", None)),
        ("=== epoch:1, train acc:0.097, test acc:0.099 ===", Reading(None, "0.097", "0.099", None)),
        ("train loss:2.299", Reading("2.299", None, None, None)),
        ("Epoch 3: 1135 / 10000", Reading(None, None, None, "0.1135")),
        ("1875/1875 [====] - 2s 1ms/step - loss: 2.3012 - accuracy: 0.1124",
         Reading("2.3012", None, None, "0.1124")),
        ("loss: nan - acc: 9.87%", Reading("nan", None, None, "9.87%")),
        ('{"loss": 2.3026, "train_accuracy": 0.1127, "test_accuracy": 0.1135}',
         Reading("2.3026", "0.1127", "0.1135", None)),
        ("Epoch [1/5], Loss: 2.3031, val_acc: 0.1064", Reading("2.3031", None, None, "0.1064")),
    ],
)  # fmt: skip
def test_lines_of_many_programs_are_read(line, expected):
    assert read_log(line) == [expected]


def test_a_progress_bar_is_no_accuracy():
    assert read_log("step 100 / 600, 3.5 s") == read_log("Epoch 1/10: 20/600") == []


def test_epochs_stay_in_order_and_nothing_is_found_in_nothing():
    log = "loss 2.4\ntest accuracy 0.1135\nloss 2.3012\ntest accuracy 0.0980\n"
    assert [reading.test_accuracy for reading in read_log(log)] == ["0.1135", "0.0980"]
    assert read_log("nothing was measured, at a loss for words") == []
    assert read_log("") == []
