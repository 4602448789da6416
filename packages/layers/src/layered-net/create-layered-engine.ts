import { ArgumentError, checkChoice } from '@bnlab/arguments';
import { CompiledGraph, initialGraphValues, supportsCompiledNetworks } from '@bnlab/kernels';
import type * as fused from '@bnlab/kernels/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { useBackend } from '../backend';
import { importInNode, inNode } from '../import-in-node';
import { chooseEngine } from '../neural-net/create-engine';
import { GraphEngine } from './graph-engine';
import type { LayeredEngine } from './layered-engine';
import { graphOf, type LayeredNetDescription } from './layered-net-description';
import type { LayeredEngineOptions, LayeredStart } from './layered-engine-options';
import { TensorEngine } from './tensor-engine';

/**
 * @throws ArgumentError if the options contradict each other, or naming the layer and the option that is wrong.
 * @throws BackendError when the backend cannot be used.
 */
export async function createLayeredEngine(
  caller: string,
  description: LayeredNetDescription,
  { engine, backend, convolutions, values, seed = 1 }: LayeredEngineOptions & LayeredStart,
): Promise<LayeredEngine> {
  const graph = graphOf(description);
  const obstacle = supportsCompiledNetworks()
    ? undefined
    : 'this JavaScript engine does not run WebAssembly SIMD';
  if (convolutions !== undefined) checkChoice(caller, 'convolutions', convolutions, ['fast', 'exact']);
  if (chooseEngine(caller, { engine, backend }, obstacle) === 'compiled') {
    const compiled = await CompiledGraph.create(graph, {
      ...{ caller, ...(convolutions && { convolutions }), ...(values && { values }) },
    });
    if (!values) compiled.setState(initialGraphValues(compiled.parameters(), { seed }));
    return new GraphEngine(compiled);
  }
  if (convolutions !== undefined) {
    throw new ArgumentError(
      caller,
      `convolutions must be left out, as the engine tfjs computes them in its own way, got ${convolutions}`,
    );
  }
  if ((await useBackend(backend)) === 'wasm') await addGradients();
  return new TensorEngine(caller, graph, { values, seed });
}

/** The WebAssembly backend has no kernel for the gradient of a convolution. */
async function addGradients(): Promise<void> {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm')) return;
  // Jest refuses an `import()` in a CommonJS module; bundlers pack no other.
  const { registerFusedKernels } = await import('@bnlab/kernels/tfjs').catch((cause: unknown) => {
    if (!inNode) throw cause;
    return importInNode<typeof fused>('@bnlab/kernels/tfjs');
  });
  await registerFusedKernels();
}
