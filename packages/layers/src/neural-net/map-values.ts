/** The record with each value changed; what is undefined is left out. */
export function mapValues<Name extends string, From, To>(
  record: { readonly [name in Name]?: From | undefined },
  change: (value: From, name: Name) => To,
): { [name in Name]?: To } {
  const entries = Object.entries(record) as [Name, From | undefined][];
  const changed = entries.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, change(value, name)] as const],
  );
  return Object.fromEntries(changed) as { [name in Name]?: To };
}
