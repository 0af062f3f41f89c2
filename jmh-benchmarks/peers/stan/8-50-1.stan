// 8-50-1: weights [in, out], column-major, so that theta is laid out as in the other libraries.
data {
  int<lower=0> N;
  matrix[N, 8] x;
  vector[N] y;
}
parameters {
  matrix[8, 50] weights1;
  row_vector[50] bias1;
  matrix[50, 1] weights2;
  row_vector[1] bias2;
}
model {
  matrix[N, 50] h1 = tanh(x * weights1 + rep_matrix(bias1, N));
  matrix[N, 1] h2 = h1 * weights2 + rep_matrix(bias2, N);
  y ~ normal(h2[:, 1], 1);
  to_vector(weights1) ~ std_normal();
  bias1 ~ std_normal();
  to_vector(weights2) ~ std_normal();
  bias2 ~ std_normal();
}
