import { mkdir, open, readdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file that is appended to. */
export interface AppendFile {
  size(): Promise<number>
  read(from: number, bytes: number): Promise<Uint8Array>
  /** Writes at the end, all or an error. */
  append(bytes: readonly Uint8Array[]): Promise<void>
  /** Waits until what was written is on the disk. */
  sync(): Promise<void>
  truncate(bytes: number): Promise<void>
  close(): Promise<void>
}

/** The disk, as the collector uses it; tests pass one that fails. */
export interface Files {
  /** Opens a file that only its owner can read, with the folder it lies in, and makes what is missing. */
  open(path: string): Promise<AppendFile>
  /** Names of files in a folder; none where there is no folder. */
  names(folder: string): Promise<string[]>
}

export const FILES: Files = {
  async open(path) {
    await mkdir(dirname(path), { mode: 0o700, recursive: true })
    const file = await open(path, 'a+', 0o600)
    return {
      size: async () => (await file.stat()).size,
      async read(from, bytes) {
        const read = await file.read(new Uint8Array(bytes), 0, bytes, from)
        return read.buffer.subarray(0, read.bytesRead)
      },
      async append(bytes) {
        const total = bytes.reduce((sum, { length }) => sum + length, 0)
        let at = (await file.writev(bytes)).bytesWritten
        // The rest, where a disk took only some of it.
        for (const whole = at < total ? Buffer.concat(bytes) : null; whole !== null && at < total; )
          at += (await file.write(whole, at)).bytesWritten
      },
      sync: () => file.datasync(),
      truncate: (bytes) => file.truncate(bytes),
      close: () => file.close(),
    }
  },
  async names(folder) {
    try {
      return await readdir(folder)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  },
}

/** Makes the names of new files in a folder last, where the system can do that. */
export async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r').catch(() => null)
  await opened?.sync().catch(() => undefined)
  await opened?.close()
}
