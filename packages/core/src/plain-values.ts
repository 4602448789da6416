/** x[example][channel] */
export type Batch = readonly (readonly number[])[];

/** One number a channel. */
export type Channels = readonly number[];
