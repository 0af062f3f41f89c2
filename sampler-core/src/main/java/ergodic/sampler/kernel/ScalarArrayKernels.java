package ergodic.sampler.kernel;

/** Plain loops; several sums side by side, since one alone would wait for each of its additions. */
final class ScalarArrayKernels implements ArrayKernels {

    @Override
    public void symmetricProductInto(double[] matrix, double[] x, double[] product) {
        int d = product.length;
        int row = 0;
        for (; row + 4 <= d; row += 4) {
            int first = row * d;
            int second = first + d;
            int third = second + d;
            int fourth = third + d;
            double sum0 = 0.0;
            double sum1 = 0.0;
            double sum2 = 0.0;
            double sum3 = 0.0;
            for (int j = 0; j < d; j++) {
                double xj = x[j];
                sum0 += matrix[first + j] * xj;
                sum1 += matrix[second + j] * xj;
                sum2 += matrix[third + j] * xj;
                sum3 += matrix[fourth + j] * xj;
            }
            product[row] = sum0;
            product[row + 1] = sum1;
            product[row + 2] = sum2;
            product[row + 3] = sum3;
        }
        for (; row < d; row++) {
            double sum = 0.0;
            for (int j = 0; j < d; j++) {
                sum += matrix[row * d + j] * x[j];
            }
            product[row] = sum;
        }
    }

    @Override
    public boolean bothAlong(double[] v, double[] w, double[] a, double[] b) {
        return sumAlong(v, a, b) > 0.0 && sumAlong(w, a, b) > 0.0;
    }

    @Override
    public double dot(double[] v, int at, double[] w) {
        double s0 = 0.0;
        double s1 = 0.0;
        double s2 = 0.0;
        double s3 = 0.0;
        double s4 = 0.0;
        double s5 = 0.0;
        double s6 = 0.0;
        double s7 = 0.0;
        int whole = w.length - w.length % PARTIAL_SUMS;
        for (int i = 0; i < whole; i += PARTIAL_SUMS) {
            s0 += v[at + i] * w[i];
            s1 += v[at + i + 1] * w[i + 1];
            s2 += v[at + i + 2] * w[i + 2];
            s3 += v[at + i + 3] * w[i + 3];
            s4 += v[at + i + 4] * w[i + 4];
            s5 += v[at + i + 5] * w[i + 5];
            s6 += v[at + i + 6] * w[i + 6];
            s7 += v[at + i + 7] * w[i + 7];
        }
        double sum = ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
        for (int i = whole; i < w.length; i++) {
            sum += v[at + i] * w[i];
        }
        return sum;
    }

    @Override
    public double sumOfSquares(double[] v) {
        return dot(v, 0, v);
    }

    @Override
    public double sumOfSquares(double[] v, double s, double[] w) {
        double s0 = 0.0;
        double s1 = 0.0;
        double s2 = 0.0;
        double s3 = 0.0;
        double s4 = 0.0;
        double s5 = 0.0;
        double s6 = 0.0;
        double s7 = 0.0;
        int whole = v.length - v.length % PARTIAL_SUMS;
        for (int i = 0; i < whole; i += PARTIAL_SUMS) {
            s0 += square(v[i] + s * w[i]);
            s1 += square(v[i + 1] + s * w[i + 1]);
            s2 += square(v[i + 2] + s * w[i + 2]);
            s3 += square(v[i + 3] + s * w[i + 3]);
            s4 += square(v[i + 4] + s * w[i + 4]);
            s5 += square(v[i + 5] + s * w[i + 5]);
            s6 += square(v[i + 6] + s * w[i + 6]);
            s7 += square(v[i + 7] + s * w[i + 7]);
        }
        double sum = ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
        for (int i = whole; i < v.length; i++) {
            sum += square(v[i] + s * w[i]);
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }

    private static double sumAlong(double[] v, double[] a, double[] b) {
        double s0 = 0.0;
        double s1 = 0.0;
        double s2 = 0.0;
        double s3 = 0.0;
        double s4 = 0.0;
        double s5 = 0.0;
        double s6 = 0.0;
        double s7 = 0.0;
        int whole = v.length - v.length % PARTIAL_SUMS;
        for (int i = 0; i < whole; i += PARTIAL_SUMS) {
            s0 += v[i] * (a[i] + b[i]);
            s1 += v[i + 1] * (a[i + 1] + b[i + 1]);
            s2 += v[i + 2] * (a[i + 2] + b[i + 2]);
            s3 += v[i + 3] * (a[i + 3] + b[i + 3]);
            s4 += v[i + 4] * (a[i + 4] + b[i + 4]);
            s5 += v[i + 5] * (a[i + 5] + b[i + 5]);
            s6 += v[i + 6] * (a[i + 6] + b[i + 6]);
            s7 += v[i + 7] * (a[i + 7] + b[i + 7]);
        }
        double sum = ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
        for (int i = whole; i < v.length; i++) {
            sum += v[i] * (a[i] + b[i]);
        }
        return sum;
    }
}
