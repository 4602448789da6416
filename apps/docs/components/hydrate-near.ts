import type { HydrationStrategy } from 'vue';

/** What a reader does to a figure that is not awake yet: it wakes at once, and gets the event. */
const TOUCHES = ['focusin', 'pointerover', 'touchstart'] as const;

/**
 * Wakes a part of a built page when it comes near the screen, each in a task of its own: a chapter that wakes as a whole
 * leaves a phone deaf for most of a second. A print, or an address with a hash, which may lead into it, wakes it at once.
 */
export const hydrateNear: HydrationStrategy = (hydrate, forEachElement) => {
  let waking = 0;
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) waking ||= window.setTimeout(wake);
    },
    // A screen ahead: what stands above a figure and changes it is not in sight before the figure is awake.
    { rootMargin: '100% 0px' },
  );
  const elements: Element[] = [];
  forEachElement((element) => elements.push(element));

  function wake(): void {
    stop();
    hydrate();
  }

  function stop(): void {
    clearTimeout(waking);
    observer.disconnect();
    removeEventListener('beforeprint', wake);
    removeEventListener('hashchange', wake);
    for (const element of elements) {
      for (const touch of TOUCHES) element.removeEventListener(touch, wake);
    }
  }

  if (location.hash !== '') {
    hydrate();
    return;
  }
  addEventListener('beforeprint', wake);
  addEventListener('hashchange', wake);
  for (const element of elements) {
    observer.observe(element);
    for (const touch of TOUCHES) element.addEventListener(touch, wake, { passive: true });
  }
  return stop;
};
