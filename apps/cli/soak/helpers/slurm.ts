import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether Debian's packages slurm-wlm and munge are there, and a user who may start their daemons. */
export const hasSlurm =
  process.getuid?.() === 0 &&
  ['munged', 'slurmctld', 'slurmd', 'sbatch'].every(
    (name) => spawnSync('which', [name], { stdio: 'ignore' }).status === 0,
  );

const QUEUE = ['-h', '-a', '-r', '-t', 'all', '-o', '%i %T'];

/** A Slurm of one node with four processors, which is this machine whatever it has. */
export class Slurm {
  /** What its commands need in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #directory: string;
  #daemons: ChildProcess[] = [];

  constructor(directory: string) {
    this.#directory = directory;
    this.environment = { SLURM_CONF: join(directory, 'slurm.conf') };
  }

  /** Starts the daemons, each of which ends with this process at the latest. */
  async start(): Promise<void> {
    const within = (name: string) => join(this.#directory, name);
    await mkdir(within('spool'), { recursive: true });
    // munged wants a socket that everybody may reach.
    await chmod(join(this.#directory, '..'), 0o755);
    await mkdir(within('state'));
    await writeFile(within('munge.key'), randomBytes(128), { mode: 0o600 });
    const [controllerPort, nodePort] = [await freePort(), await freePort()];
    const host = hostname().split('.')[0];
    const settings = {
      ClusterName: 'bnlab',
      SlurmctldHost: `${host}(127.0.0.1)`,
      SlurmctldPort: controllerPort,
      SlurmdPort: nodePort,
      AuthType: 'auth/munge',
      AuthInfo: `socket=${within('munge.socket')}`,
      MpiDefault: 'none',
      ProctrackType: 'proctrack/linuxproc',
      TaskPlugin: 'task/none',
      SelectType: 'select/cons_tres',
      SelectTypeParameters: 'CR_CPU_Memory',
      SlurmUser: 'root',
      SlurmdUser: 'root',
      SlurmdParameters: 'config_overrides',
      StateSaveLocation: within('state'),
      SlurmdSpoolDir: within('spool'),
      SlurmctldPidFile: within('slurmctld.pid'),
      SlurmdPidFile: within('slurmd.pid'),
      SlurmctldLogFile: within('slurmctld.log'),
      SlurmdLogFile: within('slurmd.log'),
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    lines.push(
      `NodeName=${host} NodeAddr=127.0.0.1 CPUs=4 RealMemory=8192`,
      'PartitionName=all Nodes=ALL Default=YES State=UP',
    );
    await writeFile(within('slurm.conf'), `${lines.join('\n')}\n`);
    this.#daemon('munged', [
      '--foreground',
      ...['key-file=munge.key', 'socket=munge.socket', 'pid-file=munged.pid', 'seed-file=munged.seed'].map(
        (option) => `--${option.replace('=', `=${this.#directory}/`)}`,
      ),
    ]);
    await this.#until(
      'munge answers',
      () => run('munge', ['--no-input', '--socket', within('munge.socket')], {}).status === 0,
    );
    this.#daemon('slurmctld', ['-D']);
    this.#daemon('slurmd', ['-D']);
    await this.#until('a node is idle', () => this.#ask('sinfo', ['-h', '-o', '%T']) === 'idle');
  }

  /** What a command of Slurm's prints. */
  command(name: string, args: readonly string[], cwd?: string): string {
    const { status, stdout, stderr } = run(name, args, this.environment, cwd);
    if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  /** A line "ID STATE" for each task and job that Slurm knows, those that ended among them. */
  queue(): string[] {
    return this.command('squeue', QUEUE).split('\n');
  }

  /** Waits until the queue is as asked, and fails with what the daemons wrote if it never is. */
  async untilQueue(what: string, isSo: (lines: string[]) => boolean): Promise<void> {
    await this.#until(what, () => isSo(this.#ask('squeue', QUEUE)?.split('\n') ?? []));
  }

  /** Ends every job, then the daemons. */
  async stop(): Promise<void> {
    this.#ask('scancel', ['--quiet', '--signal=KILL', '--full', '--user=root']);
    this.#ask('scancel', ['--quiet', '--user=root']);
    for (const child of this.#daemons.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(patience);
    }
    this.#daemons = [];
  }

  #daemon(name: string, args: readonly string[]): void {
    // The kernel ends it even where this process is killed.
    const line = ['--pdeathsig', 'TERM', name, ...args];
    const env = { ...process.env, ...this.environment };
    this.#daemons.push(spawn('setpriv', line, { env, stdio: 'ignore' }));
  }

  #ask(name: string, args: readonly string[]): string | undefined {
    const { status, stdout } = run(name, args, this.environment);
    return status === 0 ? stdout.trim() : undefined;
  }

  async #until(what: string, isSo: () => boolean): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      if (isSo()) return;
      await delay(200);
    }
    const logs = ['slurmctld.log', 'slurmd.log'].map((name) =>
      readFile(join(this.#directory, name), 'utf8').catch(() => ''),
    );
    throw new Error(`waited in vain until ${what}:\n${(await Promise.all(logs)).join('\n').slice(-4000)}`);
  }
}

function run(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd?: string,
) {
  return spawnSync(name, args, { cwd, env: { ...process.env, ...environment }, encoding: 'utf8' });
}

/** A port that nobody listens at. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
