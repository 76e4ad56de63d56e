// E1: an article that can be found: written with a photo, looked at on a phone, published by another person; then it is on the
// front page, first in the search with and without marks, in the feed with its photo, and readable without script. The demo's
// first article is still at its address.
import { fileURLToPath } from 'node:url';
import { checkAxe, checkLoaded, phone } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

const title = 'Bình Thuận: ngày hội dân vận khéo ở bến cá', slug = 'binh-thuan-ngay-hoi-dan-van-kheo-o-ben-ca';
const file = fileURLToPath(new URL('../../data/photo.jpg', import.meta.url));
const alt = 'Hai người quét con đường có bồn hoa';
const consent = 'Người trong ảnh (hoặc cha mẹ, người giám hộ) đồng ý cho đăng công khai; ảnh không có người cũng đánh dấu';

// The box of the front page: found first among the articles, with what was found marked in its title and its words.
async function found(t, reader, words, marked) {
  await reader.go('/');
  await reader.fill({ 'Tìm trong toàn trang': words });
  await reader.press('Tìm', reader.page.getByRole('main'));
  await reader.sees(`kết quả cho “${words}”`);
  const first = reader.page.getByRole('region', { name: /^Bài viết/ }).getByRole('listitem').first();
  t.same(await first.getByRole('heading', { level: 3 }).innerText(), title, `the first article of the search "${words}"`);
  const marks = await first.locator('mark').allInnerTexts();
  t.ok(marks.includes(marked) && marks.every(m => /^(bình thuận|bến cá)$/i.test(m)), `"${words}" marks ${JSON.stringify(marks)}`);
  t.ok((await first.locator('p[lang=vi] mark').count()) > 0, `"${words}": nothing is marked in the snippet`);
}

async function E1(t, { browser, shots }, js) {
  const server = await serve(demoData());
  const open = async (user, size) => {
    const p = await Person.open(t, browser, server, { js, ...(size && { size }) });
    if (user) await p.signIn(user);
    return p;
  };
  const writer = await open('bientap@68', phone);
  await writer.go('/can-bo/tin');
  await writer.follow('Viết bài', writer.page.getByRole('main'));
  await writer.fill({
    'Tiêu đề': title, 'Mục': 'Phong trào', 'Đoạn dẫn': 'Cả phường ở Bình Thuận ra bãi từ sáng sớm.',
    'Nội dung': '## Việc đã làm\n\nCó {{so:F07}} mô hình cùng loại. <script>alert(1)</script>\n\n- Dọn bãi\n- Trồng cây', 'Chủ đề': 'Môi trường, Biển',
  });
  await writer.press('Xem trước', writer.page.getByRole('main'));
  await writer.sees('Xem trước (chưa lưu)', 'thẻ HTML bị bỏ', 'trên 900');
  t.ok(await writer.page.evaluate(() => document.documentElement.scrollWidth <= 360), 'the preview is wider than the phone');
  t.same(await writer.field('Tiêu đề').inputValue(), title, 'the title typed before the preview');
  if (js) await checkAxe(t, writer.page, 'the form with its preview');
  await writer.press('Lưu nháp', writer.page.getByRole('main'));
  const code = (await writer.page.getByRole('main').locator('.code').first().innerText()).trim();

  await writer.follow('Thêm ảnh', writer.page.getByRole('main'));
  await writer.page.getByLabel('Tệp ảnh').setInputFiles(file);
  await writer.fill({ 'Chú thích': 'Dọn bãi buổi sáng', 'Tác giả ảnh': 'Võ Văn Mẫu', 'Mô tả ảnh cho người không nhìn thấy': alt, [consent]: true });
  await writer.press('Thêm ảnh', writer.page.getByRole('main'));
  await writer.press('Gửi duyệt', writer.page.getByRole('main'));

  const reader = await open(null, phone);
  await reader.go(`/tin/${slug}`, 404);
  const chief = await open('tongbientap@68');
  await chief.go(`/can-bo/ho-so/${code}`);
  await chief.follow('Đăng', chief.page.getByRole('main'));
  await chief.press('Đăng', chief.page.getByRole('main'));

  // the front page, the article, the feed
  await reader.go('/');
  await reader.follow(title, reader.page.getByRole('main'));
  t.ok(reader.path.startsWith(`/tin/${slug}`), `the article is at ${reader.path}`);
  await reader.sees('Dọn bãi buổi sáng', 'Ảnh: Võ Văn Mẫu', 'trên 900', 'trên 900 mô hình tập thể', 'Báo Bình Thuận');
  const figure = reader.page.locator('figure').filter({ has: reader.page.getByRole('img', { name: alt }) });
  t.same((await figure.locator('figcaption').innerText()).includes('Dọn bãi buổi sáng'), true, 'the caption is bound to the picture');
  if (js) await checkAxe(t, reader.page, 'the article');
  const html = await (await reader.fetch(`/tin/${slug}`)).text();
  t.ok(!/<script>\s*alert|<script[^>]*>[^<]*alert/.test(html), 'a script of the author is in the page');
  const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)[1]);
  t.same(data['@type'], 'NewsArticle', 'structured data');
  t.same(data.headline, title, 'its headline');

  // the search, without marks and with them
  await found(t, reader, 'binh thuan', 'Bình Thuận');
  await found(t, reader, 'Bình Thuận', 'Bình Thuận');
  if (js) await checkLoaded(t, reader.page, 'tim-binh-thuan', { shots });
  await reader.page.setViewportSize(phone);
  await reader.follow(title, reader.page.getByRole('main'));
  t.ok(reader.path.startsWith(`/tin/${slug}`), `the search leads to ${reader.path}`);

  const feed = await reader.fetch('/tin.atom');
  t.ok(feed.headers()['content-type'].startsWith('application/atom+xml'), 'type of the feed');
  const entry = (await feed.text()).split('<entry>').find(x => x.includes(`<title>${title}</title>`)) || '';
  t.ok(/rel="enclosure" type="image\/jpeg"/.test(entry), `the feed has the article with its photo: ${entry.slice(0, 300)}`);
  const photo = /enclosure"[^>]*href="([^"]*)"/.exec(entry)[1];
  t.same((await reader.fetch(new URL(photo).pathname)).status(), 200, 'the photo of the feed');

  await reader.go('/tin/dan-van-kheo-o-binh-thuan');
  await reader.sees('những con số và bảy mô hình', 'Báo Bình Thuận');
  for (const p of [writer, chief, reader]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default { 'E1.script': (t, x) => E1(t, x, true), 'E1.plain': (t, x) => E1(t, x, false) };
