import { defineAsyncComponent, type Component } from 'vue';
import { hydrateNear } from './hydrate-near';

const known = new WeakMap<object, Component>();

/** A component that is there at once, and in a page that was built before wakes when one comes near it. */
export function wakingNear(component: Component): Component {
  const before = known.get(component);
  if (before) return before;
  const waking = defineAsyncComponent({ loader: () => Promise.resolve(component), hydrate: hydrateNear });
  known.set(component, waking);
  return waking;
}
