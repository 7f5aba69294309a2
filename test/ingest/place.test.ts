import { describe, expect, it } from 'vitest'
import { PlaceError, parsePlace } from '../../src/ingest/index.js'
import { match } from '../../src/ingest/place.js'

const found = (template: string, below: string) => {
  const owner = match(parsePlace(template, '/logs'), below)
  return owner === null ? null : [owner.customer, owner.user]
}

describe('parsePlace', () => {
  it('names a place by its absolute template and walks from the deepest plain folder', () => {
    expect(parsePlace('fleet/{user}/projects', '/home/x')).toMatchObject({
      id: '/home/x/fleet/{user}/projects',
      written: 'fleet/{user}/projects',
      base: '/home/x/fleet',
    })
    expect(parsePlace('/a/../b/', '/home/x')).toEqual({ id: '/b', written: '/a/../b/', base: '/b', pattern: null })
    expect(parsePlace('{user}', '/')).toMatchObject({ id: '/{user}', base: '/' })
    expect(parsePlace('a/x*.jsonl', '/l')).toMatchObject({ base: '/l/a' })
  })

  it('takes everything below a folder', () => {
    expect(found('all', 'any/thing.jsonl')).toEqual([null, null])
    expect(found('{user}', 'ann/a/b/c.jsonl')).toEqual([null, 'ann'])
    expect(found('{user}/projects', 'ann/projects/c.jsonl')).toEqual([null, 'ann'])
    expect(found('{user}/projects', 'ann/other/c.jsonl')).toBeNull()
    expect(found('{user}/projects', 'ann/projects-old/c.jsonl')).toBeNull()
  })

  it('finds user and customer in whole names and parts of names', () => {
    expect(found('{customer}/{user}', 'acme/ann/a.jsonl')).toEqual(['acme', 'ann'])
    expect(found('{user}@{customer}', 'ann@acme/a.jsonl')).toEqual(['acme', 'ann'])
    expect(found('user-{user}.jsonl', 'user-ann.jsonl')).toEqual([null, 'ann'])
    expect(found('{user}', 'an n/é.jsonl')).toEqual([null, 'an n'])
    expect(found('{user}/x', 'ann/y/x')).toBeNull()
  })

  it('knows * within a name and ** over any number of folders, also at the end', () => {
    expect(found('*/logs', 'ann/logs/a.jsonl')).not.toBeNull()
    expect(found('*/logs', 'ann/x/logs/a.jsonl')).toBeNull()
    for (const below of ['a.jsonl', 'x/a.jsonl', 'x/y/z/a.jsonl']) expect(found('**/*.jsonl', below)).not.toBeNull()
    expect(found('**/*.jsonl', 'x/a.json')).toBeNull()
    for (const below of ['ann/a.jsonl', 'ann/x/y/a.jsonl']) expect(found('{user}/**', below)).toEqual([null, 'ann'])
    expect(found('{user}/**/logs/**', 'ann/logs/a.jsonl')).toEqual([null, 'ann'])
    expect(found('{user}/**/logs/**', 'ann/x/y/logs/z/a.jsonl')).toEqual([null, 'ann'])
    expect(found('{user}/**/logs/**', 'ann/x/a.jsonl')).toBeNull()
    expect(found('session-*-x.jsonl', 'session-12-x.jsonl')).not.toBeNull()
  })

  it('takes every other character as it is', () => {
    expect(found('a.b+(c)[d]^$/*.jsonl', 'x.jsonl')).not.toBeNull()
    expect(found('*.json.l', 'a.jsonxl')).toBeNull()
    expect(found('*+(x)', '1+(x)/a')).not.toBeNull()
    expect(found('{user}.x|y', 'ann.x')).toBeNull()
    expect(found('{user}', 'line\nbreak/a.jsonl')).toEqual([null, 'line\nbreak'])
  })

  it('says what was expected of a template it does not understand', () => {
    const problem = (template: string) => {
      try {
        parsePlace(template, '/')
      } catch (error) {
        expect(error).toBeInstanceOf(PlaceError)
        return (error as Error).message
      }
    }
    expect(problem('fleet/{team}')).toBe('the place "fleet/{team}" has {team}; expected {user} or {customer}')
    expect(problem('{user}/{user}')).toBe('the place "{user}/{user}" has {user} twice; name each once')
    expect(problem('{}/x')).toBe('the place "{}/x" has {}; expected {user} or {customer}')
    expect(problem('{user/x')).toContain('expected {user} or {customer}')
    expect(problem('{__proto__}')).toContain('expected {user} or {customer}')
  })
})
