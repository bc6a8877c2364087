import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aWord } from './some-posts.ts';

/** `npm run bench:check`: how long `waypost check` takes over a thousand rules with their cases, from start to end of the process. Goal: under a second. */
const run = promisify(execFile);
const rules = Number(process.argv[2] ?? 1_000);
const rounds = 7;

const folder = await mkdtemp(join(tmpdir(), 'bench-check-'));
try {
  await writeFolder(folder);
  const empty = await median(['--help']);
  const whole = await median(['check', folder]);
  console.log(
    `waypost check, ${rules} rules, ${rules / 5} guides, ${rules * 4} cases: ${whole.toFixed(0)} ms (goal: under 1000 ms)`,
  );
  console.log(`of which starting the program (waypost --help): ${empty.toFixed(0)} ms`);
} finally {
  await rm(folder, { recursive: true });
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

async function median(args: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await run(process.execPath, ['service/cli/main.ts', ...args], { maxBuffer: 64_000_000 });
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}
