/** Files that are on their way at the same time: enough that no connection waits, few enough that the first come first. */
const AT_ONCE = 3;

/** The result of `load` for each item, in the order of the items, with the next few already on their way. */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  load: (item: Item) => Promise<Result>,
): AsyncGenerator<[Item, Result]> {
  const pending: Promise<Result>[] = [];
  for (const [index, item] of items.entries()) {
    while (pending.length < AT_ONCE && index + pending.length < items.length) {
      const promise = load(items[index + pending.length]!);
      // Its failure is met when its turn comes, or not at all when an earlier one failed.
      promise.catch(() => undefined);
      pending.push(promise);
    }
    yield [item, await pending.shift()!];
  }
}
