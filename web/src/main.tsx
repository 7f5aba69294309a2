import './jitless.js'
import { createRoot } from 'react-dom/client'
import { embeddedRelease } from './embedded-release.js'
import { Page } from './Page.js'
import './page.css'
import './figure.css'
import './tables.css'
import './compare.css'
import './groups.css'
import './explorer.css'
import './print.css'

const release = embeddedRelease(document, 'release')
if (release) document.title = `${release.study.name} · Leeway`
createRoot(document.getElementById('page')!).render(
  release ? <Page release={release} embedded={embeddedRelease(document, 'other')} /> : <Nothing />,
)

function Nothing() {
  return (
    <main className="page">
      <h1>No release here</h1>
      <p>This page holds no release that it can read. Make one with “leeway report”, or open it with “leeway open”.</p>
    </main>
  )
}
