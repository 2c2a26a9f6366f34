import pickle

import numpy as np
import pytest

from lesson_code import BadCheckpointError, load_params, save_params, simple_convnet
from lesson_code.checkpoint import write_atomically


def small(seed, **changes):
    settings = {"input_shape": (1, 5, 5), "filters": 2, "filter_size": 2, "hidden": 3} | changes
    return simple_convnet(np.random.default_rng(seed), **settings)


def test_what_was_saved_comes_back_bit_for_bit(tmp_path):
    saved, loaded = small(1), small(2)
    save_params(tmp_path / "weights.npz", saved)
    load_params(tmp_path / "weights.npz", loaded)
    for name, param in saved.params.items():
        np.testing.assert_array_equal(param, loaded.params[name])
        assert loaded.params[name].dtype == param.dtype
    np.testing.assert_array_equal(loaded.layers[0].params["W"], saved.params["0.W"])
    assert [path.name for path in tmp_path.iterdir()] == ["weights.npz"]


def test_buffers_are_saved_too(tmp_path):
    saved, loaded = small(1), small(2)
    saved.buffers["0.mean"], loaded.buffers["0.mean"] = np.arange(3.0), np.zeros(3)
    save_params(tmp_path / "weights.npz", saved)
    load_params(tmp_path / "weights.npz", loaded)
    np.testing.assert_array_equal(loaded.buffers["0.mean"], [0, 1, 2])


def test_a_missing_file_is_called_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_params(tmp_path / "no.npz", small(0))


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.99])
def test_a_truncated_file_is_refused_and_changes_nothing(tmp_path, keep):
    path, net = tmp_path / "weights.npz", small(0)
    save_params(path, small(1))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(keep * len(whole)) if keep < 1 else keep])
    before = {name: param.copy() for name, param in net.params.items()}
    with pytest.raises(BadCheckpointError, match="not a whole file of parameters"):
        load_params(path, net)
    for name, param in net.params.items():
        np.testing.assert_array_equal(param, before[name])


def test_a_changed_byte_is_refused(tmp_path):
    path = tmp_path / "weights.npz"
    save_params(path, small(1))
    data = bytearray(path.read_bytes())
    data[300] ^= 0xFF  # within the first array
    path.write_bytes(data)
    with pytest.raises(BadCheckpointError):
        load_params(path, small(0))


class Bomb:
    def __reduce__(self):
        return (exec, ("raise SystemExit('code in the file ran')",))


def test_a_file_that_would_run_code_is_refused(tmp_path):
    pickled, hidden = tmp_path / "pickled.npz", tmp_path / "hidden.npz"
    pickled.write_bytes(pickle.dumps(Bomb()))
    np.savez(hidden, **{"params/0.W": np.array([Bomb()], dtype=object)})
    for path in (pickled, hidden):
        with pytest.raises(BadCheckpointError):
            load_params(path, small(0))


def test_another_networks_file_is_refused(tmp_path):
    path = tmp_path / "weights.npz"
    save_params(path, small(1))
    with pytest.raises(
        BadCheckpointError, match=r"params/4\.W has shape \(8, 3\).*expected \(8, 4\)"
    ):
        load_params(path, small(0, hidden=4))
    with pytest.raises(BadCheckpointError, match="of another network"):
        load_params(path, small(0).layers[0])
    np.savez(path, **{f"params/{n}": p.astype(complex) for n, p in small(1).params.items()})
    with pytest.raises(BadCheckpointError, match="complex128"):
        load_params(path, small(0))


def test_a_crash_while_writing_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"
    write_atomically(path, lambda file: file.write(b"old"))

    def crash(file):
        file.write(b"half of the n")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, crash)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
