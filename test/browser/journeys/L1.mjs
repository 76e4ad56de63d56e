// L1: liên thông. A dossier goes to another unit for one step and comes back; each unit has its own day, and the citizen
// sees where it is.
import { checkLoaded } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

async function L1(t, { browser, shots }, js) {
  const server = await serve(demoData(), { at: '2026-11-23T09:00' });
  const open = async user => {
    const p = await Person.open(t, browser, server, { js });
    if (user) await p.signIn(user);
    return p;
  };
  let clerk = await open('motcua@22945');

  // received and handed on: the first step is with the office itself
  await clerk.go('/can-bo/mot-cua/tiep-nhan?thu-tuc=DEMO.0002');
  await clerk.fill({ 'Họ tên người nộp hoặc tên tổ chức': 'Nguyễn Thị Thử', 'Điện thoại': '0912345678', 'Địa chỉ': 'Khu phố 3' });
  await clerk.press('Tiếp nhận và ghi ngày hẹn');
  await clerk.follow('Xem hồ sơ');
  const code = (await clerk.page.getByRole('main').locator('.code').first().innerText()).trim();
  await clerk.sees('Các bước giải quyết', /Bước 2: Đo đạc/, 'chưa tới');
  await clerk.press('Chuyển xử lý');
  await clerk.sees('đang giải quyết', 'Hạn của bước: 30/11/2026');

  // passed on with a note: one act
  server.clock('2026-11-25T10:00');
  await clerk.close();
  clerk = await open('motcua@22945');
  await clerk.go(`/can-bo/ho-so/${code}`);
  await clerk.follow('Chuyển bước tiếp theo');
  await clerk.fill({ 'Ghi chú cho bước sau': 'Đề nghị đo đạc thửa số 7' });
  await clerk.press('Chuyển bước tiếp theo');
  await clerk.sees('trước hạn', 'Đề nghị đo đạc thửa số 7', 'Bước này đang ở Phường Bình Thuận.');
  if (js) await checkLoaded(t, clerk.page, 'lien-thong', { shots });

  // the other unit finds it on its desk, among its steps, and acts on it
  const other = await open('motcua@22960');
  await other.sees(/Đo đạc, kiểm tra hồ sơ địa chính/);
  await other.go('/can-bo/mot-cua');
  await other.sees('Hồ sơ nơi khác nhận, đang ở đây', code);
  await other.follow('Các bước đang ở đơn vị');
  await other.sees(/2 bước đang giữ/, code);
  await other.leads(other.page.locator(`a[href$="${code}"]`));
  await other.follow('Chuyển lại bước trước');
  await other.fill({ 'Lý do': 'Thiếu bản vẽ ranh giới thửa đất' });
  await other.press('Chuyển lại bước trước');
  await other.go(`/can-bo/ho-so/${code}`, 404);

  // back, mended, and there again
  await clerk.go(`/can-bo/ho-so/${code}`);
  await clerk.sees('đã chuyển lại', 'Thiếu bản vẽ ranh giới thửa đất');
  await clerk.follow('Chuyển bước tiếp theo');
  await clerk.press('Chuyển bước tiếp theo');
  await other.go(`/can-bo/ho-so/${code}`);
  await other.follow('Chuyển bước tiếp theo');
  await other.press('Chuyển bước tiếp theo');

  // everybody sees the steps and the units, and nobody's name
  const citizen = await open();
  await citizen.go(`/tra-cuu?ma=${code}`);
  await citizen.sees(/Bước 3: Ký giấy chứng nhận/, 'Phường Bình Thuận');
  await citizen.seesNot('Nguyễn Thị Thử');
  await citizen.seesNot('Thiếu bản vẽ');
  if (js) await checkLoaded(t, citizen.page, 'lien-thong-tra-cuu', { shots });

  // the last step ends with the result
  await clerk.go(`/can-bo/ho-so/${code}`);
  await clerk.follow('Ghi kết quả');
  await clerk.fill({ 'Số văn bản kết quả': '15/GCN' });
  await clerk.press('Ghi kết quả');
  await clerk.sees('đã có kết quả');
  for (const p of [citizen, clerk, other]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default {
  'L1.legs': (t, run) => L1(t, run, true),
  'L1.legs-without-script': (t, run) => L1(t, run, false),
};
