// Linear regression by the library's own generalised linear model.
data {
  int<lower=0> N;
  matrix[N, 3] x;
  vector[N] y;
}
parameters {
  vector[3] beta;
  real<lower=0> sigma;
}
model {
  beta ~ std_normal();
  sigma ~ std_normal();
  y ~ normal_id_glm(x, 0, beta, sigma);
}
