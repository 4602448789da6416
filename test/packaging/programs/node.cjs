/* global process */
const { fileSystem } = require('@bnlab/layers');
const { train } = require('./train.cjs');

const print = (result) => process.stdout.write(JSON.stringify(result));
train((name) => fileSystem(`saved-by-cjs/${name}`)).then(print);
