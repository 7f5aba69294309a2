import { createHash } from 'node:crypto'
import { type Random, SMALL, type Studio, type Team, teamOf } from '../../src/attack/index.js'
import { type Releaser, studioOf } from '../../src/cli/attack-studio.js'
import type { PseudonymKey } from '../../src/ingest/index.js'
import { SOURCES } from '../../src/sources/index.js'
import { type StudyFile, studyFromOptions } from '../../src/study/index.js'

export const KEY: PseudonymKey = { key: createHash('sha256').update('attack').digest(), mark: 'attack' }

/** A kind of log that says all that figures ask for. */
const SOURCE = SOURCES.find(({ carries }) => carries.turn_time === true && carries.linkable === true)!

export const GROUND = { place: '/planted', source: SOURCE.id, sourceVersion: SOURCE.version }

/** What the attacker's accounts are as many as. */
export const SYBILS = 2

export const study = (policy: Partial<StudyFile['policy']> = {}): StudyFile =>
  studyFromOptions({ name: 'attacked', places: ['/planted'], policy: { name: 'team', sybils: SYBILS, ...policy } })

/** Opens stores for a study, whose releases are made as every report makes them unless another way is given. */
export const openFor =
  (of: StudyFile, release?: Releaser) =>
  (figures?: readonly string[]): Promise<Studio> =>
    studioOf(of, GROUND, KEY, figures, release)

export const team = (random: Random): Team => teamOf(random, SMALL)
