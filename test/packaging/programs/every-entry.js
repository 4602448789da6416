import * as core from '@bnlab/core';
import * as spec from '@bnlab/core/spec';
import * as tensors from '@bnlab/core/spec/tensors';
import * as experiments from '@bnlab/experiments';
import * as kernels from '@bnlab/kernels';
import * as fused from '@bnlab/kernels/tfjs';
import * as layers from '@bnlab/layers';
import * as mnist from '@bnlab/mnist';
import * as viz from '@bnlab/viz';
import * as grid from '@bnlab/viz/prediction-grid';

/** Everything that a page may import. */
globalThis.everything = { core, spec, tensors, experiments, kernels, fused, layers, mnist, viz, grid };
