import type { InjectionKey, Ref } from 'vue';

/** The parts of an equation and of its figure that light up together. */
export type TermName = 'x' | 'mu' | 'sigma' | 'hat' | 'gamma' | 'beta' | 'epsilon';

/** What the parts of a scrolled explanation share. */
export interface ScrollyState {
  /** The term that is pointed at, in the words, the equation and the figure. */
  readonly lit: Ref<TermName | ''>;
}

export const scrollyKey: InjectionKey<ScrollyState> = Symbol('scrolly');
