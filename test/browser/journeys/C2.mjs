// C2: find my dossier with the paper in my hand; the day is explained, and whoever guesses codes waits.
import { checkLoaded, phone } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

async function receive(t, browser, server) {
  const clerk = await Person.open(t, browser, server);
  await clerk.signIn('motcua@22945');
  await clerk.go('/can-bo/mot-cua/tiep-nhan?thu-tuc=2.001035');
  for (const paper of await clerk.page.getByRole('group', { name: /^Giấy tờ đã nhận/ }).getByRole('checkbox').all()) await paper.check();
  await clerk.fill({ 'Họ tên người nộp hoặc tên tổ chức': 'Nguyễn Thị Giữ Giấy', 'Điện thoại': '0912345678', 'Địa chỉ': 'Khu phố 7' });
  await clerk.press('Tiếp nhận và ghi ngày hẹn');
  const code = (await clerk.text()).match(/HS-\w{4}-\w{4}-\w/)[0], address = (await clerk.page.locator('.code-long').first().innerText()).trim();
  await clerk.close();
  return { code, link: new URL(address).pathname };
}

async function C2(t, { browser, shots }, js) {
  const server = await serve(demoData(), { at: '2026-11-20T14:00', limits: true });
  const { code, link } = await receive(t, browser, server);
  const citizen = await Person.open(t, browser, server, { js, size: phone });
  const { page } = citizen;

  // 1 the code in lower case, without dashes
  await citizen.go('/');
  await citizen.follow('Tra cứu', page.getByRole('navigation'));
  await citizen.fill({ 'Mã hồ sơ': code.replaceAll('-', '').toLowerCase() });
  t.same(await citizen.press('Tra cứu'), 200, 'status of the look-up');

  // 2 what everybody may know, and no name
  await citizen.sees(code, 'Chứng thực hợp đồng', 'thứ Tư, 25/11/2026', 'Phường Phan Thiết', 'Các bước giải quyết');
  t.same(await page.locator('main a[href^="tel:"]').count(), 1, 'telephones of the office');
  await citizen.seesNot('Giữ Giấy', '0912345678', 'Khu phố 7', 'motcua');
  if (js) await checkLoaded(t, page, 'tra-cuu-ho-so', { shots });

  // 3 why this day: every day passed over, up to the same day
  await citizen.follow('Vì sao là ngày này?');
  await citizen.sees('14:00, 20/11/2026', 'thứ Bảy, 21/11/2026: nghỉ cuối tuần', 'thứ Ba, 24/11/2026: nghỉ: Ngày Văn hóa Việt Nam', 'Đếm đến thứ Tư, 25/11/2026');
  await citizen.seesNot('Giữ Giấy');
  const told = await citizen.json();
  t.same(told.counted_to, told.due, 'the day that is counted to');
  t.same(told.steps.at(-1).days.at(-1).day, told.due, 'the last day of the list');
  if (js) await checkLoaded(t, page, 'vi-sao', { shots });
  await citizen.follow('Về trang hồ sơ');
  await citizen.sees(code);

  // a wait is told with its days, on the private page too
  server.clock('2026-11-23T09:00');
  const clerk = await Person.open(t, browser, server);
  await clerk.signIn('motcua@22945');
  await clerk.go(`/can-bo/ho-so/${code}`);
  await clerk.press('Chuyển xử lý');
  await clerk.follow('Chờ bên ngoài');
  await clerk.fill({ 'Lý do chờ': 'Chờ xác minh (đồng hồ dừng)' });
  await clerk.press('Chờ bên ngoài');
  server.clock('2026-11-26T09:00');
  await clerk.signIn('motcua@22945');
  await clerk.go(`/can-bo/ho-so/${code}`);
  await clerk.press('Xử lý tiếp');
  await citizen.go(link);
  await citizen.follow('Vì sao là ngày này?');
  await citizen.sees('Đồng hồ dừng từ 23/11/2026 đến 26/11/2026: 2 ngày làm việc không tính', 'Đếm đến thứ Sáu, 27/11/2026');

  // End: a wrong code is a plain answer; repeated misses wait
  await citizen.go('/tra-cuu');
  await citizen.fill({ 'Mã hồ sơ': 'HS-0000-0000-0' });
  t.same(await citizen.press('Tra cứu'), 404, 'status of a wrong code');
  await citizen.sees('Không tìm thấy mã này');
  let answer;
  for (let n = 0; n < 25; n++) {
    answer = await citizen.fetch(`/tra-cuu?ma=HS-0000-000${n % 10}-0`);
    if (answer.status() !== 404) break;
  }
  t.same(answer.status(), 429, 'status after repeated misses');
  t.ok(Number(answer.headers()['retry-after']) > 0, `Retry-After: ${answer.headers()['retry-after']}`);
  for (const p of [citizen, clerk]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default {
  'C2.lookup': (t, run) => C2(t, run, true),
  'C2.lookup-without-script': (t, run) => C2(t, run, false),
};
