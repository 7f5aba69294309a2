import type { Random } from './random.js'

export type Era = 'version_2_0' | 'version_2_1_early' | 'version_2_1_middle' | 'version_2_1_late' | 'version_2_1_newest'

/** A version of Claude Code and which fields it writes. */
export interface Version {
  era: Era
  name: string
  permissionMode: boolean
  entrypoint: boolean
  promptSource: boolean
  denialKind: boolean
  /** `progress` records; from 2.1.156 `attachment` instead. */
  progress: boolean
  attachments: boolean
  /** Smallest durationMs that gets a turn_duration record, or null if none are written. */
  durationFloor: number | null
  agentTool: 'Task' | 'Agent'
  subagents: 'sibling' | 'nested'
  stopReason: boolean
}

const patches: Record<Era, readonly number[]> = {
  version_2_0: [55, 64, 67, 71, 76],
  version_2_1_early: [1, 3, 4, 7, 9, 12, 14],
  version_2_1_middle: [15, 17, 29, 33, 41, 47, 49, 59, 62],
  version_2_1_late: [156, 163, 172, 181],
  version_2_1_newest: [187, 190, 197, 198, 206, 212, 220, 236],
}

/** A version of an era; `after` asks for one that is not older. */
export function drawVersion(random: Random, era: Era, after = 0): Version {
  const patch = random.pick(patches[era].filter((candidate) => candidate >= after))
  return describeVersion(era, patch)
}

export function describeVersion(era: Era, patch: number): Version {
  const old = era === 'version_2_0'
  const late = era === 'version_2_1_late' || era === 'version_2_1_newest'
  return {
    era,
    name: old ? `2.0.${patch}` : `2.1.${patch}`,
    permissionMode: !old && patch >= 15,
    entrypoint: late,
    promptSource: era === 'version_2_1_newest',
    denialKind: !old && patch >= 198,
    progress: !old && patch >= 12 && !late,
    attachments: late,
    durationFloor: old ? null : patch >= 197 ? 3429 : 30000,
    agentTool: !old && patch >= 187 ? 'Agent' : 'Task',
    subagents: old || patch < 12 ? 'sibling' : 'nested',
    stopReason: late,
  }
}
