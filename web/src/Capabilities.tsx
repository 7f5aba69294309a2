import { useId } from 'react'
import { CAPABILITY_SENTENCES, CARRIED, type Carried, capabilityName, capabilityTable } from '../../src/charts/index.js'
import type { Study } from '../../src/release/index.js'

/** What each kind of log can say, as a table of words, and of signs for the eye. */
export function Capabilities({ study }: { study: Study }) {
  const id = useId()
  const table = capabilityTable(study)
  if (table === null) return null
  const meant = table.capabilities.flatMap((capability) => {
    const says = CAPABILITY_SENTENCES[capability]
    return says === undefined ? [] : [[capability, says] as const]
  })
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <section className="frame capabilities" aria-labelledby={id} tabIndex={0}>
        <table>
          <caption id={id}>What each kind of log can say</caption>
          <thead>
            <tr>
              <th scope="col" className="name">
                Source
              </th>
              {table.capabilities.map((capability) => (
                <th key={capability} scope="col">
                  {capabilityName(capability)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ id: source, title, cells }) => (
              <tr key={source}>
                <th scope="row" className="name">
                  {source}
                  {title !== source && <span className="second"> {title}</span>}
                </th>
                {cells.map((carried, i) => (
                  <td key={table.capabilities[i]} className={carried ?? 'none'}>
                    {carried === null ? 'not said' : <Said carried={carried} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="remark">
        {Object.values(CARRIED)
          .map(({ sign, word }) => `${sign} ${word}`)
          .join(' · ')}
        . Partly: some versions, records or settings of such logs say it and others do not; what that means is listed
        below.
      </p>
      <details className="meant">
        <summary>What the columns mean</summary>
        <dl>
          {meant.map(([capability, says]) => (
            <div key={capability}>
              <dt>{capabilityName(capability)}</dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

function Said({ carried }: { carried: Carried }) {
  const { sign, word } = CARRIED[carried]
  return (
    <>
      <span aria-hidden="true" className="sign">
        {sign}
      </span>{' '}
      {word}
    </>
  )
}
