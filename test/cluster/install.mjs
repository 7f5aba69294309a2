// Installs the ClickHouse that the tests of the second engine start. It is large, so nobody else is given it: neither
// those who use Leeway nor those who build it. Where it cannot be installed, those tests are skipped.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const wanted = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')).optionalDependencies

const versionOf = (name) => {
  try {
    return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8')).version
  } catch {
    return null
  }
}
const installed = () => Object.entries(wanted).every(([name, version]) => versionOf(name) === version)

if (!installed()) {
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund']
  const how = { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] }
  if (npm === undefined) spawnSync('npm', args, { ...how, shell: process.platform === 'win32' })
  else spawnSync(process.execPath, [npm, ...args], how)
}
if (!installed()) {
  console.error(
    'no ClickHouse for the tests on this platform, or it could not be installed: those of the second engine are skipped',
  )
}
