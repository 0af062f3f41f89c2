"""Makes what compare.py runs: a pinned Python environment, Ergodic's classes, the networks' data, Stan's program."""

import hashlib
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "jmh-benchmarks" / "target" / "peers"

# How a Stan program takes the data: column, number of elements a row (0 for a vector), type, and what is added.
STAN_COLUMNS = {
    "24-8-2": ("x 24 real 0", "y 2 real 0"),
    "8-50-1": ("x 8 real 0", "y 0 real 0"),
    "8-50-50-1": ("x 8 real 0", "y 0 real 0"),
    "5-16x4-2": ("x 5 real 0", "y 0 real 0"),
    "logistic": ("x 25 real 0", "y 0 int 0"),
    "784-200-10": ("x 784 real 0", "y 0 int 1"),
    "eight-schools": ("y 0 real 0", "sigma 0 real 0"),
    "regression": ("x 3 real 0", "y 0 real 0"),
}
SMALL = ("eight-schools", "regression", "logistic")
STAN_FLAGS = ["-O3", "-march=native", "-std=c++17", "-DNDEBUG", "-DBOOST_DISABLE_ASSERTS", "-D_REENTRANT",
              "-D_GLIBCXX_USE_CXX11_ABI=0", "-w"]


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(command, **options):
    """Runs a command; its output, or an exit that shows the end of it."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))[:200]}\nended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def python(environment):
    """The Python of an environment with the pinned libraries, which is made if there is none."""
    pinned = (HERE / "requirements.txt").read_text()
    executable = environment / "bin" / "python"
    stamp = environment / "requirements.txt"
    if not executable.exists():
        say(f"making {environment}; this downloads the libraries")
        run([sys.executable, "-m", "venv", environment])
    if not stamp.exists() or stamp.read_text() != pinned:
        have = {line.strip().lower() for line in run([executable, "-m", "pip", "freeze"]).splitlines()}
        wanted = {line.strip().lower() for line in pinned.splitlines() if line and not line.startswith("#")}
        if not wanted <= have:
            run([executable, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"])
        stamp.write_text(pinned)
    return executable


def java(classpath):
    """The command that runs Ergodic's classes, built unless a class path is given."""
    home = run([ROOT / "scripts" / "find-jdk"]).strip()
    if not classpath:
        say("building the benchmarks with Maven")
        run(["mvn", "-q", "-DskipTests", "-pl", "jmh-benchmarks", "-am", "package"], cwd=ROOT)
        classpath = ROOT / "jmh-benchmarks" / "target" / "benchmarks.jar"
    return [f"{home}/bin/java", "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseParallelGC", "-cp", str(classpath)]


def data(java_command):
    """Writes the data of all networks; the manifest."""
    directory = WORK / "data"
    directory.mkdir(parents=True, exist_ok=True)
    run([*java_command, "ergodic.benchmarks.peers.PeerData", directory])
    manifest = json.loads((directory / "manifest.json").read_text())
    for network in manifest["networks"]:
        if network["name"] in STAN_COLUMNS:
            (directory / network["name"] / "columns.txt").write_text(
                "\n".join([str(network["rows"]), *STAN_COLUMNS[network["name"]]]) + "\n")
    return directory, {network["name"]: network for network in manifest["networks"]}


def stan_forms():
    """Formulations of each network: {network: [(form, file, options of stanc)]}."""
    forms = {}
    for file in sorted((HERE / "stan").glob("*.stan")):
        network, _, variant = file.stem.partition(".")
        levels = ("O1", "O0") if network in SMALL else ("O1",)
        forms.setdefault(network, []).extend(
            (f"{variant or 'model'}, {level}", file, level) for level in levels)
    return forms


def stan(executable):
    """The program that times the Stan models, compiled again when something changes; and its forms {network: {form: model}}."""
    package = pathlib.Path(run([executable, "-c", "import importlib.util as u; "
                                "print(u.find_spec('httpstan').submodule_search_locations[0])"]).strip())
    sources = [*sorted((HERE / "stan").iterdir()), HERE / "environment.py"]
    key = hashlib.sha256(b"".join(s.read_bytes() for s in sources) + str(package).encode()).hexdigest()[:16]
    directory = WORK / f"stan-{key}"
    program = directory / "times"
    directory.mkdir(parents=True, exist_ok=True)
    models, includes, choices, count = {}, [], [], 0
    for network, forms in stan_forms().items():
        for form, file, level in forms:
            model = f"model_{count}"
            count += 1
            models.setdefault(network, {})[form] = model
            includes.append(f"#define stan_model {model}\n#define new_model new_{model}\n"
                            f"#define get_stan_profile_data profile_{model}\n#include \"{model}.hpp\"\n"
                            "#undef stan_model\n#undef new_model\n#undef get_stan_profile_data\n")
            choices.append(f"    if (name == \"{model}\") {{ {model} made(data, 1, &std::cerr); return act(made); }}\n")
            if not program.exists():
                run([package / "stanc", f"--{level}", f"--name=peer_{model}", f"--o={directory / (model + '.hpp')}", file])
    if not program.exists():
        say("compiling the Stan models; this takes minutes, once")
        (directory / "models.hpp").write_text(
            "".join(includes) + "\ntemplate <class Act>\nstd::string with_model(const std::string& name, "
            "stan::io::var_context& data, const Act& act) {\n" + "".join(choices)
            + "    throw std::runtime_error(\"no model \" + name);\n}\n")
        run(["g++", *STAN_FLAGS, f"-I{directory}", f"-I{package / 'include'}", HERE / "stan" / "times.cpp", "-o", program,
             *sorted((package / "lib").glob("libsundials*.a")), package / "lib" / "libtbb.so.2",
             f"-Wl,-rpath,{package / 'lib'}"])
    return program, models


def machine(cpu):
    """What the times depend on."""
    info = pathlib.Path("/proc/cpuinfo").read_text()
    flags = set((re.search(r"^flags\s*: (.*)$", info, re.M) or [None, ""])[1].split())
    return {
        "processor": (re.search(r"^model name\s*: (.*)$", info, re.M) or [None, platform.processor()])[1],
        "cores": os.cpu_count(),
        "instructions": [f for f in ("avx2", "fma", "avx512f", "avx512_bf16") if f in flags],
        "system": platform.system() + " " + platform.machine(),
        "pinned_to_core": cpu,
        "load_at_start": os.getloadavg()[0],
    }


def versions(executable, java_command):
    """Of everything that takes part."""
    libraries = {line.split("==")[0].lower(): line.split("==")[1].strip()
                 for line in run([executable, "-m", "pip", "freeze"]).splitlines() if "==" in line}
    first = subprocess.run([java_command[0], "-version"], capture_output=True, text=True).stderr.splitlines()
    return {
        "java": first[1] if len(first) > 1 else "",
        "python": run([executable, "--version"]).split()[1],
        **{name: libraries.get(name, "") for name in ("jax", "jaxlib", "torch", "httpstan", "numpy")},
        "stan": "2.35.0",
        "g++": run(["g++", "-dumpfullversion"]).strip(),
        "ergodic": subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True,
                                  text=True).stdout.strip(),
    }
