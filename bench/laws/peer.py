"""Batch normalization of a Python library, for the laws: a line of JSON in, a line of JSON out.

    python3 peer.py torch|keras|tensorflow|flax|equinox|tinygrad|onnxruntime

The first line out says which version it is and which optional parts it has. Then each line in names a function and its
arguments, and is answered with a value, or with the error that the library raised. Values that are not finite are null.
"""

import json
import math
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# It needs a compiler for anything else.
os.environ.setdefault("DEV", "PYTHON")

import numpy as np


def array(values):
    return np.array(values, dtype=np.float32)


def batch(x, channels):
    return array(x).reshape(len(x), len(channels))


class Torch:
    def __init__(self):
        import torch

        self.torch = torch
        torch.set_num_threads(1)
        self.version = torch.__version__

    def normalize(self, x, gamma, beta, epsilon):
        torch = self.torch
        mean, variance = torch.zeros(x.shape[1]), torch.ones(x.shape[1])
        y = torch.nn.functional.batch_norm(x, mean, variance, gamma, beta, training=True, momentum=1.0, eps=epsilon)
        return y, mean, variance

    def training(self, x, gamma, beta, epsilon):
        tensors = map(self.torch.from_numpy, (batch(x, gamma), array(gamma), array(beta)))
        y, mean, variance = self.normalize(*tensors, epsilon)
        return {"y": y.tolist(), "mean": mean.tolist(), "variance": variance.tolist()}

    def inference(self, x, mean, variance, gamma, beta, epsilon):
        x, mean, variance, gamma, beta = map(
            self.torch.from_numpy, (batch(x, gamma), array(mean), array(variance), array(gamma), array(beta))
        )
        return self.torch.nn.functional.batch_norm(x, mean, variance, gamma, beta, eps=epsilon).tolist()

    def gradient(self, x, gamma, beta, epsilon, dy):
        inputs = [self.torch.from_numpy(a).requires_grad_() for a in (batch(x, gamma), array(gamma), array(beta))]
        y, _, _ = self.normalize(*inputs, epsilon)
        y.backward(self.torch.from_numpy(batch(dy, gamma)))
        dx, dgamma, dbeta = (tensor.grad.tolist() for tensor in inputs)
        return {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}

    def movingAverage(self, average, value, momentum):
        mean = self.torch.from_numpy(array(average))
        x = self.torch.from_numpy(array([value, value]))
        # Its momentum is the share of the new value.
        self.torch.nn.functional.batch_norm(x, mean, self.torch.ones(len(value)), training=True, momentum=1 - momentum)
        return mean.tolist()

    def fold(self, kernel, bias, mean, variance, gamma, beta, epsilon):
        from torch.nn.utils.fusion import fuse_linear_bn_weights

        tensors = [self.torch.from_numpy(array(a)) for a in (bias, mean, variance, gamma, beta)]
        bias, mean, variance, gamma, beta = tensors
        weight = self.torch.from_numpy(batch(kernel, mean)).T
        weight, bias = fuse_linear_bn_weights(weight, bias, mean, variance, epsilon, gamma, beta)
        return {"kernel": weight.T.tolist(), "bias": bias.tolist()}


class Keras:
    def __init__(self):
        # For this library alone: TensorFlow, which brings Keras along, would load torch into its process, and may crash.
        os.environ.setdefault("KERAS_BACKEND", "torch")
        import keras

        self.keras = keras
        self.version = f"{keras.__version__} on {keras.backend.backend()}"

    def layer(self, shape, gamma, beta, epsilon, mean=None, variance=None, momentum=0.0, axis=-1):
        layer = self.keras.layers.BatchNormalization(axis=axis, momentum=momentum, epsilon=epsilon)
        layer.build(shape)
        zeros, ones = [0] * len(gamma), [1] * len(gamma)
        values = gamma, beta, zeros if mean is None else mean, ones if variance is None else variance
        layer.set_weights([array(value) for value in values])
        return layer

    def numpy(self, tensor):
        return self.keras.ops.convert_to_numpy(tensor)

    def statistics(self, layer):
        _, _, mean, variance = (self.numpy(weight) for weight in layer.weights)
        return mean.tolist(), variance.tolist()

    def training(self, x, gamma, beta, epsilon):
        x = batch(x, gamma)
        layer = self.layer(x.shape, gamma, beta, epsilon)
        y = self.numpy(layer(x, training=True))
        mean, variance = self.statistics(layer)
        return {"y": y.tolist(), "mean": mean, "variance": variance}

    def inference(self, x, mean, variance, gamma, beta, epsilon):
        x = batch(x, gamma)
        return self.numpy(self.layer(x.shape, gamma, beta, epsilon, mean, variance)(x, training=False)).tolist()

    def gradient(self, x, gamma, beta, epsilon, dy):
        import torch

        inputs = torch.from_numpy(batch(x, gamma)).requires_grad_()
        layer = self.layer(inputs.shape, gamma, beta, epsilon)
        y = layer(inputs, training=True)
        y.backward(torch.from_numpy(batch(dy, gamma)))
        dgamma, dbeta = (weight.value.grad.tolist() for weight in layer.weights[:2])
        return {"dx": inputs.grad.tolist(), "dgamma": dgamma, "dbeta": dbeta}

    def movingAverage(self, average, value, momentum):
        ones, zeros = np.ones(len(value)), np.zeros(len(value))
        layer = self.layer((2, len(value)), ones, zeros, 1e-3, average, ones, momentum)
        layer(array([value, value]), training=True)
        return self.statistics(layer)[0]

    def trainingOnAxis(self, x, axis, gamma, beta, epsilon):
        values = array(x["values"]).reshape(x["shape"])
        layer = self.layer(values.shape, gamma, beta, epsilon, axis=axis)
        y = self.numpy(layer(values, training=True))
        mean, variance = self.statistics(layer)
        return {"y": {"shape": list(y.shape), "values": y.ravel().tolist()}, "mean": mean, "variance": variance}


class TensorFlow:
    def __init__(self):
        import tensorflow as tf

        self.tf = tf
        self.version = tf.__version__

    def normalize(self, x, gamma, beta, epsilon):
        image = self.tf.reshape(x, (x.shape[0], 1, 1, x.shape[1]))
        y, mean, variance = self.tf.compat.v1.nn.fused_batch_norm(image, gamma, beta, epsilon=epsilon)
        return self.tf.reshape(y, x.shape), mean, variance

    def training(self, x, gamma, beta, epsilon):
        y, mean, variance = self.normalize(batch(x, gamma), array(gamma), array(beta), epsilon)
        return {"y": y.numpy().tolist(), "mean": mean.numpy().tolist(), "variance": variance.numpy().tolist()}

    def inference(self, x, mean, variance, gamma, beta, epsilon):
        x, mean, variance, gamma, beta = batch(x, gamma), array(mean), array(variance), array(gamma), array(beta)
        return self.tf.nn.batch_normalization(x, mean, variance, beta, gamma, epsilon).numpy().tolist()

    def gradient(self, x, gamma, beta, epsilon, dy):
        inputs = [self.tf.constant(a) for a in (batch(x, gamma), array(gamma), array(beta))]
        with self.tf.GradientTape() as tape:
            tape.watch(inputs)
            y, _, _ = self.normalize(*inputs, epsilon)
        dx, dgamma, dbeta = tape.gradient(y, inputs, output_gradients=self.tf.constant(batch(dy, gamma)))
        return {"dx": dx.numpy().tolist(), "dgamma": dgamma.numpy().tolist(), "dbeta": dbeta.numpy().tolist()}


def lists(values):
    return [np.asarray(value).tolist() for value in values]


class Jax:
    """A library on JAX. Its functions are compiled whole, as users train: operation by operation, JAX would compile each
    of them for each shape of a batch."""

    def __init__(self):
        import jax

        self.jax = jax
        self.trained = jax.jit(self.apply, static_argnames="axis")
        self.inferred = jax.jit(self.infer)
        self.differentiated = jax.jit(self.differentiate)
        self.moved = jax.jit(self.move)

    def differentiate(self, x, gamma, beta, epsilon, dy):
        _, back = self.jax.vjp(lambda *values: self.apply(*values, epsilon)[0], x, gamma, beta)
        return back(dy)

    def training(self, x, gamma, beta, epsilon):
        y, mean, variance = lists(self.trained(batch(x, gamma), array(gamma), array(beta), epsilon))
        return {"y": y, "mean": mean, "variance": variance}

    def inference(self, x, mean, variance, gamma, beta, epsilon):
        return self.inferred(batch(x, gamma), *map(array, (mean, variance, gamma, beta)), epsilon).tolist()

    def gradient(self, x, gamma, beta, epsilon, dy):
        dx, dgamma, dbeta = lists(
            self.differentiated(batch(x, gamma), array(gamma), array(beta), epsilon, batch(dy, gamma))
        )
        return {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}

    def movingAverage(self, average, value, momentum):
        return self.moved(array(average), array(value), momentum).tolist()


class Flax(Jax):
    def __init__(self):
        import flax
        import flax.linen

        super().__init__()
        self.linen = flax.linen
        self.version = f"{flax.__version__} (jax {self.jax.__version__})"

    def update(self, x, gamma, beta, epsilon, mean, momentum, axis=-1):
        layer = self.linen.BatchNorm(use_running_average=False, momentum=momentum, epsilon=epsilon, axis=axis)
        statistics = {"mean": mean, "var": self.jax.numpy.ones_like(mean)}
        variables = {"params": {"scale": gamma, "bias": beta}, "batch_stats": statistics}
        y, state = layer.apply(variables, x, mutable=["batch_stats"])
        return y, state["batch_stats"]["mean"], state["batch_stats"]["var"]

    def apply(self, x, gamma, beta, epsilon, axis=-1):
        return self.update(x, gamma, beta, epsilon, self.jax.numpy.zeros_like(gamma), 0.0, axis)

    def infer(self, x, mean, variance, gamma, beta, epsilon):
        layer = self.linen.BatchNorm(use_running_average=True, epsilon=epsilon)
        params, statistics = {"scale": gamma, "bias": beta}, {"mean": mean, "var": variance}
        return layer.apply({"params": params, "batch_stats": statistics}, x)

    def move(self, average, value, momentum):
        ones = self.jax.numpy.ones_like(value)
        return self.update(self.jax.numpy.stack([value, value]), ones, ones, 1e-3, average, momentum)[1]

    def trainingOnAxis(self, x, axis, gamma, beta, epsilon):
        values = array(x["values"]).reshape(x["shape"])
        y, mean, variance = map(np.asarray, self.trained(values, array(gamma), array(beta), epsilon, axis=axis))
        plain = {"shape": list(y.shape), "values": y.ravel().tolist()}
        return {"y": plain, "mean": mean.tolist(), "variance": variance.tolist()}


class Equinox(Jax):
    def __init__(self):
        import equinox

        super().__init__()
        self.equinox = equinox
        self.version = f"{equinox.__version__} (jax {self.jax.__version__})"

    def layer(self, gamma, beta, epsilon, momentum=0.0):
        make = self.equinox.nn.make_with_state(self.equinox.nn.BatchNorm)
        layer, state = make(gamma.size, axis_name="batch", momentum=momentum, eps=epsilon, mode="batch")
        return self.equinox.tree_at(lambda l: (l.weight, l.bias), layer, (gamma, beta)), state

    def call(self, layer, x, state):
        return self.jax.vmap(layer, axis_name="batch", in_axes=(0, None), out_axes=(0, None))(x, state)

    def apply(self, x, gamma, beta, epsilon, axis=-1):
        layer, state = self.layer(gamma, beta, epsilon)
        y, state = self.call(layer, x, state)
        return y, *state.get(layer.batch_state_index)

    def infer(self, x, mean, variance, gamma, beta, epsilon):
        layer, state = self.layer(gamma, beta, epsilon)
        state = state.set(layer.batch_state_index, (mean, variance))
        return self.call(self.equinox.nn.inference_mode(layer), x, state)[0]

    def move(self, average, value, momentum):
        ones = self.jax.numpy.ones_like(value)
        layer, state = self.layer(ones, ones, 1e-3, momentum)
        state = state.set(layer.batch_state_index, (average, ones))
        _, state = self.call(layer, self.jax.numpy.stack([value, value]), state)
        return state.get(layer.batch_state_index)[0]


class Tinygrad:
    def __init__(self):
        from importlib.metadata import version

        from tinygrad import Context, Tensor, nn

        self.Context, self.Tensor, self.nn = Context, Tensor, nn
        self.version = version("tinygrad")
        Tensor([1.0]).realize()

    def layer(self, gamma, beta, epsilon):
        layer = self.nn.BatchNorm(len(gamma), eps=epsilon, momentum=1.0)
        layer.weight, layer.bias = self.Tensor(array(gamma)), self.Tensor(array(beta))
        return layer

    def training(self, x, gamma, beta, epsilon):
        layer = self.layer(gamma, beta, epsilon)
        with self.Context(TRAINING=1):
            y = layer(self.Tensor(batch(x, gamma))).tolist()
        return {"y": y, "mean": layer.running_mean.tolist(), "variance": layer.running_var.tolist()}

    def inference(self, x, mean, variance, gamma, beta, epsilon):
        layer = self.layer(gamma, beta, epsilon)
        layer.running_mean, layer.running_var = self.Tensor(array(mean)), self.Tensor(array(variance))
        return layer(self.Tensor(batch(x, gamma))).tolist()


class OnnxRuntime:
    def __init__(self):
        import onnx
        import onnxruntime

        self.onnx, self.runtime = onnx, onnxruntime
        self.version = f"{onnxruntime.__version__} (opset 15)"

    def run(self, x, statistics, epsilon, training):
        helper, kind = self.onnx.helper, self.onnx.TensorProto.FLOAT
        names = ["x", "scale", "bias", "mean", "variance"]
        outputs = ["y", "new_mean", "new_variance"] if training else ["y"]
        node = helper.make_node(
            "BatchNormalization", names, outputs, epsilon=float(epsilon), momentum=0.0, training_mode=int(training)
        )
        info = helper.make_tensor_value_info
        channels = x.shape[1]
        graph = helper.make_graph(
            [node],
            "batch_norm",
            [info("x", kind, list(x.shape)), *(info(name, kind, [channels]) for name in names[1:])],
            [info("y", kind, list(x.shape)), *(info(name, kind, [channels]) for name in outputs[1:])],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
        options = self.runtime.SessionOptions()
        options.log_severity_level = 4
        session = self.runtime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        return [out.tolist() for out in session.run(None, dict(zip(names, [x, *map(array, statistics)])))]

    def training(self, x, gamma, beta, epsilon):
        zeros = [0.0] * len(gamma)
        y, mean, variance = self.run(batch(x, gamma), (gamma, beta, zeros, zeros), epsilon, True)
        return {"y": y, "mean": mean, "variance": variance}

    def inference(self, x, mean, variance, gamma, beta, epsilon):
        return self.run(batch(x, gamma), (gamma, beta, mean, variance), epsilon, False)[0]


LIBRARIES = {
    "torch": Torch,
    "keras": Keras,
    "tensorflow": TensorFlow,
    "flax": Flax,
    "equinox": Equinox,
    "tinygrad": Tinygrad,
    "onnxruntime": OnnxRuntime,
}


def finite(value):
    if isinstance(value, dict):
        return {name: finite(part) for name, part in value.items()}
    if isinstance(value, list):
        return [finite(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def say(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


PARTS = ["training", "inference", "gradient", "movingAverage", "fold", "trainingOnAxis"]

library = LIBRARIES[sys.argv[1]]()
say({"version": library.version, "parts": [part for part in PARTS if hasattr(library, part)]})
for line in sys.stdin:
    call = json.loads(line)
    try:
        say({"value": finite(getattr(library, call["part"])(*call["arguments"]))})
    except Exception as error:
        say({"error": f"{type(error).__name__}: {str(error).strip().splitlines()[0][:200]}"})
