// The formulas behind the figures, as in lesson_code; tests/site/test_byhand.py holds the two equal.

/** Sigmoid, without overflow: only numbers below 0 are exponentiated. */
export function sigmoid(z) {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}

/** Slope of the sigmoid at z. */
export const sigmoidDerivative = (z) => sigmoid(z) * sigmoid(-z);

/** Number of positions of a window along one axis; null where it does not fit, or leaves pixels over. */
export function convOutputSize(size, filterSize, stride, pad) {
  const room = size + 2 * pad - filterSize;
  return room < 0 || room % stride ? null : room / stride + 1;
}

/**
 * Which pixel stands in each cell of im2col's matrix: rows by (n, oy, ox), columns by (c, fy, fx).
 * A cell is {n, c, fy, fx, oy, ox, y, x}; y, x lie outside of the image where it is padding.
 */
export function im2col({ N, C, H, W, F, stride, pad }) {
  const [OH, OW] = [H, W].map((size) => convOutputSize(size, F, stride, pad));
  const rows = [];
  for (const [n, oy, ox] of indices(N, OH, OW)) {
    rows.push(
      indices(C, F, F).map(([c, fy, fx]) => {
        return { n, c, fy, fx, oy, ox, y: oy * stride + fy - pad, x: ox * stride + fx - pad };
      }),
    );
  }
  return rows;
}

/**
 * Max-pooling of x (rows of numbers): for each window {oy, ox, max, pixels, ties, winner}; pixels, ties and winner
 * are [y, x] positions, the winner being the first of the ties in reading order.
 */
export function maxPooling(x, size, stride) {
  const [OH, OW] = [x.length, x[0].length].map((side) => convOutputSize(side, size, stride, 0));
  return indices(OH, OW).map(([oy, ox]) => {
    const pixels = indices(size, size).map(([fy, fx]) => [oy * stride + fy, ox * stride + fx]);
    const max = Math.max(...pixels.map(([row, column]) => x[row][column]));
    const ties = pixels.filter(([row, column]) => x[row][column] === max);
    return { oy, ox, max, pixels, ties, winner: ties[0] };
  });
}

/** Gradient of max-pooling; `toAll` gives it to every tied pixel, which is wrong. */
export function maxPoolingBackward(x, windows, dout, toAll = false) {
  const dx = x.map((row) => row.map(() => 0));
  for (const { oy, ox, ties, winner } of windows) {
    for (const [row, column] of toAll ? ties : [winner]) dx[row][column] += dout[oy][ox];
  }
  return dx;
}

/** y = x @ W + b, all rows of numbers but b. */
export function affine(x, W, b) {
  return x.map((row) => b.map((bias, j) => row.reduce((sum, value, i) => sum + value * W[i][j], bias)));
}

/** Gradients of the affine layer: dx = dout @ W.T, dW = x.T @ dout, db = sum of dout's rows. */
export function affineBackward(x, W, dout) {
  const dx = dout.map((row) => W.map((weights) => row.reduce((sum, value, j) => sum + value * weights[j], 0)));
  const dW = W.map((weights, i) => weights.map((_, j) => x.reduce((sum, row, n) => sum + row[i] * dout[n][j], 0)));
  const db = W[0].map((_, j) => dout.reduce((sum, row) => sum + row[j], 0));
  return { dx, dW, db };
}

/** All index tuples below the given sizes, the last index fastest, as np.ndindex. */
export function indices(...sizes) {
  return sizes.reduce((found, size) => found.flatMap((tuple) => [...Array(size).keys()].map((i) => [...tuple, i])), [
    [],
  ]);
}

/** f(x) = 1/x on either side of x, and the slope between. */
export function centralDifference(x, h) {
  const [right, left] = [1 / (x + h), 1 / (x - h)];
  return { right, left, slope: (right - left) / (2 * h) };
}

/** Running mean after each batch mean; momentum is the weight of the old value, null for the arithmetic mean. */
export function runningMeans(batchMeans, momentum, start) {
  let mean = start;
  return batchMeans.map((batch, i) => {
    const keep = momentum ?? 1 - 1 / (i + 1);
    mean = keep * mean + (1 - keep) * batch;
    return mean;
  });
}

/** Batch norm of one feature x, and the gradient at x that it sends back for dout. */
export function batchNormBackward(x, dout, gamma, eps) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mu = mean(x);
  const s = Math.sqrt(mean(x.map((value) => (value - mu) ** 2)) + eps);
  const xHat = x.map((value) => (value - mu) / s);
  const slope = mean(dout.map((g, n) => g * xHat[n]));
  const dx = dout.map((g, n) => (gamma / s) * (g - mean(dout) - xHat[n] * slope));
  return { xHat, dx };
}

/** One number of a convolution, stride 1 and no padding: the window of x at (oy, ox) times the filter W, added up. */
export function correlate(x, W, oy, ox) {
  return W.reduce((sum, row, fy) => row.reduce((part, weight, fx) => part + weight * x[oy + fy][ox + fx], sum), 0);
}

/** Softmax of the logits a, the cross-entropy of the right class, and its gradient p - t; nothing overflows. */
export function softmaxLoss(a, right) {
  const most = Math.max(...a);
  const e = a.map((logit) => Math.exp(logit - most));
  const sum = e.reduce((total, value) => total + value, 0);
  const p = e.map((value) => value / sum);
  const gradient = p.map((value, k) => value - (k === right));
  return { p, gradient, loss: most - a[right] + Math.log(sum) };
}

/** The graphs of lesson 5: each box as [what comes out, its kind, what goes in], in the order of the forward pass. */
export const GRAPHS = {
  unit: [
    ["p", "multiply", ["w", "x"]],
    ["y", "add", ["p", "b"]],
    ["e", "subtract", ["y", "t"]],
    ["L", "half", ["e"]],
  ],
  branch: [
    ["u", "square", ["x"]],
    ["v", "triple", ["x"]],
    ["L", "multiply", ["u", "v"]],
  ],
};

/** What comes out of each kind of box, and the local derivative at each of its inputs. */
const BOXES = {
  multiply: [(a, b) => a * b, (a, b) => [b, a]],
  add: [(a, b) => a + b, () => [1, 1]],
  subtract: [(a, b) => a - b, () => [1, -1]],
  half: [(a) => a ** 2 / 2, (a) => [a]],
  square: [(a) => a ** 2, (a) => [2 * a]],
  triple: [(a) => 3 * a, () => [3]],
};

/**
 * Fill in a graph: values forwards, then gradients backwards.
 * locals[box] and shares[box] have a number for each input of the box: its local derivative, and what the box hands to
 * it; a gradient is the sum of the shares.
 */
export function graphPasses(name, inputs) {
  const [values, gradients, locals, shares] = [{ ...inputs }, { L: 1 }, {}, {}];
  for (const [out, kind, from] of GRAPHS[name]) {
    values[out] = BOXES[kind][0](...from.map((input) => values[input]));
  }
  for (const [out, kind, from] of [...GRAPHS[name]].reverse()) {
    locals[out] = BOXES[kind][1](...from.map((input) => values[input]));
    shares[out] = locals[out].map((local) => gradients[out] * local);
    from.forEach((input, i) => (gradients[input] = (gradients[input] ?? 0) + shares[out][i]));
  }
  return { values, locals, shares, gradients };
}

/**
 * Layers of ReLU, weights of deviation s, no biases: z of each layer as a list of samples × width numbers, and the
 * loss's gradient at those of them that ReLU lets through. Standard normal numbers go in, and come back as the gradient
 * after the last layer. The draws are the same each time.
 */
export function reluPasses(layers, width, samples, s) {
  const draw = normals(1);
  const rows = (count) => Array.from({ length: count }, () => Float64Array.from({ length: width }, draw));
  let h = rows(samples);
  const [weights, z] = [[], []];
  for (let k = 0; k < layers; k++) {
    const W = rows(width).map((row) => row.map((value) => s * value));
    weights.push(W);
    z.push(h.map((row) => product(row, W)));
    h = z[k].map((row) => row.map((value) => Math.max(value, 0)));
  }
  let d = rows(samples);
  const gradients = [];
  for (let k = layers - 1; k >= 0; k--) {
    gradients[k] = d.flatMap((row, n) => [...row].filter((_, j) => z[k][n][j] > 0));
    const through = d.map((row, n) => row.map((value, j) => (z[k][n][j] > 0 ? value : 0)));
    d = through.map((row) => Float64Array.from(weights[k], (w) => w.reduce((sum, value, j) => sum + value * row[j], 0)));
  }
  return { z: z.map((rows) => rows.flatMap((row) => [...row])), gradients };
}

/** One row times a matrix. */
function product(row, W) {
  const sums = new Float64Array(W[0].length);
  row.forEach((value, i) => W[i].forEach((weight, j) => (sums[j] += value * weight)));
  return sums;
}

/** What dropout makes of numbers, in training with these uniform draws, and at inference. */
export function dropout(numbers, draws, rate, inverted) {
  const [survivor, all] = inverted ? [1 / (1 - rate), 1] : [1, 1 - rate];
  const training = numbers.map((value, i) => (draws[i] >= rate ? survivor * value : 0));
  return { training, inference: numbers.map((value) => all * value) };
}

/** A generator of numbers from 0 to 1: mulberry32. */
export function uniforms(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A generator of standard normal numbers: Box and Muller's. */
export function normals(seed) {
  const uniform = uniforms(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * Momentum on the ravine (x² + 100 y²) / 2, from (10, 1): [[x, y], ...], the start and each step after it.
 * v ← momentum v − lr gradient, w ← w + v.
 */
export function ravinePath(lr, momentum, steps) {
  let [w, v] = [[10, 1], [0, 0]];
  const path = [w];
  for (let k = 0; k < steps; k++) {
    v = v.map((value, i) => momentum * value - lr * RAVINE[i] * w[i]);
    w = w.map((value, i) => value + v[i]);
    path.push(w);
  }
  return path;
}

/** Curvatures of the ravine: along it, and across. */
export const RAVINE = [1, 100];

/** By what a direction of this curvature shrinks per step in the long run: the larger |r| of r² − (1 + m − ηλ) r + m = 0. */
export function modeFactor(lr, momentum, curvature) {
  const half = (1 + momentum - lr * curvature) / 2;
  const square = half ** 2 - momentum;
  return square < 0 ? Math.sqrt(momentum) : Math.abs(half) + Math.sqrt(square);
}

/** How long Adam's first steps are, in units of the learning rate, under a gradient that stays the same. */
export function adamLengths(beta1, beta2, correctM, correctV, steps) {
  return Array.from({ length: steps }, (_, i) => {
    const m = correctM ? 1 : 1 - beta1 ** (i + 1);
    const v = correctV ? 1 : 1 - beta2 ** (i + 1);
    return m / Math.sqrt(v);
  });
}
