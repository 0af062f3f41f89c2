// Stan's NUTS (stan::services, what PyStan and CmdStan run) without a server or files of text around it:
//   sample MODEL data.json CHAINS WARMUP DRAWS SEED TARGET OUT.f64
// writes the draws (chains x draws x columns) and prints one line of JSON: the columns' names, processor seconds of all chains, warm-up
// included, and leapfrog steps. models.hpp, written by stan_sampling.py, includes the models that stanc made.

#include <ctime>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <stan/callbacks/interrupt.hpp>
#include <stan/callbacks/logger.hpp>
#include <stan/callbacks/writer.hpp>
#include <stan/io/array_var_context.hpp>
#include <stan/io/empty_var_context.hpp>
#include <stan/io/json/json_data.hpp>
#include <stan/model/model_base.hpp>
#include <stan/services/sample/hmc_nuts_diag_e_adapt.hpp>
#include <string>
#include <vector>

#include "models.hpp"

namespace {

/** Keeps the numbers of each draw, and the names of the columns. */
struct Kept : public stan::callbacks::writer {
    std::vector<std::string> names;
    std::vector<double> values;
    void operator()(const std::vector<std::string>& given) override { names = given; }
    void operator()(const std::vector<double>& row) override { values.insert(values.end(), row.begin(), row.end()); }
};

}  // namespace

int main(int, char** arguments) {
    std::ifstream file(arguments[2]);
    stan::json::json_data data(file);
    std::unique_ptr<stan::model::model_base> model(made(arguments[1], data));
    const int chains = std::stoi(arguments[3]), warmup = std::stoi(arguments[4]), draws = std::stoi(arguments[5]);
    const int seed = std::stoi(arguments[6]);
    stan::callbacks::interrupt interrupt;
    stan::callbacks::logger logger;
    std::vector<Kept> kept(chains);
    std::clock_t began = std::clock();
    for (int chain = 0; chain < chains; chain++) {
        stan::callbacks::writer init, diagnostic;
        stan::io::empty_var_context start;
        // As by default: jitter 0, depth 10, gamma 0.05, kappa 0.75, t0 10, buffers 75 and 50, window 25. Warm-up draws are
        // kept, for their leapfrog steps.
        int code = stan::services::sample::hmc_nuts_diag_e_adapt(*model, start, seed, chain + 1, 2, warmup, draws, 1, true, 0,
                1, 0, 10, std::stod(arguments[7]), 0.05, 0.75, 10, 75, 50, 25, interrupt, logger, init, kept[chain], diagnostic);
        if (code != 0) return code;
    }
    double seconds = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
    const size_t columns = kept[0].names.size();
    std::ofstream out(arguments[8], std::ios::binary);
    std::cout << "{\"names\": [";
    for (size_t j = 0; j < columns; j++) std::cout << (j ? ", " : "") << '"' << kept[0].names[j] << '"';
    double steps = 0, divergent = 0;
    for (const Kept& chain : kept) {
        for (size_t row = 0; row < chain.values.size() / columns; row++) {
            for (size_t j = 0; j < columns; j++) {
                if (chain.names[j] == "n_leapfrog__") steps += chain.values[row * columns + j];
                if (chain.names[j] == "divergent__" && row >= static_cast<size_t>(warmup)) divergent += chain.values[row * columns + j];
            }
        }
        out.write(reinterpret_cast<const char*>(chain.values.data() + warmup * columns), draws * columns * sizeof(double));
    }
    std::cout << "], \"seconds\": " << seconds << ", \"gradients\": " << steps << ", \"divergences\": " << divergent << "}"
              << std::endl;
    return 0;
}
