// Times Stan models: times DATA, then requests as in worker.py, one a line: MODEL NETWORK SECONDS. The answer is one line of
// JSON. models.hpp, written by compare.py, includes the models that stanc made and defines make(name, data).
//
// The gradient is that of log_prob<propto, jacobian> (constants dropped, log Jacobians of constraints added), on the scale
// of the free values. Values are compared as a difference between two positions, since constants are dropped.

#include <chrono>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stan/io/array_var_context.hpp>
#include <stan/model/log_prob_grad.hpp>
#include <string>
#include <vector>

#include "models.hpp"

namespace {

using Vector = Eigen::VectorXd;
using Clock = std::chrono::steady_clock;

std::vector<double> read(const std::string& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in) throw std::runtime_error("cannot read " + file);
    std::vector<double> numbers(in.tellg() / sizeof(double));
    in.seekg(0);
    in.read(reinterpret_cast<char*>(numbers.data()), numbers.size() * sizeof(double));
    return numbers;
}

Vector vector(const std::string& file) {
    std::vector<double> numbers = read(file);
    return Eigen::Map<Vector>(numbers.data(), numbers.size());
}

double seconds(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

// Columns as a file "columns.txt" beside them lists: name, number of elements a row, and 'real', or 'int' and what is added.
stan::io::array_var_context context(const std::string& directory) {
    std::vector<std::string> names, int_names{"N"};
    std::vector<double> values;
    std::vector<int> ints;
    std::vector<std::vector<size_t>> dims, int_dims{{}};
    std::ifstream list(directory + "/columns.txt");
    size_t rows = 0, size = 0;
    int add = 0;
    std::string name, type;
    list >> rows;
    ints.push_back(static_cast<int>(rows));
    while (list >> name >> size >> type >> add) {
        std::vector<double> column = read(directory + "/" + name + ".f64");
        if (type == "int") {
            int_names.push_back(name);
            int_dims.push_back({rows});
            for (double number : column) ints.push_back(static_cast<int>(number) + add);
            continue;
        }
        names.push_back(name);
        dims.push_back(size == 0 ? std::vector<size_t>{rows} : std::vector<size_t>{rows, size});
        size_t columns = size == 0 ? 1 : size;
        for (size_t j = 0; j < columns; j++)
            for (size_t i = 0; i < rows; i++) values.push_back(column[i * columns + j]);
    }
    return stan::io::array_var_context(names, values, dims, int_names, ints, int_dims);
}

struct Numbers {
    Vector theta, gradient;
    double value = 0;
};

template <class Model>
std::string answer(const Model& model, const std::string& directory, double expected, double limit) {
    Numbers at{vector(directory + "/theta.f64"), {}, 0};
    Vector half = 0.5 * at.theta, half_gradient;
    if (static_cast<size_t>(at.theta.size()) != model.num_params_r()) throw std::runtime_error("wrong number of parameters");
    auto evaluate = [&](Vector& theta, Vector& gradient) {
        return stan::model::log_prob_grad<true, true>(model, theta, gradient);
    };
    at.value = evaluate(at.theta, at.gradient);
    double difference = at.value - evaluate(half, half_gradient);
    Vector reference = vector(directory + "/gradient.f64"), reference_half = vector(directory + "/gradient-half.f64");
    double gradient_error = std::max((at.gradient - reference).norm() / reference.norm(),
                                     (half_gradient - reference_half).norm() / reference_half.norm());
    double value_error = std::abs(difference - expected) / std::max(1.0, std::abs(expected));
    if (!(gradient_error <= 1e-9 && value_error <= 1e-9)) {
        std::ostringstream text;
        text << "{\"error\": \"value differs by " << value_error << ", gradient by " << gradient_error << "\"}";
        return text.str();
    }
    double sum = 0;
    auto run = [&](long times) {
        Clock::time_point start = Clock::now();
        for (long i = 0; i < times; i++) {
            sum += evaluate(at.theta, at.gradient);
            at.theta += 1e-9 * at.gradient;
        }
        return seconds(start);
    };
    double each = run(1);
    for (int i = 0; i < 5; i++) {
        long times = std::max(1L, static_cast<long>(0.003 / each));
        each = run(times) / times;
    }
    long times = std::max(1L, static_cast<long>(0.01 / each));
    std::ostringstream text;
    text << "{\"value_error\": " << value_error << ", \"gradient_error\": " << gradient_error
         << ", \"evaluations_a_sample\": " << times << ", \"prepare_s\": 0, \"samples_us\": [";
    Clock::time_point begin = Clock::now();
    for (int count = 0; count < 5 || seconds(begin) < limit; count++)
        text << (count ? ", " : "") << run(times) * 1e6 / times;
    text << "]}";
    if (!std::isfinite(sum)) throw std::runtime_error("the log density is not finite");
    return text.str();
}

}  // namespace

int main(int, char** arguments) {
    std::string model, network;
    double expected, limit;
    while (std::cin >> model >> network >> expected >> limit) {
        std::string directory = std::string(arguments[1]) + "/" + network;
        try {
            stan::io::array_var_context data = context(directory);
            std::cout << with_model(model, data, [&](const auto& made) {
                return answer(made, directory, expected, limit);
            }) << std::endl;
        } catch (const std::exception& problem) {
            std::cout << "{\"error\": \"" << problem.what() << "\"}" << std::endl;
        }
    }
    return 0;
}
