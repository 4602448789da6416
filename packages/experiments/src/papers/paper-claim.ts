import type { MnistData } from '@bnlab/mnist';

/** The seed and the data of a measurement: everything random comes from the seed. */
export interface Lab {
  readonly seed: number;
  readonly data: MnistData;
}

/** A paper on batch normalization. */
export interface Paper {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  /** Its number on arxiv.org. */
  readonly arxiv: string;
}

/** Something that a paper says of batch normalization, and how it is measured again on small networks. */
export interface PaperClaim {
  readonly name: string;
  readonly paper: Paper;
  /** The claim, in one sentence of ours. */
  readonly statement: string;
  /** The statement of the paper, with its figure where one was found. */
  readonly published: string;
  /** Where `published` was read: in the paper's abstract, or in an account of the paper. */
  readonly source: string;
  /** The measure here, in one sentence. */
  readonly measured: string;
  /** Shares of images are shown in percentage points. Ratios are averaged as logarithms. */
  readonly unit: 'points' | 'ratio';
  /** The means for which the claim holds: above a bound, below one, or between two. */
  readonly expected: { readonly above?: number; readonly below?: number };
  /** How the experiment here differs from the paper's, so that a difference in outcome is no surprise. */
  readonly difference: string;
  /** The day from which statement and bounds read as they do, as YYYY-MM-DD. */
  readonly stated: string;
  /** About how many seconds a core of 2024 takes for one seed. */
  readonly coreSeconds: number;
  /** One seed's value. */
  readonly measure: (lab: Lab) => Promise<number>;
}
