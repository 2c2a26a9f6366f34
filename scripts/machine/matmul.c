// Matrix products for NumPy in a page, where it has no BLAS: in blocks, and 16 bytes at a time.
//
// The inner loop of NumPy's `matmul` for one dtype. compile_matmul.py compiles it once with
// REAL=float and once with REAL=double; docs/shared/python/page_matmul.py gives it to NumPy.
//
// Method: Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM Transactions on
// Mathematical Software 34(3), 2008. A block of each factor is copied into the order in which it is read;
// ROWS x COLUMNS sums at a time stay in registers.

typedef __INTPTR_TYPE__ npy_intp;
typedef REAL vector __attribute__((vector_size(16), aligned(sizeof(REAL))));

enum {
  LANES = sizeof(vector) / sizeof(REAL),
  ROWS = 4,
  COLUMNS = 2 * LANES,
  // Of a block; the two packed blocks lie on the stack: 48 KB of float, 96 KB of double
  BLOCK_ROWS = 8 * ROWS,
  BLOCK_SUMMANDS = 128,
  BLOCK_COLUMNS = 64,
};

typedef struct {
  char *start;
  npy_intp down, right; // bytes to the next row, and to the next column
} Matrix;

static REAL *at(Matrix matrix, npy_intp row, npy_intp column) {
  return (REAL *)(matrix.start + row * matrix.down + column * matrix.right);
}

static Matrix part(Matrix matrix, npy_intp row, npy_intp column) {
  matrix.start = (char *)at(matrix, row, column);
  return matrix;
}

static npy_intp least(npy_intp a, npy_intp b) { return a < b ? a : b; }

// Copies strips of `width` rows, one below the other, column by column; missing rows are zeros.
static void pack(Matrix from, npy_intp rows, npy_intp columns, int width, REAL *to) {
  for (npy_intp strip = 0; strip < rows; strip += width)
    for (npy_intp column = 0; column < columns; column++)
      for (npy_intp row = strip; row < strip + width; row++)
        *to++ = row < rows ? *at(from, row, column) : 0;
}

// ROWS x COLUMNS sums: the product of a strip of the left factor and one of the right factor.
static void multiply(const REAL *left, const REAL *right, npy_intp summands, vector sums[ROWS][2]) {
  vector kept[ROWS][2] = {0};
  for (; summands > 0; summands--, left += ROWS, right += COLUMNS) {
    const vector *columns = (const vector *)right;
#pragma clang loop unroll(full)
    for (int row = 0; row < ROWS; row++) {
      kept[row][0] += left[row] * columns[0];
      kept[row][1] += left[row] * columns[1];
    }
  }
  for (int row = 0; row < ROWS; row++)
    for (int half = 0; half < 2; half++) sums[row][half] = kept[row][half];
}

// Writes sums, or adds them to those of earlier summands.
static void put(const REAL *sums, Matrix to, npy_intp rows, npy_intp columns, int add) {
  for (npy_intp row = 0; row < rows; row++, sums += COLUMNS)
    for (npy_intp column = 0; column < columns; column++) {
      REAL *place = at(to, row, column);
      *place = add ? *place + sums[column] : sums[column];
    }
}

// The product of a block of the left factor and a packed one of the right factor.
static void multiply_blocks(Matrix left, Matrix product, const REAL *packed_right, npy_intp rows,
                            npy_intp summands, npy_intp columns, int add) {
  REAL packed_left[BLOCK_ROWS * BLOCK_SUMMANDS];
  vector sums[ROWS][2];
  pack(left, rows, summands, ROWS, packed_left);
  for (npy_intp column = 0; column < columns; column += COLUMNS)
    for (npy_intp row = 0; row < rows; row += ROWS) {
      multiply(packed_left + row * summands, packed_right + column * summands, summands, sums);
      put((const REAL *)sums, part(product, row, column), least(ROWS, rows - row),
          least(COLUMNS, columns - column), add);
    }
}

static void multiply_matrices(Matrix left, Matrix right, Matrix product, npy_intp rows, npy_intp summands,
                              npy_intp columns) {
  REAL packed_right[BLOCK_SUMMANDS * BLOCK_COLUMNS];
  for (npy_intp column = 0; column < columns; column += BLOCK_COLUMNS) {
    npy_intp some_columns = least(BLOCK_COLUMNS, columns - column);
    for (npy_intp summand = 0; summand < summands; summand += BLOCK_SUMMANDS) {
      npy_intp some_summands = least(BLOCK_SUMMANDS, summands - summand);
      Matrix block = part(right, summand, column);
      Matrix turned = {block.start, block.right, block.down};
      pack(turned, some_columns, some_summands, COLUMNS, packed_right);
      for (npy_intp row = 0; row < rows; row += BLOCK_ROWS)
        multiply_blocks(part(left, row, summand), part(product, row, column), packed_right,
                        least(BLOCK_ROWS, rows - row), some_summands, some_columns, summand > 0);
    }
  }
}

// With a vector, each number of the matrix is read only once; without summands, none is: no use in packing.
static void multiply_plainly(Matrix left, Matrix right, Matrix product, npy_intp rows, npy_intp summands,
                             npy_intp columns) {
  for (npy_intp row = 0; row < rows; row++)
    for (npy_intp column = 0; column < columns; column++) {
      REAL sum = 0;
      for (npy_intp summand = 0; summand < summands; summand++)
        sum += *at(left, row, summand) * *at(right, summand, column);
      *at(product, row, column) = sum;
    }
}

// What NumPy calls: `sizes` count the matrices of a stack, rows, summands, columns; `steps` are the bytes
// from matrix to matrix of both factors and of the product, then those within each.
void MATMUL(char **arrays, const npy_intp *sizes, const npy_intp *steps, void *unused) {
  (void)unused;
  for (npy_intp i = 0; i < sizes[0]; i++) {
    Matrix left = {arrays[0] + i * steps[0], steps[3], steps[4]};
    Matrix right = {arrays[1] + i * steps[1], steps[5], steps[6]};
    Matrix product = {arrays[2] + i * steps[2], steps[7], steps[8]};
    npy_intp rows = sizes[1], summands = sizes[2], columns = sizes[3];
    if (rows == 1 || columns == 1 || summands == 0)
      multiply_plainly(left, right, product, rows, summands, columns);
    else
      multiply_matrices(left, right, product, rows, summands, columns);
  }
}
