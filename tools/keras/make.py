"""python make.py OUT: writes OUT/<case>-<k2|k3|k3h5|k3zip>/{model.json, *.bin, io.json}.

k2: Keras 2, through the converter. k3: Keras 3, h5, converted and put by hand into the format of Keras 2 (convert.py).
k3h5, k3zip: Keras 3 as the converter leaves it, from .h5 and from .keras.
"""

import json, os, shutil, sys, traceback

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf
import keras as K3, tf_keras as K2
from cases import CASES
from convert import from_h5, from_keras_zip, patch_keras3, leaves

out = sys.argv[1]
only = sys.argv[2:]


def randomize(model, rng):
    for _, layer, _ in leaves(model):
        new = []
        for w in layer.weights:
            name = w.name.split("/")[-1].split(":")[0]
            v = w.numpy()
            if v.dtype.kind in "iu":
                new.append(v)
                continue
            low, high = {
                "gamma": (0.5, 1.5),
                "beta": (-0.5, 0.5),
                "moving_mean": (-1, 1),
                "moving_variance": (0.3, 2),
                "moving_stddev": (0.5, 1.4),
                "renorm_mean": (-1, 1),
                "renorm_stddev": (0.5, 1.4),
            }.get(name, (-0.6, 0.6))
            new.append(np.round(rng.uniform(low, high, v.shape) * 4096) / 4096)
        if new:
            layer.set_weights([np.asarray(n).astype(w.numpy().dtype) for n, w in zip(new, layer.weights)])


def plain(a):
    return [float(f"{v:.9g}") for v in np.asarray(a, dtype="float64").ravel()]


def tensor(a):
    a = np.asarray(a)
    return {"shape": list(a.shape), "values": plain(a)}


def outputs(model, x, **o):
    y = model(x, **o)
    if isinstance(y, dict):
        y = [y[k] for k in y]
    return [np.asarray(tf.cast(v, "float64")) for v in (y if isinstance(y, (list, tuple)) else [y])]


def io_of(K, model, c, rng):
    xs = []
    ins = model.inputs if isinstance(model.inputs, list) else list(model.inputs.values())
    for i in ins:
        shape = [6] + [4 if d is None else d for d in list(i.shape)[1:]]
        if c.get("ints"):
            v = rng.integers(0, c["ints"], shape)
            v[:, 0] = 1
        else:
            v = np.round(rng.normal(size=shape) * 64) / 64
        if c.get("masked"):
            v[0, 2:] = 0
            v[3, 3:] = 0
        xs.append(v.astype("float32"))
    x = xs[0] if len(xs) == 1 else xs
    struct = getattr(model, "_inputs_struct", None) if K is K3 else model.input
    if isinstance(struct, dict):
        x = dict(zip(struct, xs))
    with_out = outputs(model, x, training=False)
    io = {
        "inputs": [tensor(v) for v in xs],
        "outputs": [tensor(v) for v in with_out],
        "tolerance": c.get("tol", 1e-5),
    }
    if c["train"]:
        ys = [np.round(rng.normal(size=v.shape) * 64) / 64 for v in with_out]
        y = [v.astype("float32") for v in ys]
        y1 = y[0] if len(y) == 1 else y
        opt = K.optimizers.SGD(0.05)
        model.compile(optimizer=opt, loss="mse" if len(y) == 1 else ["mse"] * len(y))
        losses = []
        for _ in range(2):
            model.reset_metrics()
            r = model.train_on_batch(x, y1)
            losses.append(float(r[0] if isinstance(r, (list, tuple)) else r))
        after = {
            p: [tensor(w.numpy()) for w in l.weights if "seed" not in w.name]
            for p, l, _ in leaves(model)
            if l.weights
        }
        names = {
            p: [w.name.split("/")[-1].split(":")[0] for w in l.weights if "seed" not in w.name]
            for p, l, _ in leaves(model)
            if l.weights
        }
        io["training"] = {
            "optimizer": "sgd 0.05",
            "loss": "meanSquaredError",
            "targets": [tensor(v) for v in ys],
            "losses": losses,
            "outputsAfter": [tensor(v) for v in outputs(model, x, training=False)],
            "weightsAfter": {p: dict(zip(names[p], after[p])) for p in after},
        }
    return io


status = {}
for name, c in CASES.items():
    if only and name not in only:
        continue
    for v in c["versions"]:
        K = K3 if v == "3" else K2
        try:
            K.backend.clear_session()
            K.utils.set_random_seed(1)
            model = c["f"](K)
            rng = np.random.default_rng(sum(map(ord, name)))
            randomize(model, rng)
            if c.get("steps"):
                model.compile(optimizer=K.optimizers.SGD(0.05), loss="mse")
                x = rng.normal(size=(8, 4)).astype("float32")
                for _ in range(c["steps"]):
                    model.train_on_batch(x, x[:, :2])
        except Exception as e:
            status[f"{name}-k{v}"] = "Keras refuses: " + str(e).split("\n")[0][:150]
            continue
        ways = (
            {"k2": lambda d: from_h5(model, d, **dict(c.get("convert", {})))}
            if v == "2"
            else {
                "k3": lambda d: from_h5(model, d, patch_keras3),
                "k3h5": lambda d: from_h5(model, d),
                "k3zip": lambda d: from_keras_zip(model, d),
            }
        )
        done = []
        for way, convert in ways.items():
            d = f"{out}/{name}-{way}"
            shutil.rmtree(d, ignore_errors=True)
            os.makedirs(d)
            try:
                convert(d)
                done.append(d)
            except Exception as e:
                status[f"{name}-{way}"] = "conversion: " + str(e)[:200]
                shutil.rmtree(d)
        try:
            io = io_of(K, model, c, rng)
        except Exception as e:
            status[f"{name}-k{v} io"] = str(e)[-300:]
            try:
                io = io_of(K, model, dict(c, train=False), rng)
            except Exception as e:
                continue
        for d in done:
            with open(d + "/io.json", "w") as f:
                json.dump(io, f)
json.dump(status, open(out + "/status.json", "a"), indent=1)
for k, s in status.items():
    print(k, "|", s)
