// The page that checks receipts without a server says of every vector what it must: its code is nobody else's.
import fs from 'node:fs'
const page = fs.readFileSync(new URL('../src/portal/offline/kiem-tra-bien-nhan.html', import.meta.url), 'utf8')
const check = new Function(/<script>([\s\S]*?)<\/script>/.exec(page)[1] + '; return check')()
let passed = 0, failed = 0
const verdict = (good, what) => { good ? passed++ : (failed++, console.log('not ok ' + what)) }
const holds = (...args) => { try { return !!check(...args) } catch { return false } }
const vectors = fs.readFileSync(new URL('data/tlog/receipt.jsonl', import.meta.url), 'utf8').trim().split('\n')
for (const [i, line] of vectors.entries()) {
  const { q, a, why } = JSON.parse(line)
  const leaf = Uint8Array.from(q.leaf.match(/../g), x => parseInt(x, 16))
  verdict(holds(q.proof, q.vkeys, leaf) === a.ok, `receipt ${i + 1}: ${why}`)
  if (!a.ok) continue
  verdict(holds(q.proof, q.vkeys), `receipt ${i + 1}: the leaf of its own opening`)
  const lines = q.proof.split('\n')
  for (const k of lines.keys()) { // one letter is another paper, wherever it stands but in a stranger's signature
    const at = lines[k].length >> 1, letter = lines[k][at]
    if (!letter || lines[k].startsWith('— witness')) continue
    const copy = [...lines]
    copy[k] = lines[k].slice(0, at) + (letter === 'A' ? 'B' : 'A') + lines[k].slice(at + 1)
    const changed = copy.join('\n')
    verdict(!holds(changed, q.vkeys), `receipt ${i + 1}: line ${k + 1} changed`)
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed || !passed ? 1 : 0
