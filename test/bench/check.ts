import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aWord } from './some-posts.ts';

/**
 * `npm run bench:check`: how long `waypost check` takes over a thousand rules with their cases, from start to end of the
 * process. Goal: under a second. The first call on a machine compiles what it reads, and all others find it compiled.
 */
const run = promisify(execFile);
const rules = Number(process.argv[2] ?? 1_000);
const rounds = 7;
/** Makes the program say at its end what it took of the processor. */
const tellCpu = 'process.on("exit",()=>{const{user,system}=process.cpuUsage();console.error(user+system)})';

const folder = await mkdtemp(join(tmpdir(), 'bench-check-'));
const nothing = await mkdtemp(join(tmpdir(), 'bench-check-nothing-'));
const caches: string[] = [];
try {
  await writeFolder(folder);
  await writeFile(join(nothing, 'site.yml'), 'languages: [en, de]\n');
  const [help, start, whole] = [
    await warm(['--help']),
    await warm(['check', nothing]),
    await warm(['check', folder]),
  ];
  const first = await median(async () => took(['check', folder], { TMPDIR: await anEmptyFolder() }));
  console.log(`
waypost check, ${rules} rules, ${rules / 5} guides, ${rules * 4} cases   ${say(whole)}; goal: under 1000 ms
  of which starting the program, with no rules     ${say(start)}
the very first call, with nothing compiled yet     ${say(first)}
waypost --help                                     ${say(help)}
processes that waited for a core meanwhile         ${loadavg()[0]?.toFixed(1)}`);
} finally {
  for (const made of [folder, nothing, ...caches]) await rm(made, { recursive: true });
}

async function writeFolder(path: string): Promise<void> {
  await mkdir(join(path, 'resources'));
  await mkdir(join(path, 'questions'));
  await writeFile(join(path, 'site.yml'), 'languages: [en, de]\n');
  for (let at = 0; at < rules / 5; at += 1) {
    const text = Array.from({ length: 60 }, aWord).join(' ');
    const guide = `---\ntitle: Guide ${at}\nowner: ana\nreviewed_on: 2026-11-01\nreview_every: 365d\n---\n\n${text}.\n`;
    await writeFile(join(path, `resources/guide-${at}.md`), guide);
  }
  for (let at = 0; at < rules; at += 1) await writeFile(join(path, `questions/rule-${at}.yml`), aRule(at));
}

function aRule(at: number): string {
  const phrase = () => `${aWord()} ${aWord()}${at}`;
  const phrases = Array.from({ length: 8 }, phrase);
  const post = (words: string) => `Hello, ${aWord()} ${aWord()} ${words} and ${aWord()}, what now?`;
  return [
    `id: rule-${at}`,
    'goal: Members get help',
    'owner: ana',
    'on: post.created',
    'where: { category: support }',
    `text:\n  any:\n${phrases.map((one) => `    - ${one}`).join('\n')}\n  none: [nothing${at}]`,
    'who: { trust_level: { max: 2 } }',
    `offer: guide-${at % (rules / 5)}`,
    'rollout: shadow',
    'cases:',
    `  fires:\n    - ${post(phrases[0] ?? '')}\n    - { title: Please help, text: "${post(phrases[1] ?? '')}" }`,
    `  silent:\n    - { text: "${post(phrases[2] ?? '')} nothing${at}", because: text.none }\n    - text: "${post(phrases[3] ?? '')}"\n      trust_level: 4\n      because: who.trust_level`,
    '',
  ].join('\n');
}

async function warm(args: readonly string[]): Promise<Took> {
  await took(args);
  return await median(() => took(args));
}

/** Where Node keeps what it has compiled, unless it is told otherwise, is a folder of temporary files. */
async function anEmptyFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'bench-check-cache-'));
  caches.push(made);
  return made;
}

/** Milliseconds from start to end of the process, and of the processor's time. */
interface Took {
  wall: number;
  cpu: number;
}

async function median(measure: () => Promise<Took>): Promise<Took> {
  const all: Took[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await measure());
  const middle = (key: keyof Took): number =>
    all.map((one) => one[key]).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  return { wall: middle('wall'), cpu: middle('cpu') };
}

async function took(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Took> {
  const start = performance.now();
  const { stderr } = await run(
    process.execPath,
    ['--import', `data:text/javascript,${tellCpu}`, 'service/cli/main.ts', ...args],
    { maxBuffer: 64_000_000, env: { ...process.env, ...env } },
  );
  return { wall: performance.now() - start, cpu: Number(stderr.trim().split('\n').at(-1)) / 1_000 };
}

function say({ wall, cpu }: Took): string {
  return `${wall.toFixed(0).padStart(5)} ms, ${cpu.toFixed(0)} ms of the processor`;
}
