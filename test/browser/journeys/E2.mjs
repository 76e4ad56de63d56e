// E2: readers talk back: feedback that stays private until it is shown with a name alone, declined feedback that is answered with
// its reason, readings counted once for each browser, and an article sent to friends, each of whom gets one mail.
import { phone } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, demoMorning, mailServer, serve } from '../server.mjs';

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

async function friends(t, { browser }) {
  const post = await mailServer();
  if (!post) return console.log('skip E2.friends: python3-aiosmtpd is not installed');
  const server = await serve(demoData());
  const reader = await Person.open(t, browser, server, { size: phone });
  const main = () => reader.page.getByRole('main');
  await reader.go(article);
  const title = await reader.page.getByRole('heading', { level: 1 }).innerText();
  await reader.follow('Gửi cho bạn bè', main());
  await reader.sees('Máy chủ này chưa gửi được thư', server.base + article); // nobody has set one up yet

  const admin = await Person.open(t, browser, server);
  await admin.signIn('quantri');
  await admin.go('/quan-tri/thu');
  await admin.fill({ 'Gửi thư và tin nhắn': true, 'Máy chủ thư (SMTP)': '127.0.0.1', 'Cổng': post.port, 'Không mã hóa (chỉ trong cùng máy)': true, 'Địa chỉ người gửi': 'motcua@co-quan.test' });
  await admin.press('Lưu', admin.page.getByRole('main'));
  await admin.sees('Đã lưu.');
  await admin.close();

  await reader.go('/en' + article + '/gui');
  await reader.sees('Send to friends', title);
  await reader.go(article);
  await reader.follow('Gửi cho bạn bè', main());
  await reader.sees(title);
  await reader.fill({ 'Thư điện tử người nhận': 'ban-mot@noi-nhan.test, khong-phai', 'Tên của Ông/Bà': 'Nguyễn Thị Mẫu' });
  t.same(await reader.press('Gửi bài này', main()), 422, 'no address');
  await reader.sees('“khong-phai” không phải một địa chỉ thư điện tử');
  t.same(await reader.field('Tên của Ông/Bà').inputValue(), 'Nguyễn Thị Mẫu', 'the name typed before');
  await reader.fill({ 'Thư điện tử người nhận': 'ban-mot@noi-nhan.test, ban-hai@noi-nhan.test', 'Lời nhắn': 'Anh chị đọc thử nhé.' });
  t.same(await reader.press('Gửi bài này', main()), 200, 'two friends');
  await reader.sees('Bài viết đã được gửi đi.');
  await reader.seesNot('ban-mot@noi-nhan.test');
  await reader.follow('Đọc bài đang đăng', main());
  t.same(reader.path, article, 'back at the article');

  for (const until = Date.now() + 60_000; post.mails().length < 2 && Date.now() < until;) await new Promise(done => setTimeout(done, 200));
  const mails = post.mails().sort((a, b) => (a.to < b.to ? -1 : 1));
  t.same(mails.map(m => m.to).join(' '), 'ban-hai@noi-nhan.test ban-mot@noi-nhan.test', 'one mail each');
  for (const m of mails) {
    t.same(m.subject, 'Có người gửi Ông/Bà một bài viết', 'the subject');
    for (const x of [title, 'Nguyễn Thị Mẫu', 'Anh chị đọc thử nhé.', server.base + article]) t.ok(m.text.replace(/\s+/g, ' ').includes(x), `the mail lacks "${x}": ${m.text}`);
    t.ok(!mails.some(o => o.to !== m.to && m.text.includes(o.to)), 'a mail names the other friend');
  }
  await reader.close();
  t.same(await server.stop(), 0, 'the server leaves');
  post.stop();
}

export default { 'E2.talk': E2, 'E2.friends': friends };
