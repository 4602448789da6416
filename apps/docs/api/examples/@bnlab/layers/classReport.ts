import { classReport } from '@bnlab/layers';

// Four examples of two classes; one cat was taken for a dog.
const { accuracy, classes, confusion } = classReport([0, 0, 1, 1], [0, 1, 1, 1], {
  classNames: ['cat', 'dog'],
});
console.log(accuracy); // 0.75
console.log(classes.map(({ name, correct, count }) => [name, correct, count])); // [ [ 'cat', 1, 2 ], [ 'dog', 2, 2 ] ]
console.log(confusion); // [ [ 1, 1 ], [ 0, 2 ] ]
