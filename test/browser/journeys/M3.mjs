// M3: the newspaper's table as the newspaper has it: "trên", "gần", "không nêu" survive, and every figure can be opened.
import { inflateRawSync } from 'node:zlib';
import { Person } from '../person.mjs';
import { demoData, serve } from '../server.mjs';

const table = { // field: groups, persons
  'Kinh tế': ['472', '40'],
  'Văn hóa - xã hội': ['721', '324'],
  'Xây dựng hệ thống chính trị': ['trên 900', 'hơn 1.130'],
  'Quốc phòng, an ninh': ['không nêu', 'không nêu'],
  'Toàn tỉnh, mọi lĩnh vực': ['trên 2.600', 'gần 2.000'],
};

// An entry of a ZIP file, by the directory at its end.
function unpacked(zip, name) {
  const end = zip.length - 22;
  for (let at = zip.readUInt32LE(end + 16), n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const own = zip.readUInt16LE(at + 28), head = zip.readUInt32LE(at + 42);
    if (zip.toString('utf8', at + 46, at + 46 + own) === name) {
      const from = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28);
      return inflateRawSync(zip.subarray(from, from + zip.readUInt32LE(at + 20))).toString('utf8');
    }
    at += 46 + own + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return '';
}

async function M3(t, { browser }) {
  const server = await serve(demoData());
  const reader = await Person.open(t, browser, server);
  await reader.go('/');
  await reader.follow('Thống kê', reader.page.getByRole('navigation'));
  await reader.sees('Báo Bình Thuận, trang ghi 14/11/2024');
  const tables = reader.page.getByRole('table');
  const stated = [], counted = [];
  for (const [which, i] of [['groups', 0], ['persons', 1]])
    for (const [field, words] of Object.entries(table)) {
      const cells = tables.nth(i).getByRole('row').filter({ has: reader.page.getByRole('rowheader', { name: new RegExp('^' + field) }) }).getByRole('cell');
      t.same((await cells.first().innerText()).trim(), words[i], `${field}, ${which}`);
      for (const [cell, list] of [[cells.first(), stated], [cells.last(), counted]]) {
        const link = cell.getByRole('link');
        if (await link.count()) list.push([words[i], await link.getAttribute('href'), (await link.innerText()).trim()]);
      }
    }
  t.ok(stated.length >= 8, `${stated.length} stated figures can be opened`);
  t.ok(counted.length >= 10, `${counted.length} counted figures can be opened`);

  // each stated figure opens its sentence, each counted one the list that has its length
  for (const [words, href] of stated) {
    await reader.go(href);
    if (words === 'không nêu') await reader.sees('không nêu');
    else t.ok((await reader.page.locator('blockquote').innerText()).includes(words), `${href}: the sentence lacks "${words}"`);
  }
  for (const [, href, n] of counted) {
    await reader.go(href);
    const rows = await reader.page.getByRole('main').locator('tbody tr').count();
    t.same(String(rows), n.replace(/\D/g, ''), `${href}: rows of the list`);
    t.same(String((await reader.json()).items.length), n.replace(/\D/g, ''), `${href}: rows as data`);
  }

  // the file keeps the words
  const csv = await (await reader.fetch('/phong-trao/thong-ke.csv')).text();
  for (const words of ['trên 2.600', 'gần 2.000', 'trên 900', 'hơn 1.130', 'không nêu']) t.ok(csv.includes(words), `the CSV lacks "${words}": ${csv.slice(0, 300)}`);
  const sheet = await reader.fetch('/phong-trao/thong-ke.xlsx');
  t.ok(sheet.headers()['content-type'].includes('spreadsheetml'), 'the workbook is none');
  const cells = unpacked(await sheet.body(), 'xl/worksheets/sheet1.xml');
  for (const words of ['trên 2.600', 'gần 2.000', 'trên 900', 'hơn 1.130', 'không nêu']) t.ok(cells.includes(`<t>${words}</t>`), `the workbook lacks "${words}"`);
  t.ok(!cells.includes('<f>'), 'the workbook calculates');

  // a frozen report: the words survive there, too, and who has not reported is named
  await reader.go('/bao-cao');
  await reader.page.getByRole('main').getByRole('listitem').filter({ hasText: 'Tỉnh Lâm Đồng' }).getByRole('link').click();
  await reader.sees('trên 900');
  await reader.sees('Đơn vị chưa báo cáo');
  await reader.sees('Mã SHA-256');
  await reader.close();
  t.same(await server.stop(), 0, 'the server leaves');
}

export default { 'M3.figures': M3 };
