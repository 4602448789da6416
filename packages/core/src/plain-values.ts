/** x[example][channel] */
export type Batch = readonly (readonly number[])[];

/** One number per channel. */
export type Channels = readonly number[];
