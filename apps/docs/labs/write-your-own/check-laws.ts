import { checkBatchNorm, laws, type Verdict } from '@bnlab/core/spec';
import { lineOf, type ModuleTable } from '../../runner/run-program';
import { describeCounterexample } from './counterexample';
import { loadImplementation } from './load-implementation';
import type { LawMessage, LawVerdict } from './messages';

/** The same inputs each time: a program that was not changed is judged the same. */
const SEED = 20150211;

/** Checks a program against every law, on `numRuns` examples each (default 50), and reports as it goes. */
export async function checkLaws(
  source: string,
  modules: ModuleTable,
  send: (message: LawMessage) => void,
  { numRuns }: { numRuns?: number } = {},
): Promise<void> {
  try {
    const implementation = await loadImplementation(source, modules);
    send({ type: 'laws', laws: laws.map(({ name, statement, why }) => ({ name, statement, why })) });
    await checkBatchNorm(implementation, {
      seed: SEED,
      numRuns,
      onVerdict: (verdict) => send({ type: 'verdict', verdict: toSend(verdict) }),
    });
    send({ type: 'finished' });
  } catch (error) {
    const { name, message } = error as Error;
    send({ type: 'failed', message: `${name}: ${message}`, line: lineOf(error) });
  }
}

function toSend(verdict: Verdict): LawVerdict {
  const { name } = verdict.law;
  if (verdict.outcome === 'kept') return { name, outcome: 'kept', runs: verdict.runs };
  if (verdict.outcome === 'skipped') return { name, outcome: 'skipped', missing: verdict.missing };
  const counterexample = describeCounterexample(verdict.counterexample);
  return { name, outcome: 'broken', message: verdict.message, counterexample };
}
