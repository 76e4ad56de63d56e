// M2: another commune does the same; parent and copy name each other, drawing and list say the same, and nobody descends
// from their own child.
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

const parent = 'Nồi cháo nghĩa tình tại trung tâm y tế', copy = 'Nồi cháo nghĩa tình ở phường La Gi';

// The same links, and the model between them that is looked at, in the drawing and in the nested list.
async function lineage(t, p, here) {
  const main = p.page.getByRole('main');
  const drawn = main.getByRole('group', { name: /^Nhân rộng của/ }), listed = main.locator('ul').filter({ has: p.page.locator('li.branch') }).first();
  const links = async of => (await of.locator('a').evaluateAll(all => all.map(a => a.getAttribute('href')))).join(' ');
  t.same(await drawn.locator('line').count(), 3, `${p.path}: strokes from parent to copy`);
  t.same(await links(drawn), await links(listed), `${p.path}: links of the drawing`);
  t.same(await listed.locator('[aria-current] > a').innerText(), here, `${p.path}: the one looked at`);
  t.same(await main.locator('li.branch li.branch > a').innerText(), copy, `${p.path}: the copy stands below`);
  t.same(await main.locator('li.branch > a').first().innerText(), parent, `${p.path}: the parent stands above`);
  await p.sees('Thêm một nồi chay ngày rằm');
  return links(listed);
}

async function M2(t, { browser }, js) {
  const server = await serve(demoData());
  const open = async user => {
    const p = await Person.open(t, browser, server, { js });
    if (user) await p.signIn(user);
    return p;
  };
  const codeOf = async p => (await p.page.getByRole('main').locator('.code').first().innerText()).trim();
  const model = async (p, name) => {
    await p.follow('Mô hình', p.page.getByRole('navigation'));
    await p.follow(name);
  };
  const citizen = await open();
  const find = async name => {
    await citizen.go('/');
    await citizen.follow('Phong trào', citizen.page.getByRole('navigation'));
    await citizen.follow(name);
  };

  // 1 from the public page of the model, an officer of another commune starts the copy
  const other = await open('danvan@23235');
  await other.go('/');
  await other.follow('Phong trào', other.page.getByRole('navigation'));
  await other.follow(parent);
  const parentCode = other.path.split('/').pop();
  await other.follow('Nhân rộng');
  t.same(await other.field('Tên mô hình, điển hình').inputValue(), parent, 'the name to begin with');
  await other.fill({ 'Tên mô hình, điển hình': copy, 'Đơn vị làm theo': 'Phường La Gi', 'Ngày bắt đầu': '16/11/2026', 'Điều chỉnh gì cho phù hợp': 'ít' });
  await other.press('Lưu bản nháp');
  await other.sees('cần ít nhất 10 ký tự');
  t.same(await other.field('Tên mô hình, điển hình').inputValue(), copy, 'what was typed, after a fault');
  await other.fill({ 'Điều chỉnh gì cho phù hợp': 'Thêm một nồi chay ngày rằm' });
  await other.press('Lưu bản nháp');
  await other.sees(copy, 'Bản nháp', 'Nhân rộng từ', parent, 'Thêm một nồi chay ngày rằm', 'còn thiếu');
  const code = await codeOf(other);

  // what only they know is filled in; then it goes the way of every model
  await other.follow('Sửa bản đăng ký');
  await other.fill({ 'Người phụ trách': 'Lê Văn Mẫu' });
  await other.press('Sửa bản đăng ký');
  await other.press('Gửi thẩm định');
  await other.sees('Chờ thẩm định');
  server.clock('2026-11-25T09:00');
  const province = await open('danvan@68');
  await model(province, copy);
  await province.press('Nhận thẩm định');
  await province.follow('Thẩm định đạt');
  await province.press('Thẩm định đạt');
  await province.sees('Đã thẩm định');
  await find(parent);
  await citizen.seesNot('nơi được công nhận'); // not before it is recognised
  server.clock('2026-11-26T09:00');
  const leader = await open('lanhdao@68');
  await model(leader, copy);
  await leader.follow('Công nhận');
  await leader.fill({ 'Số quyết định công nhận': '15/QĐ-UBND', 'Những người được nêu tên đồng ý công khai; đưa lên trang công khai': true });
  await leader.press('Công nhận');
  await leader.sees('Đã công nhận', 'Nhân rộng từ', parent);

  // End: the parent lists the copy, the copy names its parent
  await find(parent);
  await citizen.sees('1 nơi được công nhận');
  t.ok(citizen.path.endsWith(parentCode), `the parent is at ${citizen.path}`);
  await find(copy);
  await citizen.sees('Nhân rộng từ', 'Thêm một nồi chay ngày rằm');
  await citizen.follow(parent);
  t.ok(citizen.path.endsWith(parentCode), `"copied from" leads to ${citizen.path}`);

  // 2 the lineage, from either side
  await citizen.follow('Xem nhân rộng');
  const fromParent = await lineage(t, citizen, parent);
  await find(copy);
  await citizen.follow('Xem nhân rộng');
  t.same(await lineage(t, citizen, copy), fromParent, 'the links from the side of the copy');
  const data = await citizen.json();
  t.same(`${data.code} ${data.copies.map(x => x.code)}`, `${parentCode} ${code}`, 'the lineage as data');
  await citizen.follow(new RegExp(`^${copy}, `), citizen.page.getByRole('group', { name: /^Nhân rộng của/ })); // the drawing can be walked, too
  t.ok(citizen.path.endsWith(code), `the drawing leads to ${citizen.path}`);

  // 3 the parent cannot become a copy of its own child, and what was typed is kept
  const owner = await open('danvan@22945');
  await model(owner, parent);
  await owner.follow('Ghi mô hình gốc');
  await owner.fill({ 'Mã mô hình gốc': code.toLowerCase(), 'Căn cứ để ghi là nhân rộng': 'Phường La Gi cho là mình làm trước.' });
  await owner.press('Ghi mô hình gốc');
  await owner.sees('không thể là gốc của nó');
  t.same(await owner.field('Mã mô hình gốc').inputValue(), code.toLowerCase(), 'the code typed');
  t.same(await owner.field('Căn cứ để ghi là nhân rộng').inputValue(), 'Phường La Gi cho là mình làm trước.', 'the reason typed');
  await citizen.go(`/phong-trao/${parentCode}/nhan-rong`);
  t.same(await lineage(t, citizen, parent), fromParent, 'the links after the refusal');
  for (const p of [citizen, other, province, leader, owner]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default {
  'M2.replication': (t, run) => M2(t, run, true),
  'M2.replication-without-script': (t, run) => M2(t, run, false),
};
