import type { RecordGroup } from './group-records';

/** A name for a group's picture that can stand in an address. */
export function figureId({ source, preset }: RecordGroup): string {
  return `${source}-${preset}`.replace(/[^\w-]+/g, '-');
}
