// 5-16-16-16-16-2: weights [in, out], column-major, so that theta is laid out as in the other libraries.
data {
  int<lower=0> N;
  matrix[N, 5] x;
  vector[N] y;
}
parameters {
  matrix[5, 16] weights1;
  row_vector[16] bias1;
  matrix[16, 16] weights2;
  row_vector[16] bias2;
  matrix[16, 16] weights3;
  row_vector[16] bias3;
  matrix[16, 16] weights4;
  row_vector[16] bias4;
  matrix[16, 2] weights5;
  row_vector[2] bias5;
}
model {
  matrix[N, 16] h1 = fmax(x * weights1 + rep_matrix(bias1, N), 0);
  matrix[N, 16] h2 = fmax(h1 * weights2 + rep_matrix(bias2, N), 0);
  matrix[N, 16] h3 = fmax(h2 * weights3 + rep_matrix(bias3, N), 0);
  matrix[N, 16] h4 = fmax(h3 * weights4 + rep_matrix(bias4, N), 0);
  matrix[N, 2] h5 = h4 * weights5 + rep_matrix(bias5, N);
  y ~ normal(h5[:, 1], exp(h5[:, 2]));
  to_vector(weights1) ~ std_normal();
  bias1 ~ std_normal();
  to_vector(weights2) ~ std_normal();
  bias2 ~ std_normal();
  to_vector(weights3) ~ std_normal();
  bias3 ~ std_normal();
  to_vector(weights4) ~ std_normal();
  bias4 ~ std_normal();
  to_vector(weights5) ~ std_normal();
  bias5 ~ std_normal();
}
