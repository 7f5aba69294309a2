import { describe, expect, it } from 'vitest'
import { parseRelease } from '../../src/release/index.js'
import { releaseJson, reportHtml } from '../../src/report/index.js'
import { releaseFixture } from '../release-fixture.js'
import { bareTemplate } from '../template.js'

const embedded = (html: string): unknown =>
  JSON.parse(/<script type="application\/json" id="release">(.*?)<\/script>/s.exec(html)![1]!)

describe('the page', () => {
  it('holds the release and nothing that could end its element', () => {
    const release = releaseFixture()
    release.study.name = '</script><script>alert(1)</script> <!-- $& $1 \u2028 \u2029'
    const html = reportHtml(bareTemplate, release)
    expect(embedded(html)).toEqual(JSON.parse(JSON.stringify(release)))
    expect(html.match(/<script/g)).toHaveLength(2)
    expect(html).not.toContain('\u2028')
    expect(html).not.toContain('<!--')
  })

  it('is refused by a template without a place for it', () => {
    expect(() => reportHtml('<html></html>', releaseFixture())).toThrow(/has no <script type="application\/json"/)
  })
})

describe('release.json', () => {
  it('has one order of keys, whatever made the release, and stays a release', () => {
    const release = releaseFixture()
    const turned = { figures: release.figures, study: release.study, schema: release.schema }
    expect(releaseJson(turned)).toBe(releaseJson(release))
    expect(releaseJson(release)).toMatch(/^\{\n {2}"schema": "leeway.release\/1",\n {2}"study"/)
    expect(releaseJson(release).endsWith('}\n')).toBe(true)
    expect(parseRelease(JSON.parse(releaseJson(release)))).toEqual(release)
  })
})
