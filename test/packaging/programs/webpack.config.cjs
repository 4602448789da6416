/* global __dirname */
module.exports = {
  mode: 'none',
  context: __dirname,
  entry: './page/main.js',
  output: { path: `${__dirname}/webpack`, filename: 'main.js' },
  stats: 'errors-warnings',
};
