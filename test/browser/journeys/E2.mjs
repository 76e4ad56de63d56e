// E2: readers talk back: feedback that stays private until it is shown with a name alone, declined feedback that is answered with
// its reason, and readings counted once for each browser.
import { Person } from '../person.mjs';
import { demoData, demoMorning, serve } from '../server.mjs';

const article = '/tin/dan-van-kheo-o-binh-thuan';
const browsers = ['Firefox/128', 'Chrome/119', 'Safari/604'].map(x => `Mozilla/5.0 (X11; Linux x86_64) ${x}`);

async function E2(t, { browser }) {
  const server = await serve(demoData());
  const send = async (name, email, text) => {
    const p = await Person.open(t, browser, server);
    await p.go(article);
    await p.follow('Phản hồi', p.page.getByRole('main'));
    await p.fill({ 'Nội dung phản hồi': text, 'Họ và tên': name, 'Thư điện tử': email });
    await p.press('Gửi phản hồi', p.page.getByRole('main'));
    await p.sees('phản hồi đã tới tòa soạn', 'Chờ xem');
    return p;
  };
  const glad = await send('Nguyễn Thị Mẫu', 'mau@noi-gui.vn', 'Bài rất có ích cho thôn tôi.');
  const rude = await send('Trần Văn Thử', 'thu@noi-gui.vn', 'Chẳng liên quan gì tới bài cả.');

  // only links, or a header in a name: said at the field, what was typed is kept
  const other = await Person.open(t, browser, server);
  await other.go(article);
  await other.follow('Phản hồi', other.page.getByRole('main'));
  await other.fill({ 'Nội dung phản hồi': 'https://vd.vn/mot https://vd.vn/hai', 'Họ và tên': 'Lê Thử', 'Thư điện tử': 'le@noi-gui.vn' });
  t.same(await other.press('Gửi phản hồi', other.page.getByRole('main')), 422, 'links alone');
  await other.sees('chỉ có liên kết');
  t.same(await other.field('Họ và tên').inputValue(), 'Lê Thử', 'the name typed before');

  const editor = await Person.open(t, browser, server);
  await editor.signIn('bientap@68');
  await editor.go('/can-bo/phan-hoi');
  await editor.sees('2 phản hồi chờ xem', '0 giờ');
  await editor.follow('Phản hồi của Nguyễn Thị Mẫu', editor.page.getByRole('main'));
  await editor.sees('mau@noi-gui.vn');
  await editor.press('Đăng', editor.page.getByRole('main'));
  await editor.go('/can-bo/phan-hoi');
  await editor.follow('Phản hồi của Trần Văn Thử', editor.page.getByRole('main'));
  await editor.follow('Không đăng', editor.page.getByRole('main'));
  await editor.page.getByRole('main').getByRole('textbox').first().fill('Không nói về nội dung của bài.');
  await editor.press('Không đăng', editor.page.getByRole('main'));

  await other.go(article);
  await other.sees('Bài rất có ích cho thôn tôi.', 'Nguyễn Thị Mẫu');
  await other.seesNot('mau@noi-gui.vn', 'Chẳng liên quan gì');
  await rude.page.reload();
  await rude.sees('Không nói về nội dung của bài.');
  await glad.page.reload();
  await glad.sees('Đã đăng');

  // three browsers, one of them twice: three readings
  for (const agent of [...browsers, browsers[0]]) {
    const context = await browser.newContext({ userAgent: agent });
    t.contexts.push(context);
    const page = await context.newPage();
    const told = page.waitForResponse(r => r.url().endsWith('/xem'), { timeout: 20_000 });
    await page.goto(server.base + article);
    t.same((await told).status(), 204, 'a reading is told');
    t.same((await context.cookies()).length, 0, 'cookies of a reader');
    await context.close();
  }
  server.clock(demoMorning.replace('09:00', '09:05'));
  for (const until = Date.now() + 60_000; ;) {
    const { items } = await other.json('/tin/xem-nhieu');
    if (items.length || Date.now() > until) {
      t.same(items[0]?.ever, 3, 'readings of the article');
      break;
    }
    await new Promise(done => setTimeout(done, 200));
  }
  await other.go('/tin/xem-nhieu');
  await other.sees('Xem nhiều nhất', 'ước tính 3 lượt');
  for (const p of [glad, rude, other, editor]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default { 'E2.talk': E2 };
