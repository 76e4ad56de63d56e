// A kheo of its own: data in a folder that goes away, a clock that the test sets, start and stop.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const binary = path.resolve(process.env.KHEO || path.join(root, 'build/debug/kheo'));
export const demoMorning = '2026-11-23T09:00'; // the Monday at which the demo stands
const patience = 60_000; // a start with sanitizers on a busy machine; the optimised program takes some 20 ms
const folders = new Set(), running = new Set();

// A command to its end: { code, out, err }.
export function kheo(...args) {
  const r = spawnSync(binary, args, { encoding: 'utf8', timeout: 2 * patience, env: { ...process.env, KHEO_DATA: '' } });
  return { code: r.status, out: r.stdout, err: r.stderr };
}

export function folder() {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'kheo-browser-'));
  folders.add(made);
  return made;
}

// The demo is filled once and copied for everybody who wants to change it.
let filled;
export function demoData() {
  if (!filled) {
    filled = path.join(folder(), 'demo.db');
    const r = kheo('demo', '--data', filled);
    if (r.code) throw new Error(`kheo demo: exit ${r.code}: ${r.err}`);
  }
  const copy = path.join(folder(), 'kheo.db');
  for (const end of ['', '-wal']) if (fs.existsSync(filled + end)) fs.copyFileSync(filled + end, copy + end);
  return copy;
}

// Serves `data`; `said` is what it printed up to its address, `base` that address without the last slash.
export async function serve(data, { at = demoMorning, args = [], limits = false } = {}) {
  const clock = path.join(folder(), 'clock');
  fs.writeFileSync(clock, at);
  const all = ['serve', '--data', data, '--listen', '127.0.0.1:0', '--test', ...(limits ? [] : ['--no-limits']), '--clock-file', clock, ...args];
  const child = spawn(binary, all, { stdio: ['ignore', 'pipe', 'pipe'] });
  const server = { data, said: '', err: '', base: '' };
  running.add(child);
  child.stdout.on('data', d => (server.said += d));
  child.stderr.on('data', d => (server.err = (server.err + d).slice(-20_000)));
  const gone = new Promise(done => child.on('exit', (code, signal) => { running.delete(child); done(code ?? signal); }));
  server.clock = at => { // in one step: a request never reads half an instant
    fs.writeFileSync(clock + '.new', at);
    fs.renameSync(clock + '.new', clock);
  };
  server.stop = async () => { // exit code; with sanitizers a leak is one too
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), patience);
    const code = await gone;
    clearTimeout(late);
    return code;
  };
  const address = /on (http:\/\/[^ /]+)\//;
  for (const until = Date.now() + patience; !address.test(server.said);) {
    if (Date.now() > until || !running.has(child)) {
      await server.stop();
      throw new Error(`kheo serve did not start: ${server.said} ${server.err}`);
    }
    await new Promise(done => setTimeout(done, 10));
  }
  server.base = address.exec(server.said)[1];
  return server;
}

// A mail server that keeps what it takes: `mails()` gives { to, subject, text } of each. null: python3-aiosmtpd is not there.
export async function mailServer() {
  const python = '/usr/bin/python3', kept = folder(); // Debian's, whatever else is called python3
  const asks = code => spawnSync(python, ['-c', code, kept], { encoding: 'utf8' }).stdout;
  if (asks('import aiosmtpd; print(1)') !== '1\n') return null;
  const port = asks('import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])').trim();
  const child = spawn(python, [path.join(root, 'test/cli/lib/mail_server.py'), kept, port], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(child);
  child.on('exit', () => running.delete(child));
  await new Promise((ready, no) => { child.stdout.once('data', ready); child.once('exit', no); });
  return {
    port,
    mails: () => JSON.parse(asks(`import email, email.policy, glob, json, sys
mails = [email.message_from_binary_file(open(f, "rb"), policy=email.policy.default) for f in sorted(glob.glob(sys.argv[1] + "/*.eml"))]
print(json.dumps([{"to": m["To"], "subject": m["Subject"], "text": m.get_body(("plain",)).get_content()} for m in mails]))`)),
    stop: () => child.kill('SIGKILL'),
  };
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const made of folders) fs.rmSync(made, { recursive: true, force: true });
});
