// K3: late? The office says sorry before it happens, once, in writing, and the figures still tell the first day.
import { checkLoaded } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

// How many dossiers of the office were late from the first day on, as everybody sees it.
async function late(citizen) {
  await citizen.go('/mot-cua');
  return Number((await citizen.page.getByRole('link', { name: /trễ hẹn đầu$/ }).innerText()).replace(/\D/g, ''));
}

async function K3(t, { browser, shots }, js) {
  const server = await serve(demoData(), { at: '2026-11-23T14:00' });
  const open = async user => {
    const p = await Person.open(t, browser, server, { js });
    if (user) await p.signIn(user);
    return p;
  };
  const citizen = await open();
  const before = await late(citizen);
  let clerk = await open('motcua@22945');

  // a dossier on Monday 14:00, before a public holiday: due on Thursday
  await clerk.follow('Một cửa', clerk.page.getByRole('navigation', { name: 'Bàn làm việc' }));
  await clerk.follow('Tiếp nhận hồ sơ');
  await clerk.fill({ 'Tìm thủ tục': 'chung thuc hop dong' });
  await clerk.press('Tìm'); // one hit: its form comes at once
  for (const paper of await clerk.page.getByRole('group', { name: /^Giấy tờ đã nhận/ }).getByRole('checkbox').all()) await paper.check();
  await clerk.fill({ 'Họ tên người nộp hoặc tên tổ chức': 'Nguyễn Thị Thử', 'Điện thoại': '0912345678', 'Địa chỉ': 'Khu phố 3' });
  await clerk.press('Tiếp nhận và ghi ngày hẹn');
  await clerk.sees('26/11/2026', 'Nguyễn Thị Thử');
  await clerk.follow('Xem hồ sơ');
  const code = (await clerk.page.getByRole('main').locator('.code').first().innerText()).trim();
  const link = await clerk.page.getByRole('link', { name: 'Mở trang riêng của người nộp' }).getAttribute('href');
  await clerk.press('Chuyển xử lý');

  // 1-2 one working day before
  server.clock('2026-11-25T08:30');
  clerk = await open('motcua@22945');
  const soon = clerk.page.getByRole('region', { name: 'Sắp quá hạn' }).first();
  t.same(await soon.getByRole('link').filter({ hasText: /./ }).and(clerk.page.locator(`[href$="${code}"]`)).count(), 1, 'the dossier under "Sắp quá hạn"');
  await clerk.leads(soon.locator(`[href$="${code}"]`));

  // 3 the reason and the one new day; it counts when the leader has signed
  await clerk.follow('Xin lỗi và hẹn lại');
  t.same(await clerk.field('Lý do trễ hẹn').inputValue(), '', 'the reason before anybody has written one');
  const reason = 'Máy đóng dấu của phòng công chứng hỏng, chiều mai mới sửa xong.';
  await clerk.fill({ 'Sự cố máy móc, đường truyền': true, 'Lý do trễ hẹn': reason, 'Ngày hẹn mới': '27/11/2026' });
  await clerk.press('Xin lỗi và hẹn lại');
  await clerk.sees('Chờ ký', 'Đang chờ người có thẩm quyền ký', '26/11/2026');
  await citizen.go(link);
  await citizen.seesNot('27/11/2026');

  const leader = await open('lanhdao@22945');
  await leader.follow(/^Xin lỗi và hẹn lại/);
  await leader.sees(reason, '27/11/2026');
  await leader.press(/^Ký/);
  await leader.sees('27/11/2026');

  // End: the letter, the applicant's page
  await leader.go(`/can-bo/ho-so/${code}`);
  await leader.follow('In thư xin lỗi');
  await leader.sees(/Thư xin lỗi số \S+/, reason, 'Nguyễn Thị Thử', '27/11/2026', '26/11/2026', 'Lãnh đạo đơn vị (mẫu)');
  if (js) {
    await checkLoaded(t, leader.page, 'thu-xin-loi', { shots });
    const paper = (await leader.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    t.same(paper.match(/\/Type\s*\/Page\b/g).length, 1, 'sheets of the letter');
  }
  await citizen.go(link);
  await citizen.sees('Thư xin lỗi', reason, '26/11/2026', '27/11/2026');
  await citizen.go('/xin-loi');
  await citizen.sees('Lý do: Sự cố máy móc, đường truyền');
  await citizen.seesNot('Nguyễn Thị Thử', reason); // the words are for the letter

  // 4 past the new day: no third date, and the figure counts from the first
  server.clock('2026-11-30T09:00');
  clerk = await open('motcua@22945');
  await clerk.go(`/can-bo/ho-so/${code}`);
  await clerk.sees('Chỉ được xin lỗi và hẹn lại một lần theo quy định.');
  await clerk.go(`/can-bo/ho-so/${code}/apologise_late`, 409);
  await clerk.go(`/can-bo/ho-so/${code}`);
  await clerk.follow('Ghi kết quả');
  await clerk.fill({ 'Số văn bản kết quả': '15/CT' });
  await clerk.press('Ghi kết quả');
  t.same(await late(citizen) - before, 1, 'dossiers late from the first day on');
  for (const p of [citizen, clerk, leader]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default {
  'K3.apology': (t, run) => K3(t, run, true),
  'K3.apology-without-script': (t, run) => K3(t, run, false),
};
