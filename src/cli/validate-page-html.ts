const STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1f; --soft: #5c5c66; --paper: #fcfcfb; --panel: #f1f0ed; --line: #d9d7d1; --mark: #1f5fa8; --on-mark: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e1; --soft: #a3a19b; --paper: #17171a; --panel: #222226; --line: #3a3a40; --mark: #7db4f0; --on-mark: #10131a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; padding: .75rem 1rem; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.1rem; margin: 0; }
h2 { font-size: .85rem; margin: 1rem 0 .25rem; color: var(--soft); }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
header p, #note { margin: 0; color: var(--soft); font-size: .9rem; }
main { display: grid; grid-template-columns: minmax(0, 1fr) 24rem; gap: 1.5rem; max-width: 84rem; margin: 0 auto; padding: 0 1rem 2rem; }
pre { margin: 0; padding: .6rem .75rem; max-height: 24rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel); border-radius: 6px; font: 13px/1.45 ui-monospace, monospace; }
.first pre { max-height: 30rem; outline: 1px solid var(--line); }
aside { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 1rem 0; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: .2rem; }
button { font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .35rem .6rem; cursor: pointer; }
ol button { display: grid; grid-template-columns: 1.6rem 1fr; width: 100%; padding: .15rem .6rem; text-align: left; }
ol small { grid-column: 2; color: var(--soft); }
button:hover { border-color: var(--mark); }
button[aria-pressed=true] { background: var(--mark); color: var(--on-mark); border-color: var(--mark); }
button[aria-pressed=true] :is(small, kbd) { color: inherit; }
:focus-visible { outline: 2px solid var(--mark); outline-offset: 1px; }
kbd { font: inherit; color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: .4rem; margin: .8rem 0; }
#note { min-height: 1.4rem; }
.scores ol { grid-template-columns: repeat(5, 1fr); }
.scores ol button { display: block; padding: .35rem; text-align: center; }
.scores ol li:last-child { grid-column: 1 / -1; }
.scores ul { margin: .6rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .9rem; }
@media (max-width: 56rem) {
  main { display: block; }
  aside { bottom: 0; top: auto; max-height: 55vh; margin: 1rem -1rem 0; padding: .75rem 1rem; background: var(--paper); border-top: 1px solid var(--line); }
  pre { max-height: 14rem; }
}
`

const SCRIPT = `
const at = (id) => document.getElementById(id)
const made = (name, text, more = {}) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, more)
let state = null
let typed = ''
let chosen = new Set()
let busy = false

async function send(path, body) {
  if (busy) return
  busy = true
  try {
    const answer = await fetch(path, body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...body, question: state.question?.key ?? null }) })
    const told = await answer.json()
    const fresh = state?.question?.key !== told.question?.key
    const other = state?.item?.key !== told.item?.key
    state = told
    show(fresh, other)
  } catch {
    note('No answer from leeway: it has ended. What you chose is kept; start leeway validate again to go on.')
  } finally {
    busy = false
  }
}

const note = (text) => { at('note').textContent = text }

function show(fresh, other) {
  const { item, question, over } = state
  note(state.note ?? '')
  at('heading').textContent = over ? 'Saved' : item === null ? 'All labelled' : item.heading
  at('count').textContent = state.count
  if (item === null || over) at('item').replaceChildren(made('p', over ? 'Everything is kept. You can close this page.' : 'There is nothing left to label. Save and quit, or undo.'))
  else if (other || fresh) {
    // What is to be labelled stands first, since there is no room for all.
    const [last, ...rest] = [...item.sections].reverse()
    at('item').replaceChildren(...[last, ...rest.reverse()].map(({ title, text }, i) => {
      const section = made('section', undefined, { className: i === 0 ? 'first' : '' })
      section.append(made('h2', title), made('pre', text, { tabIndex: 0 }))
      return section
    }))
    for (const [i, { end }] of [last, ...rest].entries()) {
      const text = at('item').querySelectorAll('pre')[i]
      if (end) text.scrollTop = text.scrollHeight
    }
    if (other) scrollTo(0, 0)
  }
  if (fresh) { typed = ''; chosen = new Set() }
  at('question').hidden = question === null || over
  at('keys').hidden = over
  if (question !== null && !over) ask(question)
}

function ask({ name, part, text, kind, choices, meanings }) {
  at('question').className = kind === 'score' ? 'scores' : ''
  at('asked').textContent = name + ' (' + part + '): ' + text
  at('choices').replaceChildren(...choices.map(({ number, value, meaning }) => {
    const button = made('button', undefined, { type: 'button' })
    if (kind === 'score') button.append(number === 0 ? '0 ' + value : value)
    else button.append(made('kbd', String(number)), made('span', value))
    if (meaning) button.append(made('small', meaning))
    if (kind === 'set') button.setAttribute('aria-pressed', String(chosen.has(number)))
    button.addEventListener('click', () => pick(number))
    const entry = made('li')
    entry.append(button)
    return entry
  }))
  at('meanings').replaceChildren(...meanings.map((line) => made('li', line)))
  at('confirm').hidden = kind !== 'set'
}

function pick(number) {
  typed = ''
  if (state.question.kind !== 'set') return send('answer', { do: 'choose', numbers: [number] })
  if (chosen.has(number)) chosen.delete(number)
  else chosen.add(number)
  for (const [i, button] of [...at('choices').querySelectorAll('button')].entries()) button.setAttribute('aria-pressed', String(chosen.has(state.question.choices[i].number)))
  note('')
}

const confirmed = () => send('answer', { do: 'choose', numbers: [...chosen] })
const act = { s: () => send('answer', { do: 'skip' }), u: () => send('answer', { do: 'undo' }), q: () => send('answer', { do: 'quit' }) }

function type(digit) {
  typed += digit
  const numbers = state.question.choices.map(({ number }) => String(number))
  const starts = numbers.filter((number) => number.startsWith(typed))
  if (starts.length === 0) { note('There is no ' + typed + '.'); typed = '' }
  else if (starts.length === 1 && starts[0] === typed) pick(Number(typed))
  else note(typed + ' … Enter, or another digit')
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || state === null || state.over) return
  const { key } = event
  if (act[key]) act[key]()
  else if (state.question === null) return
  else if (/^[0-9]$/.test(key)) type(key)
  else if (key === 'Escape') { typed = ''; note('') }
  else if (key === 'Enter' && typed !== '' && state.question.choices.some(({ number }) => String(number) === typed)) pick(Number(typed))
  else if (key === 'Enter' && state.question.kind === 'set' && event.target.tagName !== 'BUTTON') confirmed()
  else return
  event.preventDefault()
})
for (const [id, key] of [['skip', 's'], ['undo', 'u'], ['quit', 'q']]) at(id).addEventListener('click', act[key])
at('confirm').addEventListener('click', confirmed)
send('now')
`

/** The page for labelling. It holds no text of a log: items are fetched, and set as text. */
export const LABELLING_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>leeway validate</title>
<style>${STYLE}</style>
<header><h1 id="heading">…</h1><p id="count"></p></header>
<main>
<div id="item"></div>
<aside aria-label="Label">
<div id="question" hidden>
<h3 id="asked" aria-live="polite"></h3>
<ol id="choices"></ol>
<ul id="meanings"></ul>
</div>
<nav id="keys" aria-label="Keys">
<button type="button" id="confirm" hidden>Confirm <kbd>Enter</kbd></button>
<button type="button" id="skip">Skip item <kbd>s</kbd></button>
<button type="button" id="undo">Undo <kbd>u</kbd></button>
<button type="button" id="quit">Save and quit <kbd>q</kbd></button>
</nav>
<p id="note" role="status"></p>
</aside>
</main>
<script>${SCRIPT}</script>
</html>
`
