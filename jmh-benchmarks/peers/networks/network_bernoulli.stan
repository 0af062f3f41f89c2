data {
  int N;
  int D;
  int H;
  matrix[N, D] x;
  array[N] int y;
}
parameters {
  matrix[D, H] w1;
  row_vector[H] b1;
  vector[H] w2;
  real b2;
}
model {
  to_vector(w1) ~ std_normal();
  b1 ~ std_normal();
  w2 ~ std_normal();
  b2 ~ std_normal();
  y ~ bernoulli_logit(tanh(x * w1 + rep_matrix(b1, N)) * w2 + b2);
}
