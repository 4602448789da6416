// @ts-expect-error jStat comes without types.
import jStat from 'jstat';

/** Student's t distribution. */
export const studentT = (jStat as { studentt: StudentT }).studentt;

interface StudentT {
  /** The probability of a value of at most `x`, with `dof` degrees of freedom. */
  cdf(x: number, dof: number): number;
  /** The value that a share `p` of the distribution lies below. */
  inv(p: number, dof: number): number;
}
