import asc from 'assemblyscript/asc';

/**
 * Compiles assembly/<name>/index.ts, below the working directory, as the package has it.
 *
 * @param more Further options of the compiler.
 * @returns the module's bytes
 * @throws Error with what the compiler said
 */
export async function compileAssembly(name, ...more) {
  const output = `${name}.wasm`;
  let binary;
  const flags = [
    '--enable',
    'simd',
    '-O3',
    '--runtime',
    'stub',
    '--importMemory',
    '--initialMemory',
    '1',
    ...more,
  ];
  // A memory that may be shared has to have a limit; src/wasm/share-memory.ts says the rest.
  if (name === 'step') flags.push('--enable', 'threads', '--maximumMemory', '65536');
  const { error, stdout, stderr } = await asc.main(
    [`assembly/${name}/index.ts`, '--outFile', output, ...flags],
    {
      writeFile: (file, contents) => {
        if (file === output) binary = contents;
      },
    },
  );
  if (error) throw new Error(`${stderr}${stdout}${error.message}`);
  return binary;
}
