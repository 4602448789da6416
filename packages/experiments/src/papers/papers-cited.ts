import type { Paper } from './paper-claim';

export const santurkar: Paper = {
  authors: 'Santurkar et al.',
  year: 2018,
  title: 'How does batch normalization help optimization?',
  arxiv: '1805.11604',
};

export const bjorck: Paper = {
  authors: 'Bjorck et al.',
  year: 2018,
  title: 'Understanding batch normalization',
  arxiv: '1806.02375',
};

export const yang: Paper = {
  authors: 'Yang et al.',
  year: 2019,
  title: 'A mean field theory of batch normalization',
  arxiv: '1902.08129',
};

export const daneshmand: Paper = {
  authors: 'Daneshmand et al.',
  year: 2020,
  title: 'Batch normalization provably avoids rank collapse for randomly initialised deep networks',
  arxiv: '2003.01652',
};

export const schneider: Paper = {
  authors: 'Schneider et al.',
  year: 2020,
  title: 'Improving robustness against common corruptions by covariate shift adaptation',
  arxiv: '2006.16971',
};

export const wuJohnson: Paper = {
  authors: 'Wu and Johnson',
  year: 2021,
  title: 'Rethinking “batch” in BatchNorm',
  arxiv: '2105.07576',
};

export const vanLaarhoven: Paper = {
  authors: 'van Laarhoven',
  year: 2017,
  title: 'L2 regularization versus batch and weight normalization',
  arxiv: '1706.05350',
};

export const liArora: Paper = {
  authors: 'Li and Arora',
  year: 2020,
  title: 'An exponential learning rate schedule for deep learning',
  arxiv: '1910.07454',
};

export const liEtAl: Paper = {
  authors: 'Li et al.',
  year: 2018,
  title: 'Understanding the disharmony between dropout and batch normalization by variance shift',
  arxiv: '1801.05134',
};

export const luo: Paper = {
  authors: 'Luo et al.',
  year: 2019,
  title: 'Towards understanding regularization in batch normalization',
  arxiv: '1809.00846',
};

export const frankle: Paper = {
  authors: 'Frankle et al.',
  year: 2020,
  title: 'Training BatchNorm and only BatchNorm: on the expressive power of random features in CNNs',
  arxiv: '2003.00152',
};

export const hoffer: Paper = {
  authors: 'Hoffer et al.',
  year: 2017,
  title: 'Train longer, generalize better: closing the generalization gap in large batch training',
  arxiv: '1705.08741',
};

export const deSmith: Paper = {
  authors: 'De and Smith',
  year: 2020,
  title: 'Batch normalization biases residual blocks towards the identity function in deep networks',
  arxiv: '2002.10444',
};
