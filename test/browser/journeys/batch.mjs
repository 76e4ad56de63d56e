// Many papers at once: a clerk ticks dossiers in the list of the desk, works on while they are drawn, and opens one PDF with
// a bookmark for each; on a phone and at a desk, with script and without.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { checkAxe, checkLoaded, desk, phone } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, folder, serve } from '../server.mjs';

const names = ['Nguyễn Thị In Một', 'Trần Văn In Hai', 'Lê Thị In Ba'];

async function receive(clerk, name) {
  await clerk.go('/can-bo/mot-cua/tiep-nhan?thu-tuc=2.001035');
  for (const paper of await clerk.page.getByRole('group', { name: /^Giấy tờ đã nhận/ }).getByRole('checkbox').all()) await paper.check();
  await clerk.fill({ 'Họ tên người nộp hoặc tên tổ chức': name, 'Địa chỉ': 'Khu phố 5' });
  await clerk.press('Tiếp nhận và ghi ngày hẹn');
  return (await clerk.text()).match(/HS-\w{4}-\w{4}-\w/)[0];
}

// Ticks those dossiers in the list of today and asks for their receipts.
async function ask(clerk, codes) {
  await clerk.go('/can-bo/mot-cua');
  await clerk.follow('Tiếp nhận hôm nay');
  for (const code of codes) await clerk.page.getByRole('checkbox', { name: `Chọn ${code} để in` }).check();
  await clerk.page.getByLabel('In giấy').selectOption({ label: 'Giấy hẹn (PDF)' });
  return clerk.press('In các hồ sơ đã chọn');
}

// What a program of poppler says of the file.
function told(program, ...args) {
  const r = spawnSync(program, args, { encoding: 'utf8' });
  if (r.status) throw new Error(`${program}: ${r.error || r.stderr}`);
  return r.stdout;
}

function checkFile(t, pdf, codes) {
  const file = path.join(folder(), 'tap.pdf');
  fs.writeFileSync(file, pdf);
  t.same(/^Pages: +(\d+)$/m.exec(told('pdfinfo', file))[1], String(codes.length), 'pages of the file');
  const pages = told('pdftotext', file, '-').split('\f').map(x => x.replace(/\s+/g, ' '));
  const marks = told('pdftohtml', '-i', '-xml', '-stdout', file).match(/<item[^>]*>[^<]*/g) || [];
  codes.forEach((code, i) => {
    t.ok(pages[i].includes(code), `page ${i + 1} is not of ${code}: ${pages[i].slice(0, 200)}`);
    t.ok(pages[i].includes(names[i]), `page ${i + 1} is not of ${names[i]}`);
    t.ok((marks[i] || '').includes(code), `bookmark ${i + 1} is "${marks[i]}", not of ${code}`);
  });
  t.same(marks.length, codes.length, 'bookmarks');
}

// The job comes every two seconds: a batch that it took at once is asked for again, to see one under way.
async function askUntilUnderWay(clerk, codes) {
  await clerk.page.route(/\/can-bo\/in\/[0-9a-f]+\.json$/, r => r.abort()); // the page stays as it is while it is looked at
  for (let n = 0; n < 4; n++) {
    await ask(clerk, codes);
    if (await clerk.page.getByRole('progressbar').count()) return true;
  }
  return false;
}

async function finished(t, clerk, js) {
  await clerk.page.unroute(/\/can-bo\/in\/[0-9a-f]+\.json$/);
  const done = clerk.page.getByRole('heading', { level: 1, name: 'Đã in 3 trong 3 giấy' });
  for (let n = 0; !js && n < 20 && !await done.count(); n++) {
    await clerk.page.waitForTimeout(500);
    await clerk.follow('Xem tiến độ mới');
  }
  await clerk.page.getByRole('link', { name: 'Mở tệp PDF (3 giấy)' }).waitFor(); // with script the page comes by itself
  t.same(await done.count(), 1, 'headings that say that all is printed');
}

async function batch(t, { browser, shots }, js) {
  const server = await serve(demoData(), { at: '2026-11-23T14:00' });
  const clerk = await Person.open(t, browser, server, { js, size: phone });
  const { page } = clerk;
  await clerk.signIn('motcua@22945');
  const codes = [];
  for (const name of names) codes.push(await receive(clerk, name));

  // nothing ticked: said at once, and the list is there to tick
  t.same(await ask(clerk, []), 422, 'status of nothing to print');
  await clerk.sees('chưa chọn hồ sơ nào để in');
  if (js) await checkLoaded(t, page, 'in-chon', { shots });
  await page.setViewportSize(phone);

  // asked for: how far it is, and that one may go on working
  t.ok(await askUntilUnderWay(clerk, codes), 'no batch was seen under way');
  await clerk.sees('Đang in: 0 trong 3 giấy', 'Ông/Bà có thể làm việc khác rồi quay lại trang này.');
  for (const size of js ? [phone, desk] : []) {
    await page.setViewportSize(size);
    await checkAxe(t, page, `a batch under way at ${size.width} px`);
    if (shots) await page.screenshot({ path: `${shots}/in-dang-in-${size.width}.png`, fullPage: true });
  }
  const address = clerk.path;
  await finished(t, clerk, js);
  clerk.seen.take();
  await clerk.sees('Giấy hẹn (PDF)', 'được giữ 24 giờ');
  if (js) await checkLoaded(t, page, 'in-xong', { shots });
  await page.setViewportSize(phone);

  // one file, in the order of the list; theirs alone
  const answer = await clerk.fetch(await page.getByRole('link', { name: 'Mở tệp PDF (3 giấy)' }).getAttribute('href'));
  t.same(answer.headers()['content-type'], 'application/pdf', 'type of the file');
  checkFile(t, await answer.body(), codes);
  await clerk.follow('In nhiều hồ sơ');
  await clerk.sees('Đã in 3 trong 3 giấy');
  if (js) await checkLoaded(t, page, 'in-danh-sach', { shots });
  const other = await Person.open(t, browser, server, { js });
  await other.signIn('lanhdao@22945');
  t.same((await other.fetch(address)).status(), 404, 'the batch for somebody else');
  for (const p of [clerk, other]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default { 'batch.script': (t, x) => batch(t, x, true), 'batch.plain': (t, x) => batch(t, x, false) };
