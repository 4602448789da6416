import { judgePapers, papersTable } from '@bnlab/experiments';

const values = [1, 2, 3].map((seed) => ({ claim: 'rank', seed, value: 6 }));
const { rows } = papersTable(judgePapers(values));
console.log(rows[0]!.cells[0]); // Daneshmand et al. 2020
