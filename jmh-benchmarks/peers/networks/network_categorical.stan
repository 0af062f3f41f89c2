data {
  int N;
  int D;
  int H;
  int K;
  matrix[N, D] x;
  array[N] int y;
}
parameters {
  matrix[D, H] w1;
  row_vector[H] b1;
  matrix[H, K] w2;
  row_vector[K] b2;
}
model {
  to_vector(w1) ~ std_normal();
  b1 ~ std_normal();
  to_vector(w2) ~ std_normal();
  b2 ~ std_normal();
  matrix[N, K] logits = tanh(x * w1 + rep_matrix(b1, N)) * w2 + rep_matrix(b2, N);
  for (n in 1:N) {
    y[n] ~ categorical_logit(logits[n]');
  }
}
