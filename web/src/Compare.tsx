import { useEffect, useRef } from 'react'
import { beforeComparing, compareHeadlines, DIFFERENCES, nameOf, policyWords } from '../../src/charts/index.js'
import type { Release } from '../../src/release/index.js'
import type { Other } from './use-other.js'
import { WordTable } from './WordTable.js'

/** Where another release is set beside this one, and what that comparison can bear. */
export function Compare({ release, other }: { release: Release; other: Other }) {
  return (
    <section
      className={`compare${other.release ? ' full' : ''}${other.held ? ' held' : ''}`}
      id="compare"
      aria-labelledby="compare-title"
    >
      <h2 id="compare-title">{other.release ? 'Beside another release' : 'Compare with another release'}</h2>
      {other.release && <Beside release={release} other={other.release} />}
      <Choose other={other} />
      <p className="error" role="alert">
        {other.error}
      </p>
    </section>
  )
}

function Choose({ other }: { other: Other }) {
  const input = useRef<HTMLInputElement>(null)
  const remove = useRef<HTMLButtonElement>(null)
  const had = useRef(other.release !== null)
  // Focus stays here when the button that had it goes away.
  useEffect(() => {
    if (had.current && other.release === null) input.current?.focus()
    had.current = other.release !== null
  }, [other.release])
  return (
    <div className="choose">
      <label className="file">
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) other.take(file)
          }}
        />
        <span>{other.release ? 'Choose another release.json' : 'Choose a release.json'}</span>
      </label>
      {other.release ? (
        <button ref={remove} type="button" onClick={other.remove}>
          Remove the other release
        </button>
      ) : (
        <p>or drop it anywhere on this page. It is read here and goes nowhere.</p>
      )}
    </div>
  )
}

function Beside({ release, other }: { release: Release; other: Release }) {
  const warnings = beforeComparing(release, other)
  const { policy } = other.study
  return (
    <>
      <Key other={other} />
      <p className="policy">
        The other release is {policy.name}: {policyWords(policy).join(' ')}
      </p>
      {warnings.length > 0 && (
        <div className="beware">
          <h3>Before comparing</h3>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      <WordTable table={compareHeadlines(release, other)} />
      <p className="remark">{DIFFERENCES}</p>
    </>
  )
}

/** Which line is whose. */
export function Key({ other }: { other: Release }) {
  return (
    <p className="key">
      <span className="own">this release</span> <span className="theirs">other: {nameOf(other)}</span>
    </p>
  )
}
