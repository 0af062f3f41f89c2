// 24-8-2: weights [in, out], column-major, so that theta is laid out as in the other libraries.
data {
  int<lower=0> N;
  matrix[N, 24] x;
  matrix[N, 2] y;
}
parameters {
  matrix[24, 8] weights1;
  row_vector[8] bias1;
  matrix[8, 2] weights2;
  row_vector[2] bias2;
}
model {
  matrix[N, 8] h1 = tanh(x * weights1 + rep_matrix(bias1, N));
  matrix[N, 2] h2 = h1 * weights2 + rep_matrix(bias2, N);
  to_vector(y) ~ normal(to_vector(h2), 1);
  to_vector(weights1) ~ std_normal();
  bias1 ~ std_normal();
  to_vector(weights2) ~ std_normal();
  bias2 ~ std_normal();
}
