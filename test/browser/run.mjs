// node test/browser/run.mjs [NAME] - every page and the journeys in Debian's Chromium.
// NAME: only the cases whose name contains it. KHEO: the program (build/debug/kheo). SHOTS=FOLDER: pictures of the pages.
// Closing line: N passed, N failed.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { binary } from './server.mjs';
import pages from './pages.mjs';

const cases = { ...pages };
for (const file of fs.readdirSync(new URL('journeys/', import.meta.url)).sort()) Object.assign(cases, (await import(`./journeys/${file}`)).default);

const only = process.argv[2] || '';
const shots = process.env.SHOTS && path.resolve(process.env.SHOTS);
const program = process.env.CHROMIUM || process.env.PATH.split(':').map(p => p + '/chromium').find(p => fs.existsSync(p));
if (!fs.existsSync(binary)) { console.error(`run.mjs: no program '${binary}': build it, or name it in KHEO`); process.exit(2); }
if (!program) { console.error('run.mjs: no chromium: run script/setup'); process.exit(2); }
if (shots) fs.mkdirSync(shots, { recursive: true });

let passed = 0, failed = 0;
const t = name => ({
  contexts: [], // of the case's browser windows, closed at its end
  ok(good, wrong) {
    if (good) passed++;
    else failed++, console.log(`not ok ${name}: ${wrong}`);
  },
  same(is, want, what) { this.ok(is === want, `${what}: "${is}", want "${want}"`); },
});

const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
async function once([name, run]) {
  const begin = Date.now(), own = t(name);
  try { await run(own, { browser, shots }); }
  catch (e) { failed++; console.log(`not ok ${name}: ${e.stack.split('\n').slice(0, 6).join('\n    ')}`); }
  for (const context of own.contexts) await context.close();
  console.log(`${name} ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}
// Cases need nothing of each other, so three go side by side; NAME.end stops the server that those of NAME shared.
const chosen = Object.entries(cases).filter(([name]) => name.includes(only)), isEnd = ([name]) => name.endsWith('.end');
const waiting = chosen.filter(c => !isEnd(c));
const lane = async () => { for (let c; (c = waiting.shift());) await once(c); };
await Promise.all([lane(), lane(), lane()]);
for (const end of Object.entries(cases).filter(isEnd)) await once(end);
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
