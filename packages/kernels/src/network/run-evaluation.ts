import { evaluationRecord } from '../generated/step-records';
import type { LinearMemory } from '../wasm/linear-memory';
import { MemoryRecord, recordBytes } from '../wasm/memory-record';

/** The job of an evaluation, batch by batch: see assembly/step/records.ts. */
interface EvaluatedBatches {
  readonly examples: number;
  readonly batchSize: number;
  readonly batchStatistics: number;
}

/**
 * Makes room for the results of an evaluation, calls `run` with the address of its record and the number of batches, and adds the results up in the
 * order of the batches, whoever made them.
 *
 * @returns How many examples are classified rightly, and the sum of their losses.
 */
export function runEvaluation(
  memory: LinearMemory,
  evaluated: EvaluatedBatches,
  run: (evaluation: number, batches: number) => void,
): { correct: number; loss: number } {
  const batches = Math.ceil(evaluated.examples / evaluated.batchSize);
  const [address, losses, hits] = [recordBytes(evaluationRecord), 8 * batches, 4 * batches].map((bytes) =>
    memory.allocate(bytes),
  ) as [number, number, number];
  new MemoryRecord(memory.memory, address, evaluationRecord).set({ ...evaluated, losses, hits });
  run(address, batches);
  let [correct, loss] = [0, 0];
  for (const sum of new Float64Array(memory.memory.buffer, losses, batches)) loss += sum;
  for (const count of memory.words(hits, batches)) correct += count;
  for (const block of [address, losses, hits]) memory.free(block);
  return { correct, loss };
}
