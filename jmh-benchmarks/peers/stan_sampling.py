"""Stan's own sampler over the models of a folder, compiled into one program with httpstan's headers (sample.cpp)."""

import hashlib
import importlib.util
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from environment import STAN_FLAGS

HERE = Path(__file__).resolve().parent


def program(models, out):
    """Compiled once (minutes) into out."""
    package = Path(importlib.util.find_spec("httpstan").submodule_search_locations[0])
    sources = [*sorted(models.glob("*.stan")), HERE / "sample.cpp"]
    made = out / ("stan-" + hashlib.sha256(b"".join(s.read_bytes() for s in sources)).hexdigest()[:12])
    if made.exists():
        return made
    work = out / "stan"
    work.mkdir(parents=True, exist_ok=True)
    includes, choices = [], []
    for source in sources[:-1]:
        name = "model_" + source.stem
        subprocess.run([package / "stanc", "--O1", f"--name={name}", f"--o={work / (name + '.hpp')}", source], check=True)
        includes.append(f"#define stan_model {name}\n#define new_model new_{name}\n#define get_stan_profile_data profile_{name}\n"
                        f"#include \"{name}.hpp\"\n#undef stan_model\n#undef new_model\n#undef get_stan_profile_data\n")
        choices.append(f"    if (name == \"{source.stem}\") return &new_{name}(data, 1, &std::cerr);\n")
    (work / "models.hpp").write_text("".join(includes) + "\nstan::model::model_base* made(const std::string& name, stan::io::var_context& data) {\n"
                                     + "".join(choices) + "    throw std::runtime_error(\"no model \" + name);\n}\n")
    subprocess.run(["g++", *STAN_FLAGS, f"-I{work}", f"-I{package / 'include'}", HERE / "sample.cpp", "-o", made,
                    *sorted((package / "lib").glob("libsundials*.a")), package / "lib" / "libtbb.so.2", f"-Wl,-rpath,{package / 'lib'}"], check=True)
    return made


def run(made, model, data, chains, warmup, draws, seed):
    """({name[1,2]: chains x draws}, processor seconds, leapfrog steps) by the defaults of NUTS with a diagonal metric."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "draws.f64"
        found = json.loads(subprocess.run([made, model, data, str(chains), str(warmup), str(draws), str(seed), "0.8", file],
                                          capture_output=True, text=True, check=True).stdout)
        values = np.fromfile(file, "<f8").reshape(chains, draws, -1)
    named = {n.replace(".", "[", 1).replace(".", ",") + ("]" if "." in n else ""): values[..., j] for j, n in enumerate(found["names"])}
    return named, found["seconds"], found["gradients"]
