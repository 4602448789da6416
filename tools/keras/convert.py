"""Saves a Keras model as a layers model of TensorFlow.js, with the code of the `tensorflowjs` converter.

The package's own __init__ imports old dependencies (jax, tensorflow_hub, tensorflow_decision_forests), so it is bypassed.
"""

import copy, importlib.util, json, os, sys, tempfile, types, zipfile

folder = importlib.util.find_spec("tensorflowjs").submodule_search_locations[0]
for name, path in (("tensorflowjs", folder), ("tensorflowjs.converters", folder + "/converters")):
    module = types.ModuleType(name)
    module.__path__ = [path]
    sys.modules[name] = module
from tensorflowjs.converters import keras_h5_conversion as conversion
import h5py


def from_h5(model, out, patch=None, **options):
    """What `tensorflowjs_converter --input_format=keras model.h5 out` does, and `save_keras_model`."""
    with tempfile.TemporaryDirectory() as tmp:
        path = tmp + "/model.h5"
        model.save(path)
        topology, groups = conversion.h5_merged_saved_model_to_tfjs_format(
            path, split_by_layer=options.pop("split_by_layer", False)
        )
        if patch:
            topology, groups = patch(model, topology, groups)
        conversion.write_artifacts(topology, groups, out, **options)


def from_keras_zip(model, out):
    """What `tensorflowjs_converter --input_format=keras_keras model.keras out` does."""
    with tempfile.TemporaryDirectory() as tmp:
        model.save(tmp + "/model.keras")
        with zipfile.ZipFile(tmp + "/model.keras") as z:
            z.extractall(tmp)
        with open(tmp + "/config.json") as c, open(tmp + "/metadata.json") as m:
            config, meta = json.load(c), json.load(m)
        with h5py.File(tmp + "/model.weights.h5", "r") as h5:
            topology, groups = conversion.h5_v3_merged_saved_model_to_tfjs_format(h5, meta, config)
        conversion.write_artifacts(topology, groups, out)


# --- What people do by hand to a model of Keras 3 so that TensorFlow.js reads it.


def _tensors(value):
    if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        return [list(value["config"]["keras_history"])]
    if isinstance(value, (list, tuple)):
        return [t for v in value for t in _tensors(v)]
    if isinstance(value, dict):
        return [t for v in value.values() for t in _tensors(v)]
    return []


def _plain_kwargs(kwargs):
    return {k: v for k, v in kwargs.items() if isinstance(v, (bool, int, float, str)) or v is None}


def _old_style(value):
    if isinstance(value, list):
        return [_old_style(v) for v in value]
    if not isinstance(value, dict):
        return value
    value = {k: _old_style(v) for k, v in value.items()}
    if value.get("class_name") == "InputLayer" and "batch_shape" in value["config"]:
        value["config"]["batch_input_shape"] = value["config"].pop("batch_shape")
    for key in ("input_layers", "output_layers"):
        v = value.get(key)
        if isinstance(v, list) and v and isinstance(v[0], str):
            value[key] = [v]
        elif isinstance(v, dict):
            value[key] = list(v.values())
    return value


def _nodes(value):
    """Rewrites inbound nodes {args, kwargs} as the lists of Keras 2; before anything else."""
    if isinstance(value, list):
        return [_nodes(v) for v in value]
    if not isinstance(value, dict):
        return value
    out = {k: _nodes(v) for k, v in value.items() if k != "inbound_nodes"}
    if "inbound_nodes" in value:
        out["inbound_nodes"] = [
            [[*t, _plain_kwargs(n["kwargs"])] for t in _tensors(n["args"])] if isinstance(n, dict) else n
            for n in value["inbound_nodes"]
        ]
    return out


def _shift_nested(config):
    """Calls of a model inside a model count from 1 in TensorFlow.js (0 is its own graph), from 0 in Keras 3."""
    nested = {l["config"]["name"] for l in config.get("layers", []) if "layers" in l["config"]}

    def fix(t):
        if t[0] in nested:
            t[1] += 1

    for layer in config.get("layers", []):
        for node in layer.get("inbound_nodes", []):
            for t in node:
                fix(t)
        if "layers" in layer["config"]:
            _shift_nested(layer["config"])
    for t in config.get("output_layers", []):
        fix(t)


def patch_keras3(model, topology, groups):
    topology = dict(topology, model_config=_old_style(_nodes(topology["model_config"])))
    _shift_nested(topology["model_config"]["config"])
    return topology, [[{"name": n, "data": d} for n, d in named_weights(model)]]


def leaves(model, path=""):
    """(path, layer, prefix of weight names) of all layers with weights of their own."""
    for layer in model.layers:
        here = path + layer.name
        if hasattr(layer, "layers"):
            yield from leaves(layer, here + "/")
        elif hasattr(layer, "forward_layer"):
            yield here + "/forward", layer.forward_layer, f"{layer.name}/{layer.forward_layer.name}"
            yield here + "/backward", layer.backward_layer, f"{layer.name}/{layer.backward_layer.name}"
        elif type(layer).__name__ == "TimeDistributed":
            if hasattr(layer.layer, "layers"):
                yield from leaves(layer.layer, here + "/layer/")
            else:
                yield here + "/layer", layer.layer, layer.name
        else:
            yield here, layer, layer.name


def named_weights(model):
    seen = set()
    for _, layer, prefix in leaves(model):
        for w in layer.weights:
            if id(w) in seen or "seed" in w.name:
                continue
            seen.add(id(w))
            name = w.name.split("/")[-1].split(":")[0]
            if type(layer).__name__ == "DepthwiseConv2D" and name == "kernel":
                name = "depthwise_kernel"
            yield f"{prefix}/{name}", w.numpy()
