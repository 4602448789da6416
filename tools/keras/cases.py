"""The models. Each case takes a Keras (2 or 3) and returns the model; `k` is its `layers` module."""

import numpy as np

CASES = {}


def case(versions="23", train=True, loss_scale=1.0, **meta):
    def add(f):
        CASES[f.__name__] = dict(f=f, versions=versions, train=train, **meta)
        return f

    return add


def seq(K, *layers):
    return K.Sequential(list(layers))


def bn_dense(K, shape=(4,), **options):
    k = K.layers
    return seq(
        K,
        k.Input(shape) if K.__name__ == "keras" else k.InputLayer(shape),
        k.Dense(6),
        k.BatchNormalization(**options),
        k.Activation("tanh"),
        k.Dense(2),
    )


def fn(K, shape, body):
    x = K.layers.Input(shape)
    return K.Model(x, body(x))


@case()
def seq_dense(K):
    return bn_dense(K)


@case()
def no_scale(K):
    return bn_dense(K, scale=False)


@case()
def no_center(K):
    return bn_dense(K, center=False)


@case()
def no_scale_no_center(K):
    return bn_dense(K, scale=False, center=False)


@case()
def momentum_epsilon(K):
    return bn_dense(K, momentum=0.3, epsilon=0.2)


@case()
def momentum_0(K):
    return bn_dense(K, momentum=0)


@case()
def momentum_1(K):
    return bn_dense(K, momentum=1.0)


@case()
def epsilon_0(K):
    return bn_dense(K, epsilon=0.0)


@case()
def epsilon_1e12(K):
    return bn_dense(K, epsilon=1e-12)


@case()
def synchronized(K):
    return bn_dense(K, synchronized=True)


@case()
def frozen(K):
    return bn_dense(K, trainable=False)


@case()
def frozen_no_affine(K):
    return bn_dense(K, trainable=False, scale=False, center=False)


@case()
def frozen_model(K):
    m = bn_dense(K)
    m.trainable = False
    return m


@case()
def regularizers_objects(K):
    r = K.regularizers
    return bn_dense(K, gamma_regularizer=r.L1L2(0.01, 0.02), beta_regularizer=r.L1(0.03))


@case()
def regularizers_l2(K):
    return bn_dense(K, gamma_regularizer=K.regularizers.L2(0.1), beta_regularizer="l2")


@case()
def regularizer_l1_l2_string(K):
    return bn_dense(K, gamma_regularizer="l1_l2")


@case()
def regularizer_orthogonal(K):
    return bn_dense(K, gamma_regularizer=None, beta_regularizer=None)


@case()
def constraints(K):
    c = K.constraints
    return bn_dense(K, gamma_constraint=c.MaxNorm(1.2, axis=0), beta_constraint=c.NonNeg())


@case()
def constraints_2(K):
    c = K.constraints
    return bn_dense(
        K, gamma_constraint=c.UnitNorm(axis=0), beta_constraint=c.MinMaxNorm(0.1, 0.4, rate=0.5, axis=0)
    )


@case()
def initializer_objects(K):
    i = K.initializers
    return bn_dense(
        K,
        gamma_initializer=i.RandomUniform(0.5, 1.5, seed=3),
        beta_initializer=i.TruncatedNormal(0.0, 0.1),
        moving_mean_initializer=i.Constant(0.25),
        moving_variance_initializer=i.Constant(2.0),
    )


@case()
def initializers_names(K):
    return bn_dense(
        K,
        gamma_initializer="random_normal",
        beta_initializer="he_normal" if K.__name__ == "x" else "random_uniform",
    )


@case()
def initializer_variance_scaling(K):
    return bn_dense(
        K,
        beta_initializer=K.initializers.RandomNormal(stddev=0.02),
        gamma_initializer=K.initializers.VarianceScaling(0.1, "fan_out", "uniform"),
    )


@case()
def initializer_glorot(K):
    return bn_dense(K, gamma_initializer="glorot_uniform")


for d in ("float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16"):

    def f(K, d=d):
        return bn_dense(K, dtype=d)

    f.__name__ = "dtype_" + d
    case(tol=0.02 if "16" in d else 1e-5, train=d == "float64")(f)


def whole(K, d):
    k = K.layers
    x = k.Input((4,), dtype=d if d == "float64" else None)
    h = k.Dense(6, dtype=d)(x)
    h = k.BatchNormalization(dtype=d)(h)
    h = k.ReLU(dtype=d)(h)
    return K.Model(x, k.Dense(2, dtype=d)(h))


for d in ("float64", "mixed_float16", "float16"):

    def f(K, d=d):
        return whole(K, d)

    f.__name__ = "model_" + d
    case(tol=0.02 if "16" in d else 1e-5, train=d == "float64")(f)


@case()
def conv2d(K):
    k = K.layers
    return fn(
        K,
        (6, 5, 2),
        lambda x: k.Dense(2)(
            k.GlobalAveragePooling2D()(k.ReLU()(k.BatchNormalization()(k.Conv2D(4, 3, use_bias=False)(x))))
        ),
    )


@case()
def conv1d(K):
    k = K.layers
    return fn(
        K,
        (7, 3),
        lambda x: k.Dense(2)(
            k.GlobalAveragePooling1D()(k.BatchNormalization()(k.Conv1D(4, 3, padding="causal")(x)))
        ),
    )


@case()
def conv3d(K):
    k = K.layers
    return fn(K, (3, 4, 3, 2), lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization()(k.Conv3D(3, 2)(x)))))


@case()
def bn_axis_1_of_4(K):
    k = K.layers
    return fn(
        K,
        (4, 5, 2),
        lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization(axis=1)(k.Conv2D(3, 3, padding="same")(x)))),
    )


@case()
def bn_axis_2_of_4(K):
    k = K.layers
    return fn(K, (4, 5, 2), lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization(axis=2)(x))))


@case()
def bn_axis_1_of_3(K):
    k = K.layers
    return fn(K, (5, 3), lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization(axis=1)(k.Dense(4)(x)))))


@case(versions="2")
def bn_axes_1_3(K):
    k = K.layers
    return fn(K, (3, 4, 2), lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization(axis=[1, 3])(x))))


@case(versions="2")
def bn_axes_last_two(K):
    k = K.layers
    return fn(K, (3, 4, 2), lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization(axis=[-2, -1])(x))))


@case(versions="2")
def bn_axes_unsorted(K):
    k = K.layers
    return fn(K, (3, 4, 2), lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization(axis=[3, 1])(x))))


@case(versions="2")
def renorm(K):
    return bn_dense(K, renorm=True)


@case(versions="2")
def renorm_clipped(K):
    return bn_dense(
        K, renorm=True, renorm_clipping={"rmax": 1.5, "rmin": 0.7, "dmax": 0.5}, renorm_momentum=0.9
    )


@case(versions="2")
def virtual_batch(K):
    return bn_dense(K, virtual_batch_size=3)


@case(versions="2")
def fused_false(K):
    k = K.layers
    return fn(K, (4, 4, 2), lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization(fused=False)(x))))


@case(versions="2")
def names_slashes(K):
    k = K.layers
    return fn(
        K,
        (4,),
        lambda x: k.Dense(2, name="head/out/dense")(
            k.BatchNormalization(name="block/bn/1")(k.Dense(5, name="block/fc")(x))
        ),
    )


@case()
def names_odd(K):
    k = K.layers
    return fn(
        K,
        (4,),
        lambda x: k.Dense(2, name="Out-Put.1")(
            k.BatchNormalization(name="BN_of_Block__1_")(k.Dense(5, name="fc1_BN_1a")(x))
        ),
    )


@case()
def names_camel(K):
    k = K.layers
    return fn(
        K,
        (4,),
        lambda x: k.Add(name="sum_up")(
            [
                k.Dense(2, name="out_a")(k.BatchNormalization(name="beta")(k.Dense(5, name="gamma")(x))),
                k.Dense(2, name="kernel")(x),
            ]
        ),
    )


@case()
def shared(K):
    k = K.layers
    a, b = k.Input((4,)), k.Input((4,))
    d, n = k.Dense(5), k.BatchNormalization()
    return K.Model([a, b], k.Dense(2)(k.Concatenate()([n(d(a)), n(d(b))])))


@case()
def shared_twice_in_chain(K):
    k = K.layers
    n, d = k.BatchNormalization(), k.Dense(4)
    return fn(K, (4,), lambda x: k.Dense(2)(n(d(n(d(x))))))


@case()
def siamese_model(K):
    k = K.layers
    a, b = k.Input((4,)), k.Input((4,))
    tower = K.Sequential(
        [
            k.Input((4,)) if K.__name__ == "keras" else k.InputLayer((4,)),
            k.Dense(5),
            k.BatchNormalization(),
            k.ReLU(),
        ]
    )
    return K.Model([a, b], k.Dense(2)(k.Subtract()([tower(a), tower(b)])))


@case()
def nested_sequential_in_functional(K):
    k = K.layers
    inner = K.Sequential(
        [k.Input((4,)) if K.__name__ == "keras" else k.InputLayer((4,)), k.Dense(5), k.BatchNormalization()],
        name="inner_block",
    )
    return fn(K, (4,), lambda x: k.Dense(2)(k.BatchNormalization()(inner(x))))


@case()
def nested_functional_in_sequential(K):
    k = K.layers
    i = k.Input((4,))
    inner = K.Model(i, k.BatchNormalization()(k.Dense(5)(i)), name="backbone")
    return seq(K, inner, k.BatchNormalization(), k.Dense(2))


@case()
def nested_twice(K):
    k = K.layers
    i = k.Input((4,))
    a = K.Model(i, k.BatchNormalization()(k.Dense(5)(i)), name="a")
    j = k.Input((4,))
    b = K.Model(j, k.ReLU()(k.BatchNormalization()(a(j))), name="b")
    return fn(K, (4,), lambda x: k.Dense(2)(b(x)))


@case()
def transfer_frozen(K):
    """The Keras guide's way to fine-tune: a frozen base, called with training=False."""
    k = K.layers
    i = k.Input((4,))
    base = K.Model(i, k.ReLU()(k.BatchNormalization()(k.Dense(5)(i))), name="base")
    base.trainable = False
    return fn(K, (4,), lambda x: k.Dense(2)(base(x, training=False)))


@case()
def transfer_unfrozen(K):
    """The guide's second step: the base learns, its batch norm stays at inference through training=False."""
    k = K.layers
    i = k.Input((4,))
    base = K.Model(i, k.ReLU()(k.BatchNormalization()(k.Dense(5)(i))), name="base")
    return fn(K, (4,), lambda x: k.Dense(2)(base(x, training=False)))


@case()
def call_training_false(K):
    k = K.layers
    return fn(K, (4,), lambda x: k.Dense(2)(k.BatchNormalization()(k.Dense(5)(x), training=False)))


@case()
def call_training_true(K):
    k = K.layers
    return fn(K, (4,), lambda x: k.Dense(2)(k.BatchNormalization()(k.Dense(5)(x), training=True)))


@case()
def nested_training_true(K):
    k = K.layers
    i = k.Input((4,))
    base = K.Model(i, k.ReLU()(k.BatchNormalization()(k.Dense(5)(i))), name="base")
    return fn(K, (4,), lambda x: k.Dense(2)(base(x, training=True)))


@case()
def shared_training_mixed(K):
    k = K.layers
    n = k.BatchNormalization()

    def body(x):
        h = k.Dense(5)(x)
        return k.Dense(2)(k.Concatenate()([n(h), n(h, training=False)]))

    return fn(K, (4,), body)


@case()
def time_distributed_bn(K):
    k = K.layers
    return fn(
        K,
        (3, 4),
        lambda x: k.Dense(2)(
            k.Flatten()(k.TimeDistributed(k.BatchNormalization())(k.TimeDistributed(k.Dense(5))(x)))
        ),
    )


@case()
def time_distributed_model(K):
    k = K.layers
    inner = K.Sequential(
        [
            k.Input((4, 4, 1)) if K.__name__ == "keras" else k.InputLayer((4, 4, 1)),
            k.Conv2D(2, 3),
            k.BatchNormalization(),
            k.Flatten(),
        ]
    )
    return fn(K, (3, 4, 4, 1), lambda x: k.Dense(2)(k.Flatten()(k.TimeDistributed(inner)(x))))


@case()
def bidirectional_lstm(K):
    k = K.layers
    return fn(K, (4, 3), lambda x: k.Dense(2)(k.BatchNormalization()(k.Bidirectional(k.LSTM(3))(x))))


@case()
def bidirectional_gru_seq(K):
    k = K.layers
    return fn(
        K,
        (4, 3),
        lambda x: k.Dense(2)(
            k.Flatten()(
                k.BatchNormalization()(k.Bidirectional(k.GRU(3, return_sequences=True), merge_mode="sum")(x))
            )
        ),
    )


@case(masked=True)
def masking_bn(K):
    k = K.layers
    return seq(
        K,
        k.Masking(0.0, input_shape=(4, 3)) if K.__name__ != "keras" else k.Input((4, 3)),
        *([] if K.__name__ != "keras" else [k.Masking(0.0)]),
        k.BatchNormalization(),
        k.SimpleRNN(3),
        k.Dense(2)
    )


@case(ints=6)
def embedding_mask_bn_lstm(K):
    k = K.layers
    return fn(
        K, (4,), lambda x: k.Dense(2)(k.LSTM(3)(k.BatchNormalization()(k.Embedding(6, 3, mask_zero=True)(x))))
    )


@case()
def group_norm(K):
    k = K.layers
    return fn(
        K, (4, 4, 2), lambda x: k.Dense(2)(k.Flatten()(k.GroupNormalization(groups=2)(k.Conv2D(4, 3)(x))))
    )


@case()
def group_norm_instance(K):
    k = K.layers
    return fn(
        K,
        (4, 4, 2),
        lambda x: k.Dense(2)(
            k.Flatten()(k.GroupNormalization(groups=-1, epsilon=1e-5, scale=False)(k.Conv2D(4, 3)(x)))
        ),
    )


@case()
def group_norm_axis_1(K):
    k = K.layers
    return fn(
        K,
        (4, 3, 2),
        lambda x: k.Dense(2)(k.Flatten()(k.GroupNormalization(groups=2, axis=1, center=False)(x))),
    )


@case()
def group_norm_dense(K):
    k = K.layers
    return fn(K, (4,), lambda x: k.Dense(2)(k.GroupNormalization(groups=3)(k.Dense(6)(x))))


@case()
def group_norm_seq(K):
    k = K.layers
    return fn(K, (5, 4), lambda x: k.Dense(2)(k.Flatten()(k.GroupNormalization(groups=1)(x))))


@case()
def group_norm_regularized(K):
    k = K.layers
    return fn(
        K,
        (4,),
        lambda x: k.Dense(2)(
            k.GroupNormalization(
                groups=2,
                gamma_regularizer=K.regularizers.L1(0.02),
                beta_constraint=K.constraints.NonNeg(),
                dtype="float64",
            )(k.Dense(6)(x))
        ),
    )


@case(versions="3")
def group_norm_groups_32_default(K):
    k = K.layers
    return fn(K, (4,), lambda x: k.Dense(2)(k.GroupNormalization()(k.Dense(32)(x))))


@case()
def layer_norm(K):
    k = K.layers
    return fn(K, (3, 4), lambda x: k.Dense(2)(k.Flatten()(k.LayerNormalization()(k.BatchNormalization()(x)))))


@case()
def layer_norm_axes(K):
    k = K.layers
    return fn(
        K,
        (3, 4),
        lambda x: k.Dense(2)(
            k.Flatten()(k.LayerNormalization(axis=[1, 2], scale=False)(k.BatchNormalization()(x)))
        ),
    )


@case()
def unit_norm(K):
    k = K.layers
    return fn(K, (4,), lambda x: k.Dense(2)(k.UnitNormalization()(k.BatchNormalization()(x))))


@case()
def separable(K):
    k = K.layers
    return fn(
        K,
        (5, 5, 2),
        lambda x: k.Dense(2)(
            k.Flatten()(
                k.BatchNormalization()(k.SeparableConv2D(4, 3, depth_multiplier=2, use_bias=False)(x))
            )
        ),
    )


@case()
def depthwise(K):
    k = K.layers
    return fn(
        K,
        (6, 6, 2),
        lambda x: k.Dense(2)(
            k.Flatten()(
                k.BatchNormalization()(k.DepthwiseConv2D(3, strides=2, depth_multiplier=2, padding="same")(x))
            )
        ),
    )


@case()
def transpose(K):
    k = K.layers
    return fn(
        K,
        (3, 3, 2),
        lambda x: k.Dense(2)(
            k.Flatten()(
                k.BatchNormalization()(k.Conv2DTranspose(3, 3, strides=2, padding="same", use_bias=False)(x))
            )
        ),
    )


@case()
def grouped_conv(K):
    k = K.layers
    return fn(
        K, (4, 4, 4), lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization()(k.Conv2D(4, 3, groups=2)(x))))
    )


@case()
def residual(K):
    k = K.layers

    def body(x):
        h = k.Conv2D(4, 3, padding="same", use_bias=False)(x)
        h = s = k.ReLU()(k.BatchNormalization()(h))
        h = k.BatchNormalization()(k.Conv2D(4, 3, padding="same", use_bias=False)(h))
        h = k.ReLU()(k.Add()([h, s]))
        return k.Dense(2)(k.GlobalAveragePooling2D()(h))

    return fn(K, (6, 6, 2), body)


@case()
def mobile(K):
    k = K.layers

    def body(x):
        h = k.ZeroPadding2D(((0, 1), (0, 1)))(x)
        h = k.ReLU(6.0)(
            k.BatchNormalization(epsilon=1e-3, momentum=0.999)(k.Conv2D(4, 3, strides=2, use_bias=False)(h))
        )
        h = k.ReLU(6.0)(k.BatchNormalization()(k.DepthwiseConv2D(3, padding="same", use_bias=False)(h)))
        h = k.BatchNormalization()(k.Conv2D(4, 1, use_bias=False)(h))
        return k.Dense(2, activation="softmax")(k.Dropout(0.0)(k.GlobalAveragePooling2D(keepdims=False)(h)))

    return fn(K, (7, 7, 2), body)


@case()
def preactivation(K):
    k = K.layers
    return fn(
        K,
        (5, 5, 2),
        lambda x: k.Dense(2)(k.Flatten()(k.Conv2D(3, 3)(k.Activation("relu")(k.BatchNormalization()(x))))),
    )


@case()
def bn_first(K):
    k = K.layers
    return seq(
        K,
        *(
            [k.Input((4,)), k.BatchNormalization()]
            if K.__name__ == "keras"
            else [k.BatchNormalization(input_shape=(4,))]
        ),
        k.Dense(2)
    )


@case()
def fixed_batch(K):
    k = K.layers
    x = k.Input(batch_shape=(6, 4)) if K.__name__ == "keras" else k.Input(batch_size=6, shape=(4,))
    return K.Model(x, k.Dense(2)(k.BatchNormalization()(x)))


@case()
def unknown_size(K):
    k = K.layers
    return fn(
        K,
        (None, None, 2),
        lambda x: k.Dense(2)(
            k.GlobalMaxPooling2D()(k.BatchNormalization()(k.Conv2D(3, 3, padding="same")(x)))
        ),
    )


@case()
def two_outputs(K):
    k = K.layers
    x = k.Input((4,), name="in_put")
    h = k.BatchNormalization()(k.Dense(5)(x))
    return K.Model(x, [k.Dense(2, name="first")(h), k.BatchNormalization(name="second")(h)])


@case(train=False)
def dict_outputs(K):
    k = K.layers
    x = k.Input((4,))
    h = k.BatchNormalization()(k.Dense(5)(x))
    return K.Model({"x": x}, {"p": k.Dense(2, name="p")(h), "q": k.Dense(3, name="q")(h)})


@case()
def activations(K):
    k = K.layers
    return fn(
        K,
        (4,),
        lambda x: k.Dense(2, activation="hard_sigmoid")(
            k.LeakyReLU(0.2)(
                k.BatchNormalization()(
                    k.Dense(5, activation="swish")(k.BatchNormalization()(k.Dense(5, activation="gelu")(x)))
                )
            )
        ),
    )


@case()
def prelu_elu(K):
    k = K.layers
    return fn(
        K,
        (4,),
        lambda x: k.Dense(2)(
            k.ELU()(k.BatchNormalization()(k.PReLU()(k.BatchNormalization()(k.Dense(5)(x)))))
        ),
    )


@case()
def rescaling(K):
    k = K.layers
    return fn(
        K,
        (4, 4, 2),
        lambda x: k.Dense(2)(
            k.Flatten()(k.BatchNormalization()(k.Conv2D(2, 3)(k.Rescaling(1.0 / 2, offset=-0.5)(x))))
        ),
    )


@case()
def noise_dropout(K):
    k = K.layers
    return fn(
        K,
        (4,),
        lambda x: k.Dense(2)(k.Dropout(0.0)(k.GaussianNoise(0.0)(k.BatchNormalization()(k.Dense(5)(x))))),
    )


@case(train=False, big=True)
def app_mobilenet(K):
    return K.applications.MobileNet(input_shape=(32, 32, 3), alpha=0.05, weights=None, classes=3)


@case(train=False, big=True)
def app_mobilenet_v2(K):
    return K.applications.MobileNetV2(
        input_shape=(32, 32, 3), alpha=0.05, weights=None, classes=3, classifier_activation=None
    )


@case(train=False, big=True)
def app_mobilenet_v3(K):
    return K.applications.MobileNetV3Small(
        input_shape=(32, 32, 3), alpha=0.05, weights=None, classes=3, minimalistic=True
    )


@case(train=False, big=True)
def app_in_sequential(K):
    base = K.applications.MobileNet(input_shape=(32, 32, 3), alpha=0.05, weights=None, include_top=False)
    base.trainable = False
    return seq(K, base, K.layers.GlobalAveragePooling2D(), K.layers.BatchNormalization(), K.layers.Dense(2))


@case(steps=3)
def constraint_trained(K):
    """Weights that Keras has trained, so that they are as its constraint left them; rate < 1 only goes part of the way."""
    return bn_dense(K, gamma_constraint=K.constraints.MinMaxNorm(0.5, 1.0, rate=0.5, axis=0))


@case(steps=3)
def constraint_trained_maxnorm(K):
    return bn_dense(
        K, gamma_constraint=K.constraints.MaxNorm(1.0, axis=0), beta_constraint=K.constraints.NonNeg()
    )


@case()
def siamese_add(K):
    k = K.layers
    a, b = k.Input((4,)), k.Input((4,))
    tower = K.Sequential(
        [
            k.Input((4,)) if K.__name__ == "keras" else k.InputLayer((4,)),
            k.Dense(5),
            k.BatchNormalization(),
            k.ReLU(),
        ]
    )
    return K.Model([a, b], k.Dense(2)(k.Maximum()([tower(a), tower(b)])))


@case(convert=dict(weight_shard_size_bytes=40, split_by_layer=True), versions="2")
def sharded(K):
    return bn_dense(K)


@case(convert=dict(quantization_dtype_map={"float16": "*"}), versions="2", tol=3e-3, train=False)
def quantized_float16(K):
    return bn_dense(K)


@case(convert=dict(quantization_dtype_map={"uint8": "*"}), versions="2", tol=5e-2, train=False)
def quantized_uint8(K):
    return bn_dense(K)


@case(convert=dict(metadata={"labels": {"snake_case": [1]}}), versions="2")
def metadata(K):
    return bn_dense(K)


@case(versions="3", train=False)
def group_norm_float64(K):
    k = K.layers
    return fn(K, (4,), lambda x: k.Dense(2)(k.GroupNormalization(groups=2, dtype="float64")(k.Dense(6)(x))))


@case(versions="2", train=False)
def group_norm_float64_k2(K):
    k = K.layers
    return fn(K, (4,), lambda x: k.Dense(2)(k.GroupNormalization(groups=2, dtype="float64")(k.Dense(6)(x))))


@case()
def conv1d_valid(K):
    k = K.layers
    return fn(
        K, (7, 3), lambda x: k.Dense(2)(k.GlobalAveragePooling1D()(k.BatchNormalization()(k.Conv1D(4, 3)(x))))
    )


@case()
def activation_relu6(K):
    k = K.layers
    return fn(K, (4,), lambda x: k.Dense(2)(k.Activation("relu6")(k.BatchNormalization()(k.Dense(5)(x)))))


@case()
def separable_no_options(K):
    k = K.layers
    return fn(
        K, (5, 5, 2), lambda x: k.Dense(2)(k.Flatten()(k.BatchNormalization()(k.SeparableConv2D(4, 3)(x))))
    )
