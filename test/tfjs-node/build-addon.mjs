/**
 * Installs `@tensorflow/tfjs-node` and builds its addon against the TensorFlow library of PyPI's wheel, in a cache folder.
 *
 * The package's own install script downloads both from a server that is neither the npm registry nor PyPI. Here npm, PyPI
 * and a C++ compiler are enough: the wheel of `tensorflow-cpu` holds the library with the C functions that the addon
 * calls, and the addon uses Node-API alone, whose headers are a package of npm. Debian's `g++` and `python3-venv` are
 * installed where they are missing and this process may.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addonFolder, versions } from './addon-folder.mjs';

if (existsSync(addonFolder)) {
  console.log(`@tensorflow/tfjs-node is in ${addonFolder}`);
} else {
  build();
}

function build() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`build-addon: needs Linux on x64, got ${process.platform} on ${process.arch}`);
  }
  mkdirSync(dirname(addonFolder), { recursive: true });
  // What is there under its name is complete, also when two build at the same time or one is interrupted.
  const folder = mkdtempSync(`${addonFolder}-`);
  try {
    installPackage(folder);
    const wheel = installWheel(folder);
    compile(folder, wheel);
    ['include', 'python', 'compiler', 'lite', 'tools'].forEach((part) => remove(join(wheel, part)));
    if (!existsSync(addonFolder)) renameSync(folder, addonFolder);
  } finally {
    remove(folder);
  }
  console.log(`@tensorflow/tfjs-node is built in ${addonFolder}`);
}

function installPackage(folder) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const packages = [
    `@tensorflow/tfjs-node@${versions.tfjsNode}`,
    `node-api-headers@${versions.nodeApiHeaders}`,
  ];
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], folder);
}

/** Unpacks the wheel, without what it depends on; returns its folder `tensorflow`. */
function installWheel(folder) {
  const [environment, target] = [join(folder, 'python'), join(folder, 'wheel')];
  const makeEnvironment = () => run('python3', ['-m', 'venv', environment], folder);
  try {
    makeEnvironment();
  } catch {
    installFromDebian('python3-venv');
    makeEnvironment();
  }
  // The library is the same for every Python; the machine's may be one that the wheel has no file for.
  const platform = ['--python-version', '3.12', '--platform', 'manylinux_2_27_x86_64', '--only-binary=:all:'];
  const install = ['install', '--quiet', '--no-deps', '--no-compile', '--no-cache-dir', ...platform];
  const wheel = ['--target', target, `tensorflow-cpu==${versions.tensorflow}`];
  run(join(environment, 'bin/python'), ['-m', 'pip', ...install, ...wheel], folder);
  remove(environment);
  return join(target, 'tensorflow');
}

function compile(folder, wheel) {
  const source = join(folder, 'node_modules/@tensorflow/tfjs-node');
  const output = join(source, 'lib/napi-v8');
  mkdirSync(output, { recursive: true });
  const headers = [join(folder, 'node_modules/node-api-headers/include'), join(wheel, 'include'), source];
  const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'].map((name) =>
    join(wheel, name),
  );
  const options = ['-shared', '-fPIC', '-O2', '-w', '-std=c++17', '-DNAPI_VERSION=8'];
  const link = [
    '-o',
    join(output, 'tfjs_binding.node'),
    ...libraries,
    '-Wl,-rpath,$ORIGIN/../../../../../wheel/tensorflow',
  ];
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(source, 'binding', name));
  if (!exists('g++')) installFromDebian('g++');
  run('g++', [...options, ...headers.map((path) => `-I${path}`), ...sources, ...link], folder);
}

function installFromDebian(name) {
  console.log(`build-addon: installs ${name}`);
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-yq', '--no-install-recommends', name]);
}

function exists(program) {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function run(program, args, cwd) {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}

function remove(path) {
  rmSync(path, { recursive: true, force: true });
}
