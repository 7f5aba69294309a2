import { PassThrough } from 'node:stream'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { labelInTerminal } from '../../src/cli/validate-terminal.js'
import type { DimensionName } from '../../src/validate/index.js'
import { item, labellingOf } from './labels.js'

/** Types lines, one after the other, then closes the input. */
async function typed(lines: readonly string[], names: readonly DimensionName[], width = 80) {
  const { labelling, kept } = labellingOf([item('a'), item('b')], names)
  const [input, output] = [new PassThrough(), new PassThrough()]
  let said = ''
  output.on('data', (chunk) => {
    said += chunk
  })
  input.end(lines.map((line) => `${line}\n`).join(''))
  await labelInTerminal(labelling, 'action', { input, output, width, interactive: false, color: false })
  return { said, kept, labelling }
}

describe('labelling in a terminal', () => {
  it('shows items one by one, with numbers for values', async () => {
    const { said, kept } = await typed(['4', '2', '0', '1'], ['risk', 'human_in_loop'])
    expect(kept.get('a')).toMatchObject({ risk: 4, human_in_loop: 'No' })
    expect(kept.get('b')).toMatchObject({ risk: null, human_in_loop: 'Yes' })
    expect(said).toContain('action 1 of 2')
    expect(said).toContain('Fix the build of a')
    expect(said).toContain('risk (1 of 2)')
    expect(said).toMatch(/1 Yes +2 No +3 Not inferable/)
    expect(said.indexOf('action 2 of 2')).toBeGreaterThan(said.indexOf('human in loop (2 of 2)'))
  })

  it('cuts long texts in the middle and shows them on demand', async () => {
    const { said } = await typed(['m'], ['risk'])
    const [cut, whole] = said.split('risk (1 of 1)').slice(0, 2)
    expect(cut).toContain('… 26 more lines')
    expect(cut).toContain('step 39')
    expect(cut).not.toContain('step 20')
    expect(whole).toContain('step 20')
  })

  it('skips, takes back, and quits with everything kept', async () => {
    const { said, kept, labelling } = await typed(['u', 's', 'u', '9', 'q', '1'], ['risk'])
    expect(said).toContain('There is nothing to undo')
    expect(kept.get('a')).toMatchObject({ risk: 9 })
    expect(kept.has('b')).toBe(false)
    expect(labelling.now()!.item.id).toBe('b')
  })

  it('says what it expected of anything else, and asks again', async () => {
    const { said, kept } = await typed(['yes', '11', '3, 1', '', '2'], ['human_in_loop'])
    expect(said.match(/Expected a number and Enter/g)).toHaveLength(2)
    expect(said).toContain('That is no answer: expected a number from 1 to 3.')
    expect(said).toContain('has one value')
    expect(kept.get('a')).toMatchObject({ human_in_loop: 'No' })
  })

  it('takes several numbers for a set', async () => {
    const { kept } = await typed(['4 7'], ['safeguards_category'])
    expect(kept.get('a')!.safeguards_category).toBe('Human approval required|Change tracking and reversion')
  })

  it.each([36, 52, 80, 200])('fits %i columns', async (width) => {
    const { said } = await typed(
      ['1', '1', '1', '1', '1', '1', '1'],
      ['risk', 'goal_domain_category', 'safeguards_category', 'goal_complexity', 'environment_type'],
      width,
    )
    for (const line of said.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(width)
  })
})
