// Logistic regression by the library's own generalised linear model.
data {
  int<lower=0> N;
  matrix[N, 25] x;
  array[N] int<lower=0, upper=1> y;
}
parameters {
  vector[25] weights;
}
model {
  y ~ bernoulli_logit_glm(x, 0, weights);
  weights ~ std_normal();
}
