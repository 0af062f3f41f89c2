data {
  int<lower=1> N;
  vector[N] Y;
  int<lower=1> K;
  matrix[N, K] X;
}
transformed data {
  int Kc = K - 1;
  matrix[N, Kc] Xc;
  for (i in 2:K) {
    Xc[:, i - 1] = X[:, i] - mean(X[:, i]);
  }
}
parameters {
  vector[Kc] b;
  real Intercept;
  real<lower=0> sigma;
}
model {
  target += normal_lpdf(b | 0, 1);
  target += student_t_lpdf(Intercept | 3, 8, 10);
  target += student_t_lpdf(sigma | 3, 0, 10);
  target += normal_id_glm_lpdf(Y | Xc, Intercept, b, sigma);
}
