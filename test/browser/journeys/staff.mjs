// What staff meet at every act: two at once, a file that is not theirs, a wrong password.
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

// Whoever comes second is told by whom they were overtaken, and keeps what they typed.
async function overtaken(t, { browser }) {
  const server = await serve(demoData());
  const [first, second] = [await Person.open(t, browser, server), await Person.open(t, browser, server, { js: false })];
  for (const p of [first, second]) await p.signIn('danvan@22945');
  await first.follow('Mô hình', first.page.getByRole('navigation'));
  await first.follow('Đăng ký mô hình');
  await first.fill({ 'Tên mô hình, điển hình': 'Sân chơi khu phố 2', 'Mô hình': true, 'Lĩnh vực': 'Kinh tế' });
  await first.press('Lưu bản nháp');
  const file = first.path;
  await second.go(file);
  await first.follow('Sửa bản đăng ký');
  await second.follow('Sửa bản đăng ký');
  await first.fill({ 'Mục tiêu': 'Một sân chơi cho trẻ em' });
  t.same(await first.press('Sửa bản đăng ký'), 200, 'status of the first');
  await second.fill({ 'Mục tiêu': 'Hai sân chơi, một vườn rau' });
  t.same(await second.press('Sửa bản đăng ký'), 409, 'status of the second');
  await second.sees('Cán bộ dân vận (mẫu) vừa xử lý hồ sơ này lúc');
  t.same(await second.field('Mục tiêu').inputValue(), 'Hai sân chơi, một vườn rau', 'what the second had typed');
  await second.go(file);
  await second.sees('Một sân chơi cho trẻ em');
  await second.seesNot('Hai sân chơi');

  // another unit's file is not there, whatever is asked of it
  const other = await Person.open(t, browser, server);
  await other.signIn('danvan@23235');
  for (const address of [file, file + '/edit', file + '/dinh-chinh/1', file + '/huy-buoc-cuoi']) {
    await other.go(address, 404);
    await other.seesNot('Sân chơi');
  }
  t.same(await server.stop(), 0, 'the server leaves');
}

async function wrongPassword(t, { browser }) {
  const server = await serve(demoData());
  const person = await Person.open(t, browser, server);
  const answers = [];
  for (const user of ['lanhdao@68', 'khong-co-ai']) {
    await person.go('/dang-nhap?ve=/can-bo/phong-trao');
    await person.fill({ 'Tên đăng nhập': user, 'Mật khẩu': 'không phải mật khẩu' });
    t.same(await person.press('Đăng nhập', person.page.getByRole('main')), 422, `status for ${user}`);
    await person.sees('Tên đăng nhập hoặc mật khẩu không đúng');
    t.same(await person.field('Tên đăng nhập').inputValue(), user, 'the name that was typed');
    t.same(await person.field('Mật khẩu').inputValue(), '', 'a password comes back');
    answers.push(await person.text());
  }
  t.same(answers[0], answers[1], 'the answers to a known and an unknown name');
  await person.fill({ 'Tên đăng nhập': 'lanhdao@68', 'Mật khẩu': 'dan-van-kheo-2026' });
  await person.press('Đăng nhập', person.page.getByRole('main'));
  t.same(person.path, '/can-bo/phong-trao', 'after signing in, back to where one wanted to go');
  await person.press('Đăng xuất');
  await person.page.goto(server.base + '/can-bo');
  t.ok(person.path.startsWith('/dang-nhap'), `after leaving, /can-bo is still open at ${person.path}`);
  t.same(await server.stop(), 0, 'the server leaves');
}

export default { 'staff.overtaken': overtaken, 'staff.wrong-password': wrongPassword };
