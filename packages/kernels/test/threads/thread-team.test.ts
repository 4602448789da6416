import { afterEach, describe, expect, test } from '@jest/globals';
import { layerRecord, networkRecord } from '../../src/generated/step-records';
import { ThreadTeam } from '../../src/threads/thread-team';
import { LinearMemory } from '../../src/wasm/linear-memory';
import { MemoryRecord, recordBytes } from '../../src/wasm/memory-record';
import { startStepKernels } from '../../src/wasm/step-kernels';
import { compileStepModule } from '../../src/wasm/step-module';

const started: ThreadTeam[] = [];
afterEach(() => started.splice(0).forEach((team) => team.end()));

/** A team on a network of one layer and no examples: all that its threads do is meet. */
async function start(size: number): Promise<ThreadTeam> {
  const memory = new LinearMemory({ shared: true });
  const module = await compileStepModule({ shared: true });
  const kernels = await startStepKernels(module, memory.memory);
  const network = memory.allocate(recordBytes(networkRecord));
  const layers = memory.allocate(recordBytes(layerRecord));
  new MemoryRecord(memory.memory, network, networkRecord).set({ layerCount: 1, layers });
  const team = await ThreadTeam.start({ memory, module, kernels, network, layerCount: 1 }, size);
  started.push(team);
  return team;
}

describe('a team', () => {
  test('makes jobs with some of its threads, and with others the next time', async () => {
    const team = await start(4);
    for (let job = 0; job < 200; job++) expect(team.trainStep(2 + (job % 3))).toBeNaN();
  });

  test('fails when one of its threads fails in the middle of a job, and from then on', async () => {
    const team = await start(3);
    team.members[2]!.set({ share: 0xffff0000 });
    expect(() => team.trainStep(3)).toThrow('one of its threads failed, perhaps in the middle of a step');
    expect(() => team.trainStep(2)).toThrow('make the network anew from a state');
  });
});
