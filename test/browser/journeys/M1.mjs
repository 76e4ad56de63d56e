// M1: from registration to recognition, by three people; what was dated stays readable, and the model counts once.
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

const name = 'Ngõ hoa thay bãi rác';
const field = 'Văn hóa - xã hội';

// The number that the system counts for the field, among the groups.
async function counted(citizen) {
  await citizen.go('/phong-trao/thong-ke');
  const row = citizen.page.getByRole('table').first().getByRole('row').filter({ hasText: field });
  return Number((await row.getByRole('cell').last().innerText()).replace(/\D/g, ''));
}

async function M1(t, { browser }, js) {
  const server = await serve(demoData());
  const open = async user => {
    const p = await Person.open(t, browser, server, { js });
    if (user) await p.signIn(user);
    return p;
  };
  const model = async (p) => { // by the list, as a person finds it
    await p.follow('Mô hình', p.page.getByRole('navigation'));
    await p.follow(name);
  };
  const citizen = await open();
  const before = await counted(citizen);

  // 1 the commune registers
  const commune = await open('danvan@22945');
  await commune.follow('Mô hình', commune.page.getByRole('navigation'));
  await commune.follow('Đăng ký mô hình');
  await commune.fill({
    'Tên mô hình, điển hình': name, 'Mô hình': true, 'Lĩnh vực': field, 'Địa bàn': 'Phường Phan Thiết', 'Ngày bắt đầu': '02/11/2026',
    'Mục tiêu': 'Ba ngõ không còn bãi rác tự phát', 'Nội dung, cách làm': 'Mỗi nhà một bồn hoa, chi hội phụ nữ chia nhau chăm.',
    'Kết quả dự kiến': 'Ba ngõ sạch, có hoa quanh năm.', 'Người phụ trách': 'Trần Thị Mẫu',
  });
  await commune.press('Lưu bản nháp');
  await commune.sees(name, 'Bản nháp', field);
  const code = (await commune.page.getByRole('main').locator('.code').first().innerText()).trim();
  await commune.press('Gửi thẩm định');
  await commune.sees('Chờ thẩm định');

  // 2 the province appraises, its leader recognises, with papers
  server.clock('2026-11-25T09:00');
  const province = await open('danvan@68');
  await model(province);
  await province.press('Nhận thẩm định');
  await province.follow('Thẩm định đạt');
  await province.fill({ 'Số văn bản thẩm định': '07/BC-BDV', 'Nhận xét': 'Cách làm rõ, dễ làm theo.' });
  await province.press('Thẩm định đạt');
  await province.sees('Đã thẩm định', '07/BC-BDV');

  server.clock('2026-11-26T09:00');
  const leader = await open('lanhdao@68');
  await model(leader);
  await leader.follow('Công nhận');
  await leader.fill({ 'Số quyết định công nhận': '12/QĐ-UBND', 'Những người được nêu tên đồng ý công khai; đưa lên trang công khai': true });
  await leader.press('Công nhận');
  await leader.sees('Đã công nhận', '12/QĐ-UBND');

  // End: three dated acts in order, on the page of everybody and as data
  await citizen.go('/');
  await citizen.follow('Phong trào', citizen.page.getByRole('navigation'));
  await citizen.follow(name);
  t.ok(citizen.path.endsWith(code), `the public page is at ${citizen.path}`);
  const text = await citizen.text();
  const order = ['23/11/2026', '25/11/2026', '07/BC-BDV', '26/11/2026', '12/QĐ-UBND'].map(x => text.indexOf(x));
  t.ok(order.every((x, i) => x >= 0 && (!i || x > order[i - 1])), `dated acts are not in order: ${order} in ${text}`);
  await citizen.seesNot('07/BC-BDV.', 'Bản nháp');
  const data = await citizen.json();
  t.same(data.name, name, 'the name in the data');
  t.same(data.state, 'recognised', 'the state in the data');
  t.same(await counted(citizen) - before, 1, 'models counted in the field');

  // 3 the day of registration cannot be changed; a correction is an act of its own
  await commune.signIn('danvan@22945'); // three days later
  await model(commune);
  t.same(await commune.page.getByRole('link', { name: 'Sửa bản đăng ký' }).count(), 0, 'ways to change what is registered');
  await commune.go(`/can-bo/ho-so/${code}/edit`, 409);
  await commune.sees('không làm được', 'Đã công nhận');
  await commune.go(`/can-bo/ho-so/${code}`);
  await commune.follow('Đính chính Đăng ký');
  await commune.sees('Bước đã ghi không sửa được');
  await commune.fill({ 'Ngày đúng': '20/11/2026', 'Số văn bản': '03/ĐK', 'Lý do đính chính': 'Giấy đăng ký ghi ngày 20/11.' });
  await commune.press('Đính chính');
  await commune.sees('20/11/2026', '03/ĐK', 'đã hủy hoặc đã đính chính', '23/11/2026');
  t.same(await counted(citizen) - before, 1, 'models counted after the correction');
  for (const p of [citizen, commune, province, leader]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default {
  'M1.recognition': (t, run) => M1(t, run, true),
  'M1.recognition-without-script': (t, run) => M1(t, run, false),
};
