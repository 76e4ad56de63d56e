// K2: one complete request for what is missing; the clock stands, and then begins anew in full.
import { checkLoaded } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

async function K2(t, { browser, shots }, js) {
  const server = await serve(demoData(), { at: '2026-11-23T14:00' });
  const clerk = await Person.open(t, browser, server, { js });
  const { page } = clerk;
  await clerk.signIn('motcua@22945');
  await clerk.go('/can-bo/mot-cua/tiep-nhan?thu-tuc=2.001035');
  for (const paper of await page.getByRole('group', { name: /^Giấy tờ đã nhận/ }).getByRole('checkbox').all()) await paper.check();
  await clerk.fill({ 'Họ tên người nộp hoặc tên tổ chức': 'Lê Văn Thiếu Giấy', 'Địa chỉ': 'Khu phố 2' });
  await clerk.press('Tiếp nhận và ghi ngày hẹn');
  await clerk.follow('Xem hồ sơ');
  const code = (await page.getByRole('main').locator('.code').first().innerText()).trim();
  const link = await page.getByRole('link', { name: 'Mở trang riêng của người nộp' }).getAttribute('href');
  await clerk.press('Chuyển xử lý');
  await clerk.sees('thứ Năm, 26/11/2026');

  // 1 two missing papers, a reason each, in one list; a tick without a reason comes back at once
  await clerk.follow('Yêu cầu bổ sung');
  const papers = page.getByRole('group', { name: /^Giấy tờ còn thiếu/ });
  t.same(await papers.getByRole('checkbox').count(), 3, 'papers of the procedure to choose from');
  await papers.getByRole('checkbox', { name: /^Giấy tờ tùy thân/ }).check();
  await papers.getByRole('textbox', { name: /^Lý do.*: Giấy chứng nhận/ }).fill('Bản sao mờ, không đọc được số tờ');
  t.same(await clerk.press('Yêu cầu bổ sung'), 422, 'status of a tick without its reason');
  t.ok(await papers.getByRole('checkbox', { name: /^Giấy tờ tùy thân/ }).isChecked(), 'the tick is lost');
  if (js) await checkLoaded(t, page, 'yeu-cau-bo-sung', { shots });
  await papers.getByRole('textbox', { name: /^Lý do.*: Giấy tờ tùy thân/ }).fill('Thiếu giấy tờ của bên bán');
  t.same(await clerk.press('Yêu cầu bổ sung'), 200, 'status of the request');

  // 2 the clock stands, for the office and for the citizen
  await clerk.sees('Đã dừng, chờ bổ sung', 'Đồng hồ đã dừng từ thứ Hai, 23/11/2026', 'Giấy tờ tùy thân của các bên: Thiếu giấy tờ của bên bán', 'Bản sao mờ, không đọc được số tờ');
  const citizen = await Person.open(t, browser, server, { js });
  await citizen.go(link);
  await citizen.sees('Đã dừng, chờ bổ sung', 'Thiếu giấy tờ của bên bán');
  const form = await citizen.fetch(await citizen.page.getByRole('link', { name: /^Phiếu yêu cầu bổ sung/ }).getAttribute('href'));
  t.ok(form.status() === 200 && (await form.body()).subarray(0, 5).toString() === '%PDF-', `form 02: ${form.status()}`);

  // 3 five working days later (the day of culture is none) the papers come, and the clock begins anew in full
  server.clock('2026-12-01T10:00');
  await clerk.signIn('motcua@22945');
  await clerk.go(`/can-bo/ho-so/${code}`);
  await clerk.sees('Đã dừng, chờ bổ sung');
  await clerk.follow('Nhận giấy tờ bổ sung');
  await clerk.fill({ 'Giấy tờ đã nộp bổ sung': 'Căn cước bên bán; bản sao rõ' });
  await clerk.press('Nhận giấy tờ bổ sung');
  await clerk.sees('Đã bổ sung, thời hạn tính lại từ đầu: ngày hẹn chuyển sang thứ Năm, 03/12/2026');
  await citizen.go(link);
  await citizen.sees('thứ Năm, 03/12/2026', 'thời hạn tính lại từ đầu');
  await citizen.follow('Vì sao là ngày này?');
  await citizen.sees('Thời hạn 2 ngày làm việc, tính từ 10:00, 01/12/2026', 'Đếm đến thứ Năm, 03/12/2026');

  // 4 a second request: refused, the rule beside the button; both acts stand in the timeline
  await clerk.go(`/can-bo/ho-so/${code}`);
  const offer = page.getByRole('complementary').getByRole('listitem').filter({ hasText: 'Yêu cầu bổ sung' });
  t.ok((await offer.first().innerText()).includes('Chỉ được yêu cầu bổ sung một lần theo quy định.'), 'the rule is not beside the button');
  t.same(await page.getByRole('link', { name: 'Yêu cầu bổ sung', exact: true }).count(), 0, 'buttons for a second request');
  await clerk.sees('Yêu cầu bổ sung, đồng hồ dừng', 'Đã bổ sung, thời hạn tính lại từ đầu');
  await clerk.go(`/can-bo/ho-so/${code}/request_supplement`, 409);
  await clerk.sees('Chỉ được yêu cầu bổ sung một lần theo quy định.');
  for (const p of [citizen, clerk]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default {
  'K2.supplement': (t, run) => K2(t, run, true),
  'K2.supplement-without-script': (t, run) => K2(t, run, false),
};
