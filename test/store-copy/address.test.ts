import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AddressError, addressOf, nameOf } from '../../src/store/index.js'

const PASSWORD = 'swordfish'
const PLAIN = {
  host: 'db.example',
  port: 8123,
  database: 'leeway',
  cluster: null,
  shards: null,
  secure: false,
  user: 'default',
  password: '',
  ca: null,
  cert: null,
  key: null,
  timeout: 600,
}

describe('the address of a shared store', () => {
  let dir: string
  const file = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text)
    return join(dir, name)
  }
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'leeway-address-'))
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  it.each([
    ['clickhouse://db.example', {}],
    ['clickhouse://db.example/', {}],
    ['clickhouse://reader@db.example:9000/fleet', { user: 'reader', port: 9000, database: 'fleet' }],
    ['clickhouse://a%40b@db.example', { user: 'a@b' }],
    ['clickhouse://[::1]:9/_x9', { host: '[::1]', port: 9, database: '_x9' }],
    ['clickhouse://db.example?cluster=main-1.eu', { cluster: 'main-1.eu' }],
    ['clickhouses://db.example', { secure: true, port: 8443 }],
    ['clickhouse://db.example?secure=1', { secure: true, port: 8443 }],
    ['clickhouse://db.example:8123?secure=1', { secure: true }],
    ['clickhouse://db.example?secure=0', {}],
    ['clickhouse://db.example?shards=a:1,[::1]:2,b.c:65535', { shards: ['a:1', '[::1]:2', 'b.c:65535'] }],
    ['clickhouse://db.example?timeout=0.5', { timeout: 0.5 }],
  ])('%s is understood', (url, differs) => {
    expect(addressOf(url, {})).toEqual({ ...PLAIN, ...differs })
  })

  it('takes password and user from the environment, and shows neither', () => {
    const address = addressOf('clickhouse://reader@db.example:9000/fleet?cluster=x', {
      LEEWAY_STORE_PASSWORD: PASSWORD,
      LEEWAY_STORE_USER: 'writer',
    })
    expect(address).toMatchObject({ user: 'writer', password: PASSWORD })
    expect(nameOf(address)).toBe('clickhouse://db.example:9000/fleet')
    for (const end of ['', '\n', '\r\n']) {
      const LEEWAY_STORE_PASSWORD_FILE = file('password', `${PASSWORD} ${end}`)
      expect(addressOf('clickhouse://h', { LEEWAY_STORE_PASSWORD_FILE }).password).toBe(`${PASSWORD} `)
    }
  })

  it('reads PEM files', () => {
    const pem = (name: string) => file(name, `-----BEGIN ${name}-----\n`)
    const environment = {
      LEEWAY_STORE_CA: pem('CA'),
      LEEWAY_STORE_CERT: pem('CERT'),
      LEEWAY_STORE_KEY: pem('KEY'),
    }
    const { ca, cert, key } = addressOf('clickhouses://h', environment)
    expect([ca, cert, key].map(String)).toEqual(['CA', 'CERT', 'KEY'].map((name) => `-----BEGIN ${name}-----\n`))
  })

  /** Whatever is wrong, nothing of an address may be a password in the wrong place. */
  it.each([
    [`clickhouse://user:${PASSWORD}@h/db`, 'LEEWAY_STORE_PASSWORD'],
    [`clickhouse://:${PASSWORD}@h/db`, 'LEEWAY_STORE_PASSWORD'],
    [`https://user:${PASSWORD}@h/db`, 'clickhouse://'],
    [`https://${PASSWORD}@h/db`, 'clickhouse://'],
    [`clickhouse://user:${PASSWORD}/x@h/db`, 'LEEWAY_STORE_PASSWORD'],
    [`clickhouse://user:12/${PASSWORD}@h`, 'database'],
    [`clickhouse://user:12?${PASSWORD}@h`, 'cluster, secure, shards, timeout'],
    [`clickhouse://user:12#${PASSWORD}@h`, '"#"'],
    [`clickhouse://h?password=${PASSWORD}`, 'LEEWAY_STORE_PASSWORD'],
    [`clickhouse://h?cluster=a&cluster=${PASSWORD}`, 'once'],
    [`clickhouse://h?cluster=${PASSWORD}'`, 'cluster'],
    ['clickhouse://h?cluster=', 'cluster'],
    [`clickhouse://h/${PASSWORD};x`, 'database'],
    ['clickhouse://h/9db', 'database'],
    ['clickhouse://h/db/more', 'database'],
    [`clickhouse://${PASSWORD}%zz@h`, '%25'],
    [`clickhouse://h?secure=${PASSWORD}`, 'secure=1'],
    [`clickhouse://h?timeout=${PASSWORD}`, 'timeout=SECONDS'],
    ['clickhouse://h?timeout=0', 'timeout=SECONDS'],
    ['clickhouse://h?timeout=86401', 'timeout=SECONDS'],
    [`clickhouse://h?shards=${PASSWORD}`, 'shards=host:port'],
    [`clickhouse://h?shards=a:1,${PASSWORD}'x:1`, 'shards=host:port'],
    ['clickhouse://h?shards=a:1,', 'shards=host:port'],
    ['clickhouse://h?shards=a:0', 'port'],
    ['clickhouse://h:0', 'port'],
    ['clickhouse:///db', 'host'],
    [`clickhouse:${PASSWORD}`, 'host'],
    ['clickhouse://a%27b/db', 'host'],
    ['', 'clickhouse://user@host'],
    ['store.duckdb', 'clickhouse://user@host'],
  ])('%s is refused', (url, says) => {
    const error = refusal(() => addressOf(url, {}))
    expect(error.message).toContain(says)
    expect(error.message).not.toContain(PASSWORD)
  })

  it('is refused where what belongs to it is wrong', () => {
    const pem = file('a.pem', '-----BEGIN CERTIFICATE-----\n')
    const other = file('other', PASSWORD)
    for (const [scheme, environment, says] of [
      ['clickhouse', { LEEWAY_STORE_PASSWORD: PASSWORD, LEEWAY_STORE_PASSWORD_FILE: other }, 'both'],
      ['clickhouse', { LEEWAY_STORE_PASSWORD_FILE: join(dir, PASSWORD) }, 'LEEWAY_STORE_PASSWORD_FILE names a file'],
      ['clickhouses', { LEEWAY_STORE_CA: join(dir, PASSWORD) }, 'cannot be read (ENOENT)'],
      ['clickhouses', { LEEWAY_STORE_CA: dir }, 'cannot be read (EISDIR)'],
      ['clickhouses', { LEEWAY_STORE_CA: other }, 'LEEWAY_STORE_CA names a file that is no PEM'],
      ['clickhouses', { LEEWAY_STORE_CERT: pem }, 'belong together'],
      ['clickhouses', { LEEWAY_STORE_KEY: pem }, 'belong together'],
      ['clickhouse', { LEEWAY_STORE_CA: pem }, 'clickhouses://'],
    ] as const) {
      const { message } = refusal(() => addressOf(`${scheme}://h`, environment))
      expect(message).toContain(says)
      expect(message).not.toContain(PASSWORD)
      expect(message).not.toContain(dir)
    }
  })
})

function refusal(work: () => unknown): Error {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(AddressError)
    expect((error as Error).cause).toBeUndefined()
    return error as Error
  }
  throw new Error('nothing was refused')
}
