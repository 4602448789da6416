import { ArgumentError } from '@bnlab/arguments';
/** What a number in a row must be besides finite. */
interface NumberRule {
  readonly min?: number;
  readonly max?: number;
  /** Must be greater than this. */
  readonly above?: number;
  readonly whole?: boolean;
  /** Takes `null`, for what was never measured. */
  readonly nullable?: boolean;
  /** Takes no value at all. */
  readonly optional?: boolean;
  /** What to do about a number that will not do. */
  readonly hint?: string;
}

/** Checks the fields of one row, and says which row and which field a wrong value is in. */
export interface RowFields {
  /** A string that is not empty. */
  text(name: string, rule?: { readonly optional?: boolean }): void;
  /** A boolean. */
  flag(name: string, rule?: { readonly optional?: boolean }): void;
  /** A finite number. */
  number(name: string, rule?: NumberRule): void;
  /** A name or a finite number. */
  label(name: string): void;
  /** An array, plain or typed, of numbers. */
  numbers(name: string, rule?: NumberRule & { readonly length?: number }): void;
  /** An array, plain or typed, of at least one number, which need not be finite. */
  someNumbers(name: string, rule?: { readonly optional?: boolean }): void;
}

/**
 * Refuses rows that are not an array of at least one object, and runs `check` on each.
 *
 * @param example what a row looks like, for messages
 */
export function checkRows(
  caller: string,
  rows: readonly unknown[],
  { example, check }: { readonly example: string; readonly check: (fields: RowFields) => void },
): void {
  if (!Array.isArray(rows)) {
    throw new ArgumentError(caller, `rows must be an array of rows like ${example}, got ${kindOf(rows)}`);
  }
  if (rows.length === 0) {
    throw new ArgumentError(caller, `rows must hold at least one row like ${example}, got none`);
  }
  rows.forEach((row: unknown, index) => {
    if (typeof row !== 'object' || row === null) {
      throw new ArgumentError(caller, `rows[${index}] must be an object like ${example}, got ${kindOf(row)}`);
    }
    check(rowFields(caller, row as Record<string, unknown>, `rows[${index}]`));
  });
}

function rowFields(caller: string, row: Record<string, unknown>, where: string): RowFields {
  const refuse = (name: string, wanted: string, hint = ''): never => {
    const problem = `${where}.${name} must be ${wanted}, got ${show(row[name])}${hint && `; ${hint}`}`;
    throw new ArgumentError(caller, problem);
  };
  return {
    text(name, { optional = false } = {}) {
      if (optional && row[name] === undefined) return;
      if (typeof row[name] !== 'string' || row[name] === '') refuse(name, 'a string that is not empty');
    },
    flag(name, { optional = false } = {}) {
      if (optional && row[name] === undefined) return;
      if (typeof row[name] !== 'boolean') refuse(name, 'true or false');
    },
    label(name) {
      const value = row[name];
      if (typeof value === 'string' && value !== '') return;
      if (!Number.isFinite(value)) refuse(name, 'a finite number or a string that is not empty');
    },
    number(name, rule = {}) {
      if (!obeys(row[name], rule)) refuse(name, wantedNumber(rule), rule.hint);
    },
    numbers(name, { length, ...rule } = {}) {
      const list = row[name];
      if ((rule.optional && list === undefined) || (rule.nullable && list === null)) return;
      if (!isList(list) || (length !== undefined && list.length !== length)) {
        const count = length === undefined ? 'an array of numbers' : `an array of ${length} numbers`;
        return refuse(name, count, rule.hint);
      }
      const bad = Array.from(list).findIndex((value) => !obeys(value, rule));
      if (bad < 0) return;
      throw new ArgumentError(
        caller,
        `${where}.${name}[${bad}] must be ${wantedNumber(rule)}, got ${show(list[bad])}` +
          (rule.hint ? `; ${rule.hint}` : ''),
      );
    },
    someNumbers(name, { optional = false } = {}) {
      const list = row[name];
      if (optional && list === undefined) return;
      const good =
        isList(list) && list.length > 0 && Array.from(list).every((one) => typeof one === 'number');
      if (!good) refuse(name, 'an array of at least one number');
    },
  };
}

function obeys(value: unknown, { min, max, above, whole, nullable, optional }: NumberRule): boolean {
  if (value === null) return nullable === true;
  if (value === undefined) return optional === true;
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (whole && !Number.isInteger(value)) return false;
  if (above !== undefined && value <= above) return false;
  return value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}

function wantedNumber({ min, max, above, whole, nullable }: NumberRule): string {
  const kind = whole ? 'a whole number' : 'a finite number';
  const end = nullable ? ', or null' : '';
  if (above !== undefined) return `${kind} above ${above}${end}`;
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}${end}`;
  return min === undefined ? `${kind}${end}` : `${kind}, ${min} or more${end}`;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

/** A value as it is written in code, where it is short. */
function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (isList(value)) return `${value.length} values`;
  return value === undefined || typeof value === 'number' ? `${value}` : kindOf(value);
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
