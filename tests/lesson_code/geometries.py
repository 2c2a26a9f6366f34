"""What hypothesis draws: shapes of images and windows that fit each other."""

from hypothesis import assume
from hypothesis import strategies as st


@st.composite
def geometries(draw):
    """Shapes of images and windows that fit, odd ones among them."""
    stride, pad = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    FH, FW = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    OH, OW = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    H, W = (OH - 1) * stride + FH - 2 * pad, (OW - 1) * stride + FW - 2 * pad
    assume(H > 0 and W > 0)
    return (draw(st.integers(1, 3)), draw(st.integers(1, 3)), H, W), FH, FW, stride, pad
