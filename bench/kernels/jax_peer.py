"""JAX as a peer: trains the same networks when told to, on one thread of the CPU, and answers with seconds.

Reads one JSON object a line from standard input, answers with one on standard output:
  {"load": {...}}                                            the images (paths of raw bytes), kept as float32 arrays
  {"train": case, "batches": [[...], ...], "together": 20}   trains on the batches of example numbers given: one jitted call
                                                             for so many steps, by lax.scan where there are several
"""

import json
import os
import sys
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np

EPSILON, KEEP = 1e-3, 0.99
activations = {"relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid}
data = {}
networks = {}


def read(path, is_images):
    values = np.fromfile(path, dtype=np.uint8)
    return jnp.asarray(values.reshape(-1, 784).astype(np.float32) / 255 if is_images else values.astype(np.int32))


def start(case):
    sizes, generator = case["sizes"], np.random.default_rng(1)
    parameters, statistics = [], []
    for index, (before, units) in enumerate(zip(sizes[:-1], sizes[1:])):
        weights = jnp.asarray(generator.normal(0, 0.05, (before, units)).astype(np.float32))
        if case["batchNorm"] and index < len(sizes) - 2:
            parameters.append({"weights": weights, "gamma": jnp.ones(units), "beta": jnp.zeros(units)})
            statistics.append({"mean": jnp.zeros(units), "variance": jnp.ones(units)})
        else:
            parameters.append({"weights": weights, "bias": jnp.zeros(units)})
    return parameters, statistics


def step_of(case):
    activation, rate = activations[case["activation"]], case["learningRate"]

    def loss_of(parameters, statistics, images, labels):
        x, moved = images, []
        for index, layer in enumerate(parameters):
            x = x @ layer["weights"]
            if "gamma" in layer:
                mean, variance, old = x.mean(0), x.var(0), statistics[index]
                x = layer["gamma"] * (x - mean) * jax.lax.rsqrt(variance + EPSILON) + layer["beta"]
                moved.append({
                    "mean": KEEP * old["mean"] + (1 - KEEP) * mean,
                    "variance": KEEP * old["variance"] + (1 - KEEP) * variance,
                })
            else:
                x = x + layer["bias"]
            if index < len(parameters) - 1:
                x = activation(x)
        return -jax.nn.log_softmax(x)[jnp.arange(x.shape[0]), labels].mean(), moved

    def step(state, indices, images, labels):
        parameters, statistics = state
        slope = jax.value_and_grad(loss_of, has_aux=True)
        (loss, moved), gradients = slope(parameters, statistics, images[indices], labels[indices])
        parameters = jax.tree.map(lambda value, gradient: value - rate * gradient, parameters, gradients)
        return (parameters, moved), loss

    return step


def build(case, together):
    step = step_of(case)
    if together == 1:
        run = jax.jit(step, donate_argnums=0)
    else:
        def several(state, indices, images, labels):
            return jax.lax.scan(lambda carry, batch: step(carry, batch, images, labels), state, indices)

        run = jax.jit(several, donate_argnums=0)
    return {"run": run, "state": start(case)}


def train(case, batches, together):
    key = (case["name"], together)
    if key not in networks:
        networks[key] = build(case, together)
    network = networks[key]
    indices = jnp.asarray(np.array(batches, dtype=np.int32))
    if together > 1:
        indices = indices.reshape(-1, together, indices.shape[1])
    begin, loss = time.process_time(), None
    for some in indices:
        network["state"], loss = network["run"](network["state"], some, data["images"], data["labels"])
    loss.block_until_ready()
    return {"seconds": time.process_time() - begin, "loss": float(jnp.ravel(loss)[-1])}


for line in sys.stdin:
    request = json.loads(line)
    if "load" in request:
        for name in ("images", "labels"):
            data[name] = read(request["load"][name], name == "images")
        answer = {"version": jax.__version__}
    else:
        answer = train(request["train"], request["batches"], request["together"])
    print(json.dumps(answer), flush=True)
