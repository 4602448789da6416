import type { LinearMemory } from '../wasm/linear-memory';

/** The kind of a parameter: decides how it is started, and whether weight decay takes it. */
export type ParameterRole = 'weights' | 'bias' | 'gamma' | 'beta' | 'populationMean' | 'populationVariance';

/** The parts of a layer that training changes, by name. */
export type LayerParameters = { readonly [parameter in ParameterRole]?: Float32Array };

/** A parameter: `groups` matrices of `rows` x `columns`, each padded to `rowsPadded` x `columnsPadded` with zeros. */
export interface Parameter {
  readonly layer: string;
  readonly role: ParameterRole;
  /** As it is written: `[3, 3, 16, 32]`. */
  readonly shape: readonly number[];
  readonly groups: number;
  readonly rows: number;
  readonly rowsPadded: number;
  readonly columns: number;
  readonly columnsPadded: number;
  /** Bytes from the start of the arena. */
  readonly offset: number;
  readonly bytes: number;
  /** Whether the optimizer changes it. */
  readonly isTrained: boolean;
}

type Layout = Pick<Parameter, 'shape' | 'groups' | 'rows' | 'columns'> & { rowsPadded?: number };

/** The smallest multiple of 4 that is at least `count`. */
export function roundUp4(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/**
 * Every parameter of a network, its gradient and what the optimizer keeps of it, at the same offset of arenas of one size.
 * Pads are zero and stay so, since their gradients are.
 */
export class ParameterArena {
  readonly parameters: Parameter[] = [];
  readonly #memory: LinearMemory;
  #bytes = 0;
  /** Addresses of values, gradients, and the optimizer's slots; after {@link allocate}. */
  values = 0;
  gradients = 0;
  slots: number[] = [];

  constructor(memory: LinearMemory) {
    this.#memory = memory;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(layer: string, role: ParameterRole, layout: Layout, isTrained: boolean): Parameter {
    const { rows, columns, groups, rowsPadded = rows } = layout;
    const columnsPadded = roundUp4(columns);
    const bytes = 4 * groups * rowsPadded * columnsPadded;
    const parameter = {
      layer,
      role,
      ...layout,
      rowsPadded,
      columnsPadded,
      offset: this.#bytes,
      bytes,
      isTrained,
    };
    this.parameters.push(parameter);
    this.#bytes += bytes;
    return parameter;
  }

  allocate(slotCount: number): void {
    this.values = this.#memory.allocate(this.#bytes);
    this.gradients = this.#memory.allocate(this.#bytes);
    this.slots = Array.from({ length: slotCount }, () => this.#memory.allocate(this.#bytes));
  }

  read(arena: number, parameter: Parameter): Float32Array {
    const { groups, rows, columns } = parameter;
    const values = new Float32Array(groups * rows * columns);
    this.#eachRow(arena, parameter, (place, start) => values.set(place, start));
    return values;
  }

  write(arena: number, parameter: Parameter, values: Float32Array): void {
    this.#eachRow(arena, parameter, (place, start) =>
      place.set(values.subarray(start, start + place.length)),
    );
  }

  clearGradients(): void {
    this.#memory.floats(this.gradients, this.#bytes / 4).fill(0);
  }

  /** All parameters, by layer and role. */
  readAll(arena: number): { [layer: string]: LayerParameters } {
    const layers: { [layer: string]: { [role: string]: Float32Array } } = {};
    for (const parameter of this.parameters) {
      (layers[parameter.layer] ??= {})[parameter.role] = this.read(arena, parameter);
    }
    return layers;
  }

  writeAll(arena: number, layers: { readonly [layer: string]: LayerParameters }): void {
    for (const parameter of this.parameters)
      this.write(arena, parameter, layers[parameter.layer]![parameter.role]!);
  }

  #eachRow(arena: number, parameter: Parameter, use: (place: Float32Array, start: number) => void): void {
    const { groups, rows, rowsPadded, columns, columnsPadded, offset } = parameter;
    for (let group = 0; group < groups; group++) {
      for (let row = 0; row < rows; row++) {
        const place = arena + offset + 4 * (group * rowsPadded + row) * columnsPadded;
        use(this.#memory.floats(place, columns), (group * rows + row) * columns);
      }
    }
  }
}
