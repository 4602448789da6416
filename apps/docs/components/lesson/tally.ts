import { reactive, readonly } from 'vue';

/** How often the reader guessed, and how often well: kept in the browser, sent nowhere. */
export interface Tally {
  readonly guesses: number;
  readonly good: number;
}

const KEY = 'bnlab:guesses';
const answers = reactive<Record<string, boolean>>({});
let isRead = false;

/** The guesses of this reader, over all chapters. */
export function useTally() {
  if (!isRead && typeof localStorage !== 'undefined') {
    Object.assign(answers, stored());
    isRead = true;
  }
  return {
    answers: readonly(answers),
    /** Notes a guess; only the first for a question counts. */
    note(question: string, isGood: boolean): void {
      if (question in answers) return;
      answers[question] = isGood;
      try {
        localStorage.setItem(KEY, JSON.stringify(answers));
      } catch {
        // Without storage the tally lasts as long as the page.
      }
    },
    tally(): Tally {
      const all = Object.values(answers);
      return { guesses: all.length, good: all.filter(Boolean).length };
    },
  };
}

function stored(): Record<string, boolean> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const entries = Object.entries(Object(found) as object);
    return Object.fromEntries(
      entries.filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
    );
  } catch {
    return {};
  }
}
