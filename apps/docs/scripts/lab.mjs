/** Trains a network to the end of the options. */
export async function trainOn(net, stream, options) {
  const training = net.train(stream, options);
  while (!(await training.next()).done);
}

/** The hidden layers of an observation, a digit per unit: the tenth of the images that it answers; `x` answers none. */
export function unitsOf(layers) {
  return layers
    .slice(0, -1)
    .map(({ liveShares }) =>
      Array.from(liveShares, (share) => (share === 0 ? 'x' : Math.min(9, Math.floor(10 * share)))).join(''),
    );
}

/** Per layer, how many units answer none. */
export const deadIn = (units) => units.map((layer) => [...layer].filter((unit) => unit === 'x').length);
