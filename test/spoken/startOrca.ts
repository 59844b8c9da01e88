import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Orca {
  /** What a program needs so that Orca reads it. */
  readonly env: Record<string, string>;
  /** What it has said since it was asked last, one text for each utterance. */
  heard(): string[];
  stop(): void;
}

/**
 * Starts Orca on a screen of its own, with nobody's voice. Debian's packages: orca, speech-dispatcher, at-spi2-core,
 * dbus, xvfb, openbox.
 */
export async function startOrca(): Promise<Orca> {
  const home = mkdtempSync(join(tmpdir(), 'orca-'));
  const log = join(home, 'spoken');
  const children: ChildProcess[] = [];
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_RUNTIME_DIR: home,
    DISPLAY: ':97',
    LANG: 'C.UTF-8',
    ACCESSIBILITY_ENABLED: '1',
    NO_AT_BRIDGE: '0',
  };

  function start(command: string, args: string[]) {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    return new Promise<ChildProcess>((resolve, reject) => {
      child.once('spawn', () => resolve(child));
      child.once('error', (cause) => reject(new Error(`${command} is not installed.`, { cause })));
    });
  }

  // Orca would keep what it has said until there is a page of it.
  const settings = join(home, '.local/share/orca');
  mkdirSync(settings, { recursive: true });
  writeFileSync(
    join(settings, 'orca-customizations.py'),
    'import orca.debug\norca.debug.debugFile.reconfigure(line_buffering=True)\n',
  );

  const stop = () => {
    for (const child of children.reverse()) child.kill();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await startAll();
  } catch (error) {
    stop();
    throw error;
  }

  async function startAll() {
    await start('Xvfb', [':97', '-screen', '0', '1280x800x24']);
    await pause(1000);
    const bus = await start('dbus-daemon', ['--session', '--nofork', '--print-address']);
    env.DBUS_SESSION_BUS_ADDRESS = await new Promise<string>((resolve) =>
      bus.stdout?.once('data', (line) => resolve(String(line).trim())),
    );
    await start('/usr/libexec/at-spi-bus-launcher', ['--launch-immediately', '--screen-reader=1']);
    await start('openbox', []);
    await pause(1000);
    await start('orca', ['--replace', '--debug-file', log, '--disable', 'braille']);
    await pause(5000);
  }

  let read = 0;
  return {
    env,
    heard() {
      const spoken = [...readFileSync(log, 'utf8').matchAll(/SPEECH OUTPUT: '(.*?)'(?:\{.*)?$/gm)];
      const news = spoken.slice(read).map(([, text]) => text ?? '');
      read = spoken.length;
      return news;
    },
    stop,
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
