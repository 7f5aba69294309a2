import { exploredIn } from '../../src/charts/index.js'
import type { Release } from '../../src/release/index.js'
import { Compare } from './Compare.js'
import { Explorer } from './Explorer.js'
import { FigureSection } from './FigureSection.js'
import { Masthead } from './Masthead.js'
import { Sources } from './Sources.js'
import { useOther } from './use-other.js'
import { WithheldFromAll } from './Withheld.js'

/** The whole release, top to bottom, with another beside it where there is one. */
export function Page({ release, embedded }: { release: Release; embedded: Release | null }) {
  const other = useOther(embedded)
  const figures = release.figures
  return (
    <>
      <a className="skip" href="#figures">
        Skip to the figures
      </a>
      <div className="page">
        <Masthead release={release} />
        <nav aria-label="Figures">
          <ol className="contents">
            {figures.map((figure) => (
              <li key={figure.id}>
                <a href={`#${figure.id}`}>{figure.question}</a>
              </li>
            ))}
            {exploredIn(release).length > 0 && (
              <li>
                <a href="#groups">Every group, one by one</a>
              </li>
            )}
            <li>
              <a href="#compare">Compare</a>
            </li>
            <li>
              <a href="#withheld">What was withheld</a>
            </li>
            <li>
              <a href="#sources">What was read</a>
            </li>
          </ol>
        </nav>
        <main id="figures" tabIndex={-1}>
          <Compare release={release} other={other} />
          {figures.map((figure, index) => (
            <FigureSection key={figure.id} figure={figure} other={other.release} order={index} />
          ))}
          {figures.length === 0 && <p className="empty">This release holds no figures.</p>}
          <Explorer release={release} other={other.release} />
          <WithheldFromAll release={release} />
          <Sources release={release} />
        </main>
        <Colophon release={release} />
      </div>
    </>
  )
}

function Colophon({ release }: { release: Release }) {
  const { judge, hash, analysis, changed } = release.study
  return (
    <footer className="colophon">
      <p>
        Study {hash} · analysis {analysis} of these data
        {changed.length > 0 && `, changed since the one before: ${changed.join(', ')}`} · judge {judge.id} ·{' '}
        {release.schema}
      </p>
      <p>Everything on this page is drawn from the release inside it. The page asks no network for anything.</p>
    </footer>
  )
}
