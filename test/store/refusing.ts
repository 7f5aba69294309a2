import { join } from 'node:path'
import { expect } from 'vitest'
import { type Ended, FEW, leeway } from '../built.js'
import type { TestCluster } from '../cluster/cluster.js'

/** Of every user of the test servers that has one. Their names begin with `ursula`. */
export const PASSWORD = 'swordfish'

/** Runs of the command on stores that refuse it. */
export class Refusing {
  /** @param dir with logs at `fleet`. */
  constructor(
    private readonly cluster: TestCluster,
    private readonly dir: string,
  ) {}

  run(
    store: string,
    environment: Record<string, string> = {},
    more: string[] = ['--policy', 'private'],
    place = 'fleet/{user}/projects',
  ): Promise<Ended> {
    return leeway(['report', place, '--json', ...more], {
      home: join(this.dir, 'home'),
      cwd: this.dir,
      program: FEW,
      environment: { LEEWAY_STORE: store, LEEWAY_WAIT: '1', ...environment },
    })
  }

  /** Runs a report that must not come to be, nor leave anything behind. @returns what was said of it. */
  async refused(store: string, at: string, environment: Record<string, string> = {}): Promise<string> {
    // Merging parts drops the rows that were deleted or replaced before, which would look like a change.
    await this.everywhere('SYSTEM STOP MERGES')
    const found = await this.contents()
    const own = store.includes('ursula') ? { LEEWAY_STORE_PASSWORD: PASSWORD } : {}
    const ended = await this.run(store, { ...own, ...environment })
    expect([ended.code, ended.stdout], ended.stderr).toEqual([4, ''])
    expect(ended.stderr).toMatch(/^leeway: [^\n]+\n$/)
    expect(ended.stderr).toContain(at)
    expect(ended.stderr).not.toMatch(new RegExp(`${PASSWORD}|ursula`))
    expect(await this.contents()).toEqual(found)
    await this.everywhere('SYSTEM START MERGES')
    return ended.stderr
  }

  /** Everything on the servers but what they tell of themselves. */
  private contents(): Promise<string[]> {
    return this.everywhere(
      'SELECT name FROM system.databases ORDER BY name',
      `SELECT database, name, total_rows, create_table_query FROM system.tables
       WHERE database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema') ORDER BY database, name`,
    )
  }

  /** What every server says to each statement; those that cannot be asked are `away`. */
  private everywhere(...statements: string[]): Promise<string[]> {
    return Promise.all(
      this.cluster.nodes.flatMap((_, i) => statements.map((text) => this.cluster.run(i, text).catch(() => 'away'))),
    )
  }
}
