// What a citizen meets at every form and every look-up: nothing typed is lost, nothing is sent twice, a wrong code is a plain answer.
import { checkLoaded } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

let server, starting;
const begin = async () => (server = await (starting ??= serve(demoData())));
const told = 'Ba mươi năm nay bà nấu cháo phát miễn phí & <b>không</b> quên "ai".';

// Faults come all at once, what was typed stays, and the summary has the focus.
async function faults(t, { browser }, js) {
  await begin();
  const citizen = await Person.open(t, browser, server, { js });
  await citizen.go('/');
  await citizen.follow('Phong trào', citizen.page.getByRole('navigation'));
  await citizen.follow('Giới thiệu gương tốt');
  await citizen.fill({ 'Đã làm được việc gì': told, 'Số điện thoại của Ông/Bà': '12' });
  t.same(await citizen.press('Gửi'), 422, 'status of a form with faults');
  t.ok((await citizen.page.title()).startsWith('Lỗi: '), `title does not begin with the fault: ${await citizen.page.title()}`);
  await citizen.sees('Còn 3 chỗ cần sửa');
  t.same(await citizen.field('Đã làm được việc gì').inputValue(), told, 'what was typed');
  t.same(await citizen.field('Số điện thoại của Ông/Bà').inputValue(), '12', 'what was typed');
  t.same(await citizen.page.evaluate(() => document.activeElement.className), 'errs', 'focus after faults');
  const at = citizen.field('Người hoặc tập thể được giới thiệu');
  t.same(await at.getAttribute('aria-invalid'), 'true', 'the field is marked');
  await citizen.page.getByRole('alert').getByRole('link').first().click();
  t.ok(citizen.page.url().includes('#f-'), `a link of the summary leads to ${citizen.page.url()}`);
  if (js) await checkLoaded(t, citizen.page, '/phong-trao/gioi-thieu with faults');
  await citizen.fill({ 'Người hoặc tập thể được giới thiệu': 'Bà Nguyễn Thị Mẫu', 'Ở xã, phường nào': 'Phường Phan Thiết', 'Số điện thoại của Ông/Bà': '' });
  t.same(await citizen.press('Gửi'), 200, 'status after mending');
  await citizen.sees('Cảm ơn Ông/Bà', told);
  await citizen.close();
}

// Two clicks are one proposal.
async function twice(t, { browser }) {
  await begin();
  const citizen = await Person.open(t, browser, server);
  await citizen.go('/phong-trao/gioi-thieu');
  await citizen.fill({ 'Người hoặc tập thể được giới thiệu': 'Ông Trần Văn Mẫu', 'Đã làm được việc gì': 'Ông sửa xe không lấy tiền cho học sinh.', 'Ở xã, phường nào': 'Phường Phan Thiết' });
  let sent;
  citizen.page.on('request', r => { if (r.method() === 'POST') sent = r.postData(); });
  // the second click may take the place of the first before its answer is there
  const there = () => citizen.page.waitForURL('**/tra-cuu/**');
  await Promise.all([there().catch(there), citizen.page.getByRole('button', { name: 'Gửi', exact: true }).dblclick()]);
  await citizen.look();
  // and once more, as a browser does that lost the answer
  const again = await citizen.context.request.post(server.base + '/phong-trao/gioi-thieu', { data: sent, maxRedirects: 0, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.base } });
  t.same(again.headers().location, citizen.path, `the second answer (${again.status()})`);
  t.same(await count(t, browser, 'Ông Trần Văn Mẫu'), 1, 'proposals after two clicks');
  await citizen.close();
}
async function count(t, browser, name) {
  const officer = await Person.open(t, browser, server);
  await officer.signIn('danvan@68');
  const list = await officer.json('/can-bo/ho-so?loai=proposal');
  await officer.close();
  return list.items.filter(i => i.title.includes(name)).length;
}

async function wrongCode(t, { browser }) {
  await begin();
  const citizen = await Person.open(t, browser, server);
  const answers = [];
  for (const code of ['HS-7K4M-2QX9-5', 'HS-0000-0000-1', 'xin chào', '<b>']) {
    await citizen.go('/');
    await citizen.follow('Tra cứu', citizen.page.getByRole('navigation'));
    await citizen.fill({ 'Mã hồ sơ': code });
    t.same(await citizen.press('Tra cứu'), 404, `status for the code ${code}`);
    await citizen.sees('Không tìm thấy mã này');
    t.same(await citizen.field('Mã hồ sơ').inputValue(), code, 'the code that was typed');
    answers.push(await citizen.text());
  }
  t.ok(answers.every(a => a === answers[0]), 'wrong and malformed codes get different answers');
  await citizen.go('/en/tra-cuu?ma=HS-7K4M-2QX9-5', 404);
  await citizen.page.getByRole('link', { name: 'Tiếng Việt' }).click();
  await citizen.sees('Không tìm thấy mã này');
  t.ok(citizen.path.startsWith('/tra-cuu?ma=HS-7K4M-2QX9-5'), `the other language is at ${citizen.path}`);
  await citizen.go('/tra-cuu/khong-phai-lien-ket', 404);
  await citizen.close();
}

// Size and colours are chosen on a page and kept, without script.
async function display(t, { browser }) {
  await begin();
  const citizen = await Person.open(t, browser, server, { js: false });
  await citizen.go('/');
  await citizen.follow('Cỡ chữ và màu nền', citizen.page.getByRole('contentinfo'));
  const size = await citizen.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  await citizen.fill({ Tối: true, 'To hơn': true });
  await citizen.press('Lưu');
  await citizen.go('/');
  const now = await citizen.page.evaluate(() => [document.documentElement.dataset.nen, parseFloat(getComputedStyle(document.documentElement).fontSize)]);
  t.same(now[0], 'toi', 'the background');
  t.ok(now[1] > size, `letters are not larger: ${now[1]}`);
  await citizen.close();
}

export default {
  'citizen.faults': (t, run) => faults(t, run, true),
  'citizen.faults-without-script': (t, run) => faults(t, run, false),
  'citizen.twice': twice,
  'citizen.wrong-code': wrongCode,
  'citizen.display': display,
  'citizen.end': async t => { if (server) t.same(await server.stop(), 0, 'the server leaves'); },
};
