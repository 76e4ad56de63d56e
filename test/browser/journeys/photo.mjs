// A photo's way: an office adds it to a model under appraisal, with words for who cannot see it; nobody else has it until
// the model is everybody's; then it stands on the page and the card of a phone; a consent taken back ends that at once.
import { fileURLToPath } from 'node:url';
import { checkAxe, phone } from '../check.mjs';
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

const name = 'Tuyến phố không rác ven biển';
const file = fileURLToPath(new URL('../../data/photo.jpg', import.meta.url));
const alt = 'Hai người quét con đường có bồn hoa';
const consent = 'Người trong ảnh (hoặc cha mẹ, người giám hộ) đồng ý cho đăng công khai; ảnh không có người cũng đánh dấu';

// What the browser made of the picture: really decoded, and no wider than the screen.
async function shown(t, p, img) {
  await img.scrollIntoViewIfNeeded();
  await p.page.waitForFunction(e => e.complete, await img.elementHandle());
  const x = await img.evaluate(e => ({ n: e.naturalWidth, src: new URL(e.currentSrc).pathname, jpeg: new URL(e.src).pathname, w: e.getBoundingClientRect(), ratio: e.getAttribute('width') / e.getAttribute('height'), lazy: e.loading }));
  t.ok(x.n > 0, `${p.path}: the picture is broken`);
  t.ok(x.w.width > 200 && x.w.right <= 360, `${p.path}: the picture is from ${x.w.left} to ${x.w.right}`);
  t.ok(Math.abs(x.ratio - 4 / 3) < 0.01 && Math.abs(x.w.width / x.w.height - 4 / 3) < 0.02, `${p.path}: it is not as high as it said: ${x.w.width} × ${x.w.height}`);
  t.same(x.lazy, 'lazy', 'loading');
  t.ok(await p.page.evaluate(() => document.documentElement.scrollWidth <= 360), `${p.path}: wider than the phone`);
  t.ok(x.src.endsWith('.webp') && x.jpeg.endsWith('.jpg'), `${p.path}: it takes ${x.src}, an old phone ${x.jpeg}`);
  return x;
}

async function photo(t, { browser, shots }, js) {
  const server = await serve(demoData());
  const open = async (user, size) => {
    const p = await Person.open(t, browser, server, { js, ...(size && { size }) });
    if (user) await p.signIn(user);
    return p;
  };
  const model = async p => {
    await p.follow('Mô hình', p.page.getByRole('navigation'));
    await p.follow(name);
  };
  const office = await open('danvan@22918', phone);
  await model(office);
  const code = (await office.page.getByRole('main').locator('.code').first().innerText()).trim();
  await office.follow('Thêm ảnh');

  // a file that is no photo: said at its field, and the words are kept
  await office.page.getByLabel('Tệp ảnh').setInputFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html><script>alert(1)</script>') });
  await office.fill({ 'Chú thích': 'Chủ nhật xanh', 'Tác giả ảnh': 'Võ Văn Mẫu', 'Mô tả ảnh cho người không nhìn thấy': alt, [consent]: true });
  t.same(await office.press('Thêm ảnh', office.page.getByRole('main')), 422, 'status of what is no photo');
  await office.sees('không phải ảnh JPEG');
  t.same(await office.field('Chú thích').inputValue(), 'Chủ nhật xanh', 'the caption typed before');
  if (js) await checkAxe(t, office.page, 'the form with its fault');
  await office.page.getByLabel('Tệp ảnh').setInputFiles(file);
  await office.press('Thêm ảnh', office.page.getByRole('main'));
  await office.sees('Chủ nhật xanh', 'Ảnh: Võ Văn Mẫu');
  const { src, jpeg } = await shown(t, office, office.page.getByRole('img', { name: alt }));

  const reader = await open(null, phone);
  for (const file of [src, jpeg]) t.same((await reader.fetch(file)).status(), 404, 'a photo of a model that is not published');

  // appraised, and published with its recognition
  const province = await open('danvan@68');
  await model(province);
  await province.follow('Thẩm định đạt');
  await province.press('Thẩm định đạt');
  const leader = await open('lanhdao@68');
  await model(leader);
  await leader.follow('Công nhận');
  await leader.fill({ 'Số quyết định công nhận': '15/QĐ-UBND', 'Những người được nêu tên đồng ý công khai; đưa lên trang công khai': true });
  await leader.press('Công nhận');

  // everybody, on a phone: the card of the catalogue, then the page
  await reader.go('/phong-trao');
  const card = reader.page.getByRole('main').getByRole('listitem').filter({ hasText: name }), { src: small } = await shown(t, reader, card.getByRole('img', { name: alt }));
  t.ok(small.endsWith('-480.webp'), `the card takes ${small}`);
  if (shots) await reader.page.screenshot({ path: `${shots}/photo-card-${js ? 'js' : 'plain'}.png` });
  await reader.follow(name);
  t.ok(reader.path.endsWith(code), `the public page is at ${reader.path}`);
  const { src: wide } = await shown(t, reader, reader.page.getByRole('img', { name: alt }));
  t.ok(/-(480|960)\.webp$/.test(wide), `a phone takes ${wide}`);
  await reader.sees('Chủ nhật xanh', 'Ảnh: Võ Văn Mẫu');
  if (js) await checkAxe(t, reader.page, 'the model with its photo');
  if (shots) await reader.page.screenshot({ path: `${shots}/photo-page-${js ? 'js' : 'plain'}.png` });
  const photos = (await reader.json()).photos;
  t.same(photos.length, 1, 'photos as data');
  t.same(photos[0].alt, alt, 'the description as data');
  const answer = await reader.fetch(photos[0].sizes[0].href);
  t.same(answer.headers()['cache-control'], 'public, max-age=86400', 'caching of a public photo');
  t.same(answer.headers()['content-type'], 'image/jpeg', 'type of a photo');
  const webp = await reader.fetch(small);
  t.same(webp.headers()['content-type'], 'image/webp', 'type of a photo as WebP');
  t.same(webp.headers()['cache-control'], 'public, max-age=86400', 'caching of a public photo as WebP');
  t.ok((await webp.body()).length < (await answer.body()).length, 'the WebP is not lighter than the JPEG of its width');
  t.same(answer.headers()['x-content-type-options'], 'nosniff', 'sniffing');
  t.same((await reader.fetch(photos[0].sizes[0].href, { headers: { 'If-None-Match': answer.headers().etag } })).status(), 304, 'asked for again');

  // the consent is taken back
  await model(office);
  await office.follow('Sửa, sắp xếp, gỡ ảnh');
  await office.follow(/^Sửa ảnh/, office.page.getByRole('main'));
  await office.page.getByLabel(consent).uncheck();
  await office.press('Lưu', office.page.getByRole('main'));
  await reader.go(`/phong-trao/${code}`);
  t.same(await reader.page.getByRole('main').getByRole('img', { name: alt }).count(), 0, 'pictures after the consent was taken back');
  for (const file of [src, jpeg]) t.same((await reader.fetch(file)).status(), 404, 'a photo after its consent was taken back');
  for (const p of [office, reader, province, leader]) await p.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default { 'photo.script': (t, x) => photo(t, x, true), 'photo.plain': (t, x) => photo(t, x, false) };
