import { markdownTable } from '@bnlab/experiments';

const text = markdownTable({
  columns: [
    { name: 'network', kind: 'words' },
    { name: 'seeds', kind: 'number' },
  ],
  rows: [{ id: 'with', cells: ['with', '5'] }],
});
console.log(text.split('\n').length); // 3
