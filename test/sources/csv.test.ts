import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvNamesIn, csvRowsOf } from '../../src/sources/csv.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-csv-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const rows = (text: string) => {
  const path = join(dir, 'table.csv')
  writeFileSync(path, text)
  return [...csvRowsOf(path)].map(({ values, line, whole }) => [{ ...values }, line, whole])
}

describe('a table of comma-separated values', () => {
  it('has cells in quotes, with commas, line breaks and quotes in them', () => {
    expect(rows('\uFEFFa,"b, c",d\r\n1,"x\n""y"", z",\r\n\r\n"",2,"3"\n')).toEqual([
      [{ a: '1', 'b, c': 'x\n"y", z', d: null }, 2, true],
      [{ a: null, 'b, c': '2', d: '3' }, 5, true],
    ])
  })

  it('says which rows are torn: in a quote, with too few cells or too many, or with more behind a quote', () => {
    expect(rows('a,b\n1\n1,2,3\n"1"2,3\n1,2\n1,"2')).toEqual([
      [{ a: '1', b: null }, 2, false],
      [{ a: '1', b: '2' }, 3, false],
      [{ a: '1', b: null }, 4, false],
      [{ a: '1', b: '2' }, 5, true],
      [{ a: '1', b: '2' }, 6, false],
    ])
  })

  it('ends with or without a line break, and may hold nothing', () => {
    expect(rows('a,b\n1,2')).toEqual(rows('a,b\n1,2\n'))
    expect([rows(''), rows('a,b'), rows('\n\n')]).toEqual([[], [], []])
  })

  it('keeps names that every object has, and tells names from the beginning alone', () => {
    const [first] = rows('__proto__,constructor\n1,2\n')
    expect(Object.entries(first![0] as object)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
    expect(csvNamesIn(Buffer.from('id,"trace_id",type\n1,"2'))).toEqual(['id', 'trace_id', 'type'])
  })
})
