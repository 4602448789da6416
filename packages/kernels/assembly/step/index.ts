import { evaluateBatches } from './evaluation';
export { countFilled, listFilled } from './list-bytes';
import { backward, forward, lossGradient, updateVectors } from './passes';
import { Evaluation, layerAt, Layer, Member, Network, Team } from './records';
import { takeShare } from './share';
import { softmaxCrossEntropy } from './softmax-cross-entropy';
import { awaitJob, begin, END, EVALUATION, fail, kindOf, meetAll, STEP, threadsOf } from './team';

/*
 * The programs: a training step, and inference. Each is one call; `at` is the address of a Network record, `teamAt` that
 * of a Team record, whose other threads run `serve`.
 */

/** Bytes of the records, so that what TypeScript writes can be checked against what is read here. */
export function networkBytes(): u32 {
  return offsetof<Network>();
}

export function layerBytes(): u32 {
  return offsetof<Layer>();
}

function step(network: Network, mine: Network): f64 {
  forward(network, mine, true, true, true);
  const loss = lossGradient(network, mine);
  backward(network, mine);
  updateVectors(mine);
  return loss / <f64>network.batch;
}

/** One step of the optimizer on the batch. Returns its mean loss before the step. */
export function trainStep(at: usize): f64 {
  const network = changetype<Network>(at);
  return step(network, network);
}

/** The same by all threads of a team, of which the caller is the first. */
export function trainTogether(teamAt: usize): f64 {
  const team = changetype<Team>(teamAt);
  begin(team, STEP);
  return shareOfStep(team, 0);
}

function shareOfStep(team: Team, thread: u32): f64 {
  const network = changetype<Network>(team.network);
  const loss = step(network, takeShare(network, team, thread));
  meetAll(team);
  return loss;
}

/** The gradients of the batch's mean loss, written out; changes no parameter and no statistic. Returns that loss. */
export function computeGradients(at: usize): f64 {
  const network = changetype<Network>(at);
  network.gradientsOnly = 1;
  forward(network, network, true, false, true);
  const loss = lossGradient(network, network);
  backward(network, network);
  network.gradientsOnly = 0;
  return loss / <f64>network.batch;
}

/** The batch's logits with the batch's or the population statistics; changes no parameter and no statistic. */
export function infer(at: usize, batchStatistics: bool): void {
  const network = changetype<Network>(at);
  forward(network, network, batchStatistics, false, false);
  softmaxCrossEntropy(network, layerAt(network, network.layerCount - 1), 0, network.panel, 0, network.batch);
}

/** Loss and hits of every batch of the examples. */
export function evaluate(at: usize, evaluationAt: usize): void {
  evaluateBatches(changetype<Network>(at), changetype<Evaluation>(evaluationAt));
}

/** The same by all threads of a team, of which the caller is the first. */
export function evaluateTogether(teamAt: usize): void {
  const team = changetype<Team>(teamAt);
  begin(team, EVALUATION);
  shareOfEvaluation(team, 0);
}

function shareOfEvaluation(team: Team, thread: u32): void {
  const member = changetype<Member>(team.members + <usize>thread * offsetof<Member>());
  evaluateBatches(changetype<Network>(member.inference), changetype<Evaluation>(team.evaluation));
  meetAll(team);
}

/** What every thread of a team but the first runs, until `dismiss`. */
export function serve(teamAt: usize, thread: u32): void {
  const team = changetype<Team>(teamAt);
  let job: u32 = 0;
  while (true) {
    job = awaitJob(team, job);
    if (kindOf(job) == END) return;
    // How many take part may differ from job to job.
    if (thread >= threadsOf(job)) continue;
    if (kindOf(job) == STEP) shareOfStep(team, thread);
    else shareOfEvaluation(team, thread);
  }
}

/** Ends `serve` in the other threads. */
export function dismiss(teamAt: usize): void {
  begin(changetype<Team>(teamAt), END);
}

/** A thread of the team has failed: the others fail too, where they would wait for it. */
export function giveUp(teamAt: usize): void {
  fail(changetype<Team>(teamAt).signals);
}
