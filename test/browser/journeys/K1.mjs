// K1: a dossier in three minutes, by keyboard; a line that is cut loses nothing, and twice pressed is once received.
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

async function K1(t, { browser }, js) {
  const server = await serve(demoData(), { at: '2026-11-23T14:00' });
  const clerk = await Person.open(t, browser, server, { js });
  const { page } = clerk;
  await clerk.signIn('motcua@22945');
  await clerk.go('/can-bo/mot-cua');
  await clerk.follow('Tiếp nhận hồ sơ');

  // 1 the procedure by keyboard alone, without marks: the field has the focus, Enter opens what is found
  const entered = page.waitForURL(/thu-tuc=2\.001035/);
  await page.keyboard.type('chung thuc hop dong');
  await page.keyboard.press('Enter');
  await entered;
  await clerk.look();
  await clerk.sees('Chứng thực hợp đồng', 'thứ Năm 26/11/2026', 'Ngày Văn hóa');

  // 2 the papers, a person without phone or e-mail
  for (const paper of await page.getByRole('group', { name: /^Giấy tờ đã nhận/ }).getByRole('checkbox').all()) await paper.check();
  await clerk.fill({ 'Họ tên người nộp hoặc tên tổ chức': 'Phạm Thị Không Máy', 'Địa chỉ': 'Khu phố 5' });

  // the line is cut while it is sent: with script the form comes back as it was
  if (js) {
    await clerk.context.setOffline(true);
    await page.getByRole('button', { name: 'Tiếp nhận và ghi ngày hẹn' }).click();
    await page.waitForTimeout(500);
    await clerk.context.setOffline(false);
    await page.goto(server.base + '/can-bo/mot-cua/tiep-nhan?thu-tuc=2.001035');
    clerk.seen.take();
    await clerk.sees('Đã lấy lại nội dung chưa gửi được');
    t.same(await clerk.field('Họ tên người nộp hoặc tên tổ chức').inputValue(), 'Phạm Thị Không Máy', 'the name after the cut');
    t.same(await page.getByRole('group', { name: /^Giấy tờ đã nhận/ }).locator('input:checked').count(), 3, 'papers still ticked');
  }

  // 3 received: the paper to print has code, QR code, papers, day; the next one is a key away
  await clerk.press('Tiếp nhận và ghi ngày hẹn');
  await clerk.sees('Giấy tiếp nhận hồ sơ và hẹn trả kết quả', 'thứ Năm, 26/11/2026', 'Phạm Thị Không Máy', 'Giấy tờ tùy thân của các bên', 'H36.22945-261123-');
  t.same(await page.locator('svg.qr').count(), 1, 'QR codes on the paper');
  t.same(await page.locator(':focus').innerText(), 'Tiếp nhận hồ sơ tiếp theo', 'what has the focus');
  const address = (await page.locator('.code-long').first().innerText()).trim();
  const citizen = await Person.open(t, browser, server, { js });
  await citizen.go(new URL(address).pathname);
  await citizen.sees('thứ Năm, 26/11/2026', 'Chứng thực hợp đồng');

  // the same person once more: asked about, kept, and allowed as another matter
  const next = page.waitForURL(/tiep-nhan$/);
  await page.keyboard.press('Enter');
  await next;
  await clerk.go('/can-bo/mot-cua/tiep-nhan?thu-tuc=2.001035');
  await clerk.seesNot(js ? 'Đã lấy lại nội dung chưa gửi được' : 'Phạm Thị Không Máy');
  for (const paper of await page.getByRole('group', { name: /^Giấy tờ đã nhận/ }).getByRole('checkbox').all()) await paper.check();
  await clerk.fill({ 'Họ tên người nộp hoặc tên tổ chức': 'PHẠM THỊ KHÔNG MÁY' });
  t.same(await clerk.press('Tiếp nhận và ghi ngày hẹn'), 422, 'status of the second');
  await clerk.sees('đang có hồ sơ cùng thủ tục chưa xong');
  await clerk.fill({ 'Đã xem, đây là việc khác: vẫn tiếp nhận': true });
  t.same(await clerk.press('Tiếp nhận và ghi ngày hẹn'), 200, 'status as another matter');
  await clerk.go('/can-bo/mot-cua');
  t.same(await page.getByText(/Phạm Thị Không Máy/i).count(), 2, 'dossiers of that person');
  t.same(await server.stop(), 0, 'the server leaves');
}

export default {
  'K1.desk': (t, run) => K1(t, run, true),
  'K1.desk-without-script': (t, run) => K1(t, run, false),
};
