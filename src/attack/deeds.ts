import { type Kind, ORDINARY, placesOf } from './kinds.js'

/** Something that can be done, which lies in a group of its own where enough people do it. */
export interface Deed {
  /** As the rules call it. */
  did: string
  /** As a judge says it in words that Leeway ships. */
  says: string
  /** How the group is called: a part of its name, and of the name of no other group of these. */
  word: string
}

const deed = (did: string, says: string, word: string): Deed => ({ did, says: `The agent ${says}.`, word })

/** Eight deeds for each target that shares a release. Which four of them somebody does is a secret of 64 values. */
export const DEEDS: readonly (readonly Deed[])[] = [
  [
    deed('database-read', 'queried a database', 'database'),
    deed('mail-send', 'sent an e-mail', 'e-mail'),
    deed('image-look', 'looked at an image', 'image'),
    deed('packages-install', 'installed packages', 'package'),
    deed('money-move', 'moved money', 'money'),
    deed('health-read', 'looked up a health record', 'look up record'),
    deed('trade-place', 'placed a trade', 'trade'),
    deed('document-write', 'wrote a document', 'document'),
  ],
  [
    deed('web-search', 'searched the web', 'web'),
    deed('cloud-change', 'changed cloud resources', 'cloud'),
    deed('message-send', 'sent a message', 'message'),
    deed('container-use', 'used a container', 'container'),
    deed('forge-merge', 'merged a change', 'merge'),
    deed('device-move', 'moved a physical device', 'device'),
    deed('files-delete', 'deleted files', 'delete'),
    deed('memory-write', 'wrote to its memory', 'memory'),
  ],
]

/** How risky and how autonomous a deed was. */
export type Scores = Pick<Kind, 'risk' | 'autonomy'>

export const done = ({ did }: Deed, scores: Scores = {}): Kind => ({ ...ORDINARY[0]!, did, ...scores })

/** The four deeds that say a secret, each some times. */
export const deedsOf = (nth: number, secret: number, times: number, scores: Scores = {}): Kind[] =>
  placesOf(secret).flatMap((place) => Array.from({ length: times }, () => done(DEEDS[nth]![place]!, scores)))
