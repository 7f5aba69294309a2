import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'vitest'
import { prepare, releaseOf } from '../src/cli/run.js'
import { writeDemo } from '../src/demo/index.js'
import { concealer, inThread, pseudonymKey } from '../src/ingest/index.js'
import { openDuckdb } from '../src/store/index.js'
import { studyFromOptions } from '../src/study/index.js'
it('x', async () => {
  let t = Date.now()
  const lap = (n: string) => { console.log(n, Date.now() - t); t = Date.now() }
  const dir = await mkdtemp(join(tmpdir(), 'leeway-te-'))
  await writeDemo(join(dir, 'logs'), { users: 24 })
  await mkdir(join(dir, 'home'))
  await writeFile(join(dir, 'home', 'key'), `${createHash('sha256').update('leeway demo').digest('hex')}\n`)
  const key = await pseudonymKey(join(dir, 'home'))
  const store = await openDuckdb(':memory:', key.mark)
  const study = studyFromOptions({ name: 'a study', places: ['logs/{user}/projects'], policy: 'team' })
  lap('written')
  const prepared = await prepare(study, { cwd: dir, own: [], key, store, reader: inThread(concealer(key.key)), progress: () => {}, named: 'team' })
  lap('prepared')
  const r = await releaseOf(prepared, { from: null, to: null })
  lap('release')
  await writeFile('/tmp/team1.json', JSON.stringify(r))
  const again = await releaseOf(prepared, { from: null, to: null })
  lap('again')
  await writeFile('/tmp/team2.json', JSON.stringify(again))
  await store.close()
}, 400000)
