import { readFileSync } from 'node:fs';
import type { PapersDocument } from '@bnlab/experiments';
import type { ClaimResult } from '../components/lesson/claim-result';
import { committedResults } from './lesson-records';

/** The committed measurements of what papers claim, as `bnlab papers --json` wrote them. */
export function readPapers(directory: string = committedResults): PapersDocument {
  return JSON.parse(readFileSync(`${directory}papers.json`, 'utf8')) as PapersDocument;
}

/** What the figure of the claims is drawn from. */
export function paperClaimResults(): ClaimResult[] {
  return readPapers().papers.map(({ paper, values, ...result }) => ({
    name: result.name,
    paper: `${paper.authors}, ${paper.year}`,
    address: `https://arxiv.org/abs/${paper.arxiv}`,
    statement: result.statement,
    published: result.published,
    source: result.source,
    measured: result.measured,
    difference: result.difference,
    unit: result.unit,
    expected: result.expected,
    here: result.here,
    mean: result.mean!,
    low: result.low!,
    high: result.high!,
    values: values.map(({ value }) => Number(value.toPrecision(4))),
    decision: result.decision,
  }));
}
