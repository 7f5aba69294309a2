import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those it lies in, one by one. Node's own recursive way never ends where a file system lets nobody
 * make folders and says that they do not exist.
 * @throws Error that names the path at which it cannot be made, and why.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = []
  let at = resolve(path)
  for (; ; at = dirname(at)) {
    const found = await stat(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null
      if (error.code !== 'ENOENT') throw new Error(`${at}: ${reasonOf(error)}`, { cause: error })
      return null
    })
    if (found?.isDirectory()) break
    if (found !== null) throw new Error(`${at} is a file and no folder`)
    missing.push(at)
  }
  for (const folder of missing.reverse()) {
    await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
      const made = error.code === 'EEXIST' ? await stat(folder).catch(() => null) : null
      if (!made?.isDirectory())
        throw new Error(`the folder ${folder} cannot be made: ${reasonOf(error)}`, { cause: error })
    })
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'its file system is read-only',
  ENOSPC: 'no space left on its disk',
  EDQUOT: 'no space left for this user',
  EEXIST: 'a link to nothing has its name',
  ELOOP: 'a link that leads to itself',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'its file system lets nobody make folders there',
}

/** Why a folder or file cannot be used, in words where there are some. */
export function reasonOf(error: NodeJS.ErrnoException): string {
  return REASONS[error.code ?? ''] ?? error.message
}
