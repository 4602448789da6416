/** The largest seed: a generator takes 32 bits. */
export const MAX_SEED = 2 ** 32 - 1;
