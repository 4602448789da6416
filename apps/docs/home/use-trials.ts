import { shallowRef } from 'vue';
import type { Trial } from './spread-scale';

const KEY = 'bnlab-home-trials';
const trials = shallowRef<readonly Trial[]>([]);

/** The trainings of this visit, kept while the tab is open. */
export function useTrials() {
  return {
    trials,
    restore(): void {
      try {
        trials.value = JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Trial[];
      } catch {
        // Storage is closed, or holds something else: the visit begins without marks.
        trials.value = [];
      }
    },
    add(trial: Trial): void {
      trials.value = [...trials.value, trial];
      try {
        sessionStorage.setItem(KEY, JSON.stringify(trials.value));
      } catch {
        // They stay for as long as the page does.
      }
    },
  };
}
