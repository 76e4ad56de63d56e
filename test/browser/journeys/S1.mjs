// S1: from nothing to a page. Whoever cannot get through this never gets to anything else.
import fs from 'node:fs';
import net from 'node:net';
import { checkLoaded } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, folder, kheo, serve } from '../server.mjs';

const password = 'Suối reo bên nhà ngoại'; // that of the demo is refused: it is easy to guess

async function setUp(t, { browser, shots }, js) {
  const data = folder() + '/new.db', server = await serve(data);
  const address = /http:\/\/\S+\/thiet-lap\S+/.exec(server.said)?.[0];
  t.ok(address, `no address for setting up: ${server.said}`);
  const installer = await Person.open(t, browser, server, { js });
  await installer.go('/thiet-lap', 503); // without the code of the terminal there is nothing to fill in
  t.same(await installer.page.getByRole('textbox').count(), 0, 'fields without the code');
  await installer.go(address.slice(server.base.length));
  const asked = installer.page.getByRole('main').locator('input:not([type=hidden]),select,textarea');
  t.ok(await asked.count() <= 5, `${await asked.count()} questions`);
  if (js) await checkLoaded(t, installer.page, '/thiet-lap', { shots });
  await installer.fill({ 'Tên cơ quan': 'Ban Dân vận Tỉnh ủy', 'Địa phương': 'tỉnh Lâm Đồng', 'Tên tài khoản quản trị': 'quantri', 'Mật khẩu': password, 'Mật khẩu, nhập lại': password + 'x' });
  t.same(await installer.press('Bắt đầu sử dụng'), 422, 'two passwords that differ');
  t.same(await installer.field('Tên cơ quan').inputValue(), 'Ban Dân vận Tỉnh ủy', 'the name that was typed');
  await installer.fill({ 'Mật khẩu': password, 'Mật khẩu, nhập lại': password });
  t.same(await installer.press('Bắt đầu sử dụng'), 200, 'status after setting up');
  if (!installer.path.startsWith('/can-bo')) await installer.signIn('quantri', password);
  await installer.go('/can-bo');
  await installer.sees('quantri');
  await installer.go(address.slice(server.base.length), 410); // once only
  await installer.go('/');
  for (const path of ['/healthz', '/readyz']) t.same((await installer.fetch(path)).status(), 200, path);
  await installer.close();
  t.same(await server.stop(), 0, 'the server leaves');
  t.same(kheo('verify', '--data', data).code, 0, 'verify');
}

async function demo(t) {
  const data = demoData();
  for (const command of ['doctor', 'verify']) {
    const r = kheo(command, '--data', data);
    t.ok(r.code === 0, `kheo ${command}: exit ${r.code}: ${r.out} ${r.err}`);
  }
  const again = kheo('demo', '--data', data);
  t.ok(again.code === 1 && /^kheo: .*: .*\n$/.test(again.err), `demo over data: exit ${again.code}: ${again.err}`);
}

// A wrong setting stops the start with one line: what is wrong: what to do.
async function wrongSettings(t) {
  const one = (r, what) => t.ok(r.code === 1 && /^kheo: [^\n]+: [^\n]+\n$/.test(r.err), `${what}: exit ${r.code}: ${r.err}`);
  const taken = net.createServer();
  await new Promise(done => taken.listen(0, '127.0.0.1', done));
  one(kheo('serve', '--data', folder() + '/x.db', '--listen', `127.0.0.1:${taken.address().port}`), 'port in use');
  taken.close();
  one(kheo('serve', '--data', '/proc/x.db', '--listen', '127.0.0.1:0'), 'unwritable folder');
  one(kheo('serve', '--data', folder() + '/none/x.db', '--listen', '127.0.0.1:0'), 'no folder');
  const file = folder() + '/x.db';
  fs.writeFileSync(file, 'not a database, but words that somebody keeps');
  one(kheo('serve', '--data', file, '--listen', '127.0.0.1:0'), 'no data file');
}

export default {
  'S1.set-up': (t, run) => setUp(t, run, true),
  'S1.set-up-without-script': (t, run) => setUp(t, run, false),
  'S1.demo': demo,
  'S1.wrong-settings': wrongSettings,
};
