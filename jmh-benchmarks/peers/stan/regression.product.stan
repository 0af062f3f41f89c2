// Linear regression with a product and a vectorised normal.
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
  y ~ normal(x * beta, sigma);
}
