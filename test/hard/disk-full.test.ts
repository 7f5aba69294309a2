import { execFileSync, spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, FEW, leeway, ownHome } from '../built.js'
import { FleetHome, REPORT } from './fleet-home.js'

const posix = process.platform !== 'win32'

let fleet: FleetHome
beforeAll(async () => {
  fleet = await FleetHome.make()
})
afterAll(() => fleet.remove())

/** Runs a report that may write no file beyond some kilobytes: every write fails where a full disk would fail it. */
function limited(home: string, kilobytes: number): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-c', `ulimit -f ${kilobytes}; exec "$@"`, '-', process.execPath, FEW, ...REPORT], {
      cwd: fleet.dir,
      env: { ...process.env, ...ownHome(home) },
    })
    const said = { stdout: '', stderr: '' }
    child.stdout.on('data', (text) => (said.stdout += text))
    child.stderr.on('data', (text) => (said.stderr += text))
    child.on('close', (code) => resolve({ code, ...said }))
  })
}

/** A file system in memory of its own, or null where this process may not make one. */
function mount(path: string, options: string): (() => void) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' })
    return () => execFileSync('umount', ['-l', path])
  } catch {
    return null
  }
}

const remount = (path: string, options: string) => execFileSync('mount', ['-o', `remount,${options}`, path])

describe('a full disk', () => {
  it.skipIf(!posix)('ends in a clear message, and the store is as it was', async () => {
    const home = await fleet.home()
    for (const kilobytes of [1, 64, 300, 600]) {
      const { code, stdout, stderr } = await limited(home, kilobytes)
      expect([code, stdout], `${kilobytes} kB: ${stderr}`).toEqual([4, ''])
      expect(stderr).toMatch(/no room for the store \(file too large\); make room on its disk or set LEEWAY_HOME/)
    }
    const { code, stdout } = await fleet.report(home)
    expect(code).toBe(0)
    expect(stdout === fleet.release).toBe(true)
  })

  it('is survived at every size, on a disk of its own', async ({ skip }) => {
    const disk = join(fleet.dir, 'disk')
    await mkdir(disk)
    const unmount = mount(disk, 'size=8k')
    if (unmount === null) return skip('this process may not mount')
    try {
      const home = await fleet.home(disk)
      let failed = 0
      for (const size of ['40k', '300k', '600k', '1100k']) {
        remount(disk, `size=${size}`)
        const { code, stdout, stderr } = await fleet.report(home)
        if (code === 0) {
          expect(stdout === fleet.release).toBe(true)
          continue
        }
        failed++
        expect([code, stdout], `${size}: ${stderr}`).toEqual([4, ''])
        expect(stderr).toMatch(/no room for the store \(no space left on device\)/)
      }
      expect(failed).toBeGreaterThan(1)
      remount(disk, 'size=64m')
      expect((await fleet.report(home)).stdout === fleet.release).toBe(true)
    } finally {
      unmount()
    }
  })
})

describe('a folder that cannot be used', () => {
  const at = (home: string, environment: Record<string, string> = {}) => fleet.report(home, environment)

  it('is named, with the reason: a data folder on a read-only disk', async ({ skip }) => {
    const disk = join(fleet.dir, 'read-only')
    await mkdir(disk)
    const unmount = mount(disk, 'size=8m')
    if (unmount === null) return skip('this process may not mount')
    try {
      const home = await fleet.home(disk)
      const empty = join(disk, 'empty')
      await mkdir(join(empty, 'leeway'), { recursive: true })
      remount(disk, 'ro')
      const bare = await at(empty)
      expect([bare.code, bare.stdout]).toEqual([4, ''])
      expect(bare.stderr).toContain(
        `the data folder ${join(empty, 'leeway')} cannot be used: its file system is read-only`,
      )
      const none = await at(join(disk, 'none'))
      expect(none.stderr).toContain(`the folder ${join(disk, 'none')} cannot be made: its file system is read-only`)
      expect((await at(home)).stderr).toMatch(/the store cannot be read and written \(read-only file system\)/)
      remount(disk, 'rw')
      expect((await at(home)).code).toBe(0)
      remount(disk, 'ro')
      const later = await leeway(['inspect', 'sessions', 'fleet'], { home, cwd: fleet.dir })
      expect(later.code).toBe(4)
      expect(later.stderr).toMatch(/the store cannot be read and written \(read-only file system\)/)
    } finally {
      unmount()
    }
  })

  it('is named, with the reason: below a file, or where nobody can make folders', async () => {
    await writeFile(join(fleet.dir, 'a-file'), '')
    const below = join(fleet.dir, 'a-file', 'deep', 'home')
    const { code, stdout, stderr } = await at(fleet.dir, { LEEWAY_HOME: below })
    expect([code, stdout]).toEqual([4, ''])
    expect(stderr).toContain(`the data folder ${below} cannot be used: ${join(fleet.dir, 'a-file')} is a file`)
    const home = await fleet.home()
    const out = await leeway([...REPORT, '--out', below], { home, cwd: fleet.dir })
    expect([out.code, out.stdout]).toEqual([1, ''])
    expect(out.stderr).toContain(`${join(fleet.dir, 'a-file')} is a file and no folder`)
    await rm(join(fleet.dir, 'a-file'))
    if (process.platform !== 'linux') return
    const nowhere = await at(fleet.dir, { LEEWAY_HOME: '/proc/leeway/home' })
    expect([nowhere.code, nowhere.stdout]).toEqual([4, ''])
    expect(nowhere.stderr).toContain('the folder /proc/leeway cannot be made')
    const unwritten = await leeway([...REPORT, '--out', '/proc/leeway/out'], { home, cwd: fleet.dir })
    expect([unwritten.code, unwritten.stdout]).toEqual([1, ''])
    expect(unwritten.stderr).toContain('the folder /proc/leeway cannot be made')
  })

  it('is named where a report can be put together and not be written', async () => {
    const home = await fleet.home()
    const out = join(fleet.dir, 'out')
    await mkdir(join(out, 'release.json'), { recursive: true })
    const { code, stdout, stderr } = await leeway([...REPORT, '--out', out], { home, cwd: fleet.dir })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`cannot write ${join(out, 'release.json')}`)
  })
})
