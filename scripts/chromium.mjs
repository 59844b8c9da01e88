// Finds the Chromium that the tests drive. As a command: makes sure there is one that starts.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** @returns {string | null} */
export function findChromium() {
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...installed];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

/** What every launch shares, for `chromium.launch()` and for Vitest's Playwright provider. */
export function launchOptions() {
  const executablePath = findChromium();
  return {
    ...(executablePath && { executablePath }),
    args: ['--disable-gpu', '--disable-quic'],
  };
}

/** @returns {Promise<string | null>} its version, or null where none starts */
async function startedVersion() {
  if (!findChromium()) return null;
  try {
    const browser = await chromium.launch(launchOptions());
    const version = browser.version();
    await browser.close();
    return version;
  } catch (error) {
    const [reason] = String(error).split('\n');
    console.error(`${findChromium()} does not start: ${reason}`);
    return null;
  }
}

/** @param {string[]} command */
function run([file = '', ...args]) {
  console.log(`$ ${file} ${args.join(' ')}`);
  try {
    execFileSync(file, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  } catch {
    // The next way is tried; whether one worked is seen by starting the browser.
  }
}

async function ensureChromium() {
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? [] : ['sudo', '-n'];
  const withDeps = process.platform === 'linux' && isRoot ? ['--with-deps'] : [];
  const waysToInstall = [
    [],
    [['npx', 'playwright', 'install', ...withDeps, 'chromium']],
    [
      [...sudo, 'apt-get', 'update'],
      [...sudo, 'apt-get', 'install', '-y', 'chromium'],
    ],
  ];
  for (const commands of waysToInstall) {
    commands.forEach(run);
    const version = await startedVersion();
    if (version) return console.log(`Chromium ${version} (${findChromium()})`);
  }
  console.error(
    'The tests need Chromium and none could be installed. Install Chromium or Chrome, set CHROMIUM_PATH to its executable, and run this again.',
  );
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureChromium();
