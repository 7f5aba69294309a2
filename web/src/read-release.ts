import { told } from '../../src/charts/index.js'
import { parseRelease, type Release } from '../../src/release/index.js'

const LARGEST = 256e6

/**
 * Reads a release from a file that somebody chose. It stays in the page.
 * @throws Error that says, in words for the reader, why the file is no release.
 */
export async function readRelease(file: File): Promise<Release> {
  if (file.size > LARGEST) throw new Error(`${file.name} has ${Math.round(file.size / 1e6)} MB; that is no release.`)
  const text = await textOf(file)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error(`${file.name} is not JSON. Choose the release.json of a report.`)
  }
  try {
    return told(parseRelease(value))
  } catch (error) {
    throw new Error(`${file.name} is ${(error as Error).message}`)
  }
}

const textOf = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () =>
      reject(new Error(`${file.name} cannot be read: ${reader.error?.message ?? 'unknown reason'}`))
    reader.readAsText(file)
  })
