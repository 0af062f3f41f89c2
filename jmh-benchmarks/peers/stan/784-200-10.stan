// 784-200-10: weights [in, out], column-major, so that theta is laid out as in the other libraries.
data {
  int<lower=0> N;
  matrix[N, 784] x;
  array[N] int<lower=1, upper=10> y;
}
parameters {
  matrix[784, 200] weights1;
  row_vector[200] bias1;
  matrix[200, 10] weights2;
  row_vector[10] bias2;
}
model {
  matrix[N, 200] h1 = fmax(x * weights1 + rep_matrix(bias1, N), 0);
  matrix[N, 10] h2 = h1 * weights2 + rep_matrix(bias2, N);
  for (n in 1:N) y[n] ~ categorical_logit(h2[n]');
  to_vector(weights1) ~ std_normal();
  bias1 ~ std_normal();
  to_vector(weights2) ~ std_normal();
  bias2 ~ std_normal();
}
