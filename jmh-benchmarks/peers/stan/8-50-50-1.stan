// 8-50-50-1: weights [in, out], column-major, so that theta is laid out as in the other libraries.
data {
  int<lower=0> N;
  matrix[N, 8] x;
  vector[N] y;
}
parameters {
  matrix[8, 50] weights1;
  row_vector[50] bias1;
  matrix[50, 50] weights2;
  row_vector[50] bias2;
  matrix[50, 1] weights3;
  row_vector[1] bias3;
}
model {
  matrix[N, 50] h1 = tanh(x * weights1 + rep_matrix(bias1, N));
  matrix[N, 50] h2 = tanh(h1 * weights2 + rep_matrix(bias2, N));
  matrix[N, 1] h3 = h2 * weights3 + rep_matrix(bias3, N);
  y ~ normal(h3[:, 1], 1);
  to_vector(weights1) ~ std_normal();
  bias1 ~ std_normal();
  to_vector(weights2) ~ std_normal();
  bias2 ~ std_normal();
  to_vector(weights3) ~ std_normal();
  bias3 ~ std_normal();
}
