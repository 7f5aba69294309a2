import type { ACTIVITIES, ENVIRONMENTS } from '../../model/index.js'

/**
 * What agents do, in a closed vocabulary. Every rule that reads a call ends at one of these, and what is said of an
 * action follows from it. `reach`: where it takes effect. `impact`, `undo` and `risk` are those of an ordinary case;
 * rules about details of a call raise them.
 */
export interface Deed {
  /** "The agent …" */
  did: string
  environment: (typeof ENVIRONMENTS)[number]
  activity: (typeof ACTIVITIES)[number]
  reach: 'scaffolding' | 'machine' | 'shared' | 'physical'
  /** Index into ENVIRONMENTAL_IMPACTS. */
  impact: 0 | 1 | 2 | 3
  undo: 'nothing' | 'easy' | 'effort' | 'never'
  /** 1 to 10. */
  risk: number
}

type Row = readonly [
  did: string,
  environment: Deed['environment'],
  activity: Deed['activity'],
  reach: Deed['reach'],
  impact: Deed['impact'],
  undo: Deed['undo'],
  risk: number,
]

const SEARCH = 'Information retrieval/search'
const PROCESS = 'Process automation'
const CREATE = 'Content creation'

const ROWS = {
  // Files of the machine.
  'files-read': ['read files', 'Local files', SEARCH, 'machine', 0, 'nothing', 1],
  'files-search': ['searched through files', 'Local files', SEARCH, 'machine', 0, 'nothing', 1],
  'files-list': ['listed files', 'Command-line tools', SEARCH, 'machine', 0, 'nothing', 1],
  'image-look': ['looked at an image', 'Local files', 'Image analysis', 'machine', 0, 'nothing', 1],
  'files-write': ['wrote to a file', 'Local files', CREATE, 'machine', 1, 'easy', 2],
  'files-move': ['moved or copied files', 'Local files', PROCESS, 'machine', 1, 'easy', 2],
  'files-mode': ['changed who may use files', 'Local files', PROCESS, 'machine', 1, 'easy', 2],
  'files-delete': ['deleted files', 'Local files', PROCESS, 'machine', 1, 'effort', 3],
  'files-delete-widely': ['deleted many files at once', 'Local files', PROCESS, 'machine', 3, 'never', 7],
  'disk-overwrite': ['overwrote a disk', 'Command-line tools', PROCESS, 'machine', 3, 'never', 9],
  // Programs.
  'machine-look': ['looked at the state of the machine', 'Command-line tools', SEARCH, 'machine', 0, 'nothing', 1],
  'process-watch': ['watched a running program', 'Command-line tools', 'Monitoring', 'machine', 0, 'nothing', 1],
  'text-print': ['printed a text', 'Command-line tools', SEARCH, 'machine', 0, 'nothing', 1],
  'tests-run': ['ran tests', 'Command-line tools', 'Detection', 'machine', 0, 'nothing', 1],
  'code-check': ['checked code', 'Command-line tools', 'Detection', 'machine', 0, 'nothing', 1],
  'code-format': ['formatted code', 'Command-line tools', PROCESS, 'machine', 1, 'easy', 2],
  'program-try': ['tried a program out', 'Command-line tools', 'Detection', 'machine', 1, 'easy', 2],
  'program-build': ['built a program', 'Command-line tools', PROCESS, 'machine', 1, 'easy', 2],
  'program-run': ['ran a program', 'Command-line tools', PROCESS, 'machine', 1, 'easy', 2],
  'program-examine': ['examined a program or recording', 'Command-line tools', 'Discovery', 'machine', 0, 'nothing', 1],
  'packages-install': ['installed packages', 'Command-line tools', PROCESS, 'machine', 1, 'easy', 2],
  'server-start': ['started a local server', 'Command-line tools', PROCESS, 'machine', 1, 'easy', 2],
  'process-stop': ['stopped a program', 'Command-line tools', PROCESS, 'machine', 1, 'easy', 2],
  'service-change': ['changed a service of the machine', 'Command-line tools', PROCESS, 'machine', 2, 'effort', 4],
  'container-use': ['used a container', 'Command-line tools', PROCESS, 'machine', 1, 'easy', 2],
  'container-remove': ['removed containers or their data', 'Command-line tools', PROCESS, 'machine', 1, 'effort', 3],
  'task-hand-in': ['handed in its solution', 'Command-line tools', PROCESS, 'machine', 1, 'easy', 1],
  // Version control.
  'git-look': ['looked at the history of a project', 'Version control systems', SEARCH, 'machine', 0, 'nothing', 1],
  'git-commit': ['recorded changes in version control', 'Version control systems', PROCESS, 'machine', 1, 'easy', 2],
  'git-move': ['changed the state of a working copy', 'Version control systems', PROCESS, 'machine', 1, 'effort', 2],
  'git-discard': ['discarded work in version control', 'Version control systems', PROCESS, 'machine', 1, 'effort', 3],
  'git-push': ['pushed changes to a shared repository', 'Version control systems', PROCESS, 'shared', 1, 'effort', 3],
  'git-rewrite': ['rewrote shared history', 'Version control systems', PROCESS, 'shared', 2, 'effort', 6],
  'forge-look': ['looked at a shared project', 'Version control systems', SEARCH, 'shared', 0, 'nothing', 1],
  'forge-watch': [
    'watched checks of a shared project',
    'Version control systems',
    'Monitoring',
    'shared',
    0,
    'nothing',
    1,
  ],
  'forge-propose': ['proposed or discussed a change', 'Version control systems', PROCESS, 'shared', 1, 'easy', 2],
  'forge-merge': ['merged a change', 'Version control systems', PROCESS, 'shared', 2, 'effort', 4],
  'forge-release': ['published a release', 'Version control systems', PROCESS, 'shared', 2, 'effort', 5],
  'forge-remove': ['removed a shared project', 'Version control systems', PROCESS, 'shared', 3, 'never', 8],
  'package-publish': ['published a package', 'Web APIs and services', PROCESS, 'shared', 2, 'never', 6],
  // The network.
  'web-search': ['searched the web', 'Search engines', SEARCH, 'shared', 0, 'nothing', 1],
  'web-read': ['read a web page', 'Web browsers', SEARCH, 'shared', 0, 'nothing', 1],
  'web-use': ['used a web page', 'Web browsers', SEARCH, 'shared', 0, 'nothing', 1],
  'web-change': ['changed something through a web page', 'Web browsers', PROCESS, 'shared', 1, 'effort', 3],
  'service-read': ['asked a web service', 'Web APIs and services', SEARCH, 'shared', 0, 'nothing', 1],
  'service-watch': ['watched a web service', 'Web APIs and services', 'Monitoring', 'shared', 0, 'nothing', 1],
  'service-write': ['changed something in a web service', 'Web APIs and services', PROCESS, 'shared', 1, 'effort', 4],
  'service-delete': ['deleted something in a web service', 'Web APIs and services', PROCESS, 'shared', 2, 'effort', 5],
  'local-read': ['asked a local server', 'Web APIs and services', 'Detection', 'machine', 0, 'nothing', 1],
  'local-write': ['sent something to a local server', 'Web APIs and services', PROCESS, 'machine', 1, 'easy', 2],
  'file-fetch': ['downloaded a file', 'Web APIs and services', SEARCH, 'machine', 1, 'easy', 2],
  'code-fetch-run': ['ran code fetched from the network', 'Command-line tools', PROCESS, 'machine', 2, 'effort', 5],
  'remote-run': ['ran a command on another machine', 'Cloud platforms', PROCESS, 'shared', 2, 'effort', 4],
  'remote-copy': ['copied files between machines', 'Cloud platforms', PROCESS, 'shared', 1, 'effort', 3],
  'cloud-look': ['looked at cloud resources', 'Cloud platforms', SEARCH, 'shared', 0, 'nothing', 2],
  'cloud-change': ['changed cloud resources', 'Cloud platforms', PROCESS, 'shared', 2, 'effort', 5],
  'cloud-destroy': ['destroyed cloud resources', 'Cloud platforms', PROCESS, 'shared', 3, 'never', 7],
  'automation-change': [
    'changed an automation that runs by itself',
    'Cloud platforms',
    PROCESS,
    'shared',
    2,
    'effort',
    5,
  ],
  'database-read': ['queried a database', 'Databases', SEARCH, 'shared', 0, 'nothing', 1],
  'database-change': ['changed records in a database', 'Databases', PROCESS, 'shared', 2, 'effort', 5],
  'database-destroy': ['removed data or tables from a database', 'Databases', PROCESS, 'shared', 3, 'never', 7],
  // People and business.
  'record-read': ['looked up a business record', 'Back-office and CRM systems', SEARCH, 'shared', 0, 'nothing', 1],
  'record-detail': [
    'changed a detail of a business record',
    'Back-office and CRM systems',
    PROCESS,
    'shared',
    1,
    'effort',
    3,
  ],
  'record-change': ['changed a business record', 'Back-office and CRM systems', PROCESS, 'shared', 2, 'effort', 4],
  'record-cancel': [
    'cancelled or refunded something',
    'Back-office and CRM systems',
    PROCESS,
    'shared',
    2,
    'effort',
    5,
  ],
  'human-handover': ['handed a case over to a person', 'Back-office and CRM systems', PROCESS, 'shared', 1, 'easy', 2],
  'money-move': ['moved money', 'Back-office and CRM systems', PROCESS, 'shared', 2, 'effort', 6],
  'trade-place': ['placed a trade', 'Web APIs and services', 'Decision making', 'shared', 2, 'never', 7],
  'mail-read': ['read e-mail', 'Email', SEARCH, 'shared', 0, 'nothing', 2],
  'mail-draft': ['drafted an e-mail', 'Email', CREATE, 'shared', 1, 'easy', 2],
  'mail-send': ['sent an e-mail', 'Email', PROCESS, 'shared', 2, 'never', 4],
  'message-read': ['read messages', 'Instant messaging', SEARCH, 'shared', 0, 'nothing', 2],
  'message-send': ['sent a message', 'Instant messaging', PROCESS, 'shared', 1, 'never', 3],
  'post-publish': ['published a post', 'Web APIs and services', CREATE, 'shared', 2, 'effort', 4],
  'health-read': ['looked up a health record', 'Healthcare/EHR systems', SEARCH, 'shared', 0, 'nothing', 3],
  'health-change': ['changed a health record', 'Healthcare/EHR systems', PROCESS, 'shared', 2, 'effort', 7],
  'knowledge-read': ['read a shared knowledge base', 'Shared knowledge bases', SEARCH, 'shared', 0, 'nothing', 1],
  'knowledge-write': ['wrote to a shared knowledge base', 'Shared knowledge bases', CREATE, 'shared', 1, 'easy', 2],
  'document-read': ['read a document', 'Document creation apps', SEARCH, 'shared', 0, 'nothing', 1],
  'document-write': ['wrote a document', 'Document creation apps', CREATE, 'shared', 1, 'easy', 2],
  'tracker-read': ['looked at a tracker of tasks', 'Web APIs and services', SEARCH, 'shared', 0, 'nothing', 1],
  'tracker-write': ['changed a tracker of tasks', 'Web APIs and services', PROCESS, 'shared', 1, 'easy', 2],
  'device-move': ['moved a physical device', 'Other', 'Robotic automation', 'physical', 2, 'effort', 6],
  'device-read': ['read a physical device', 'Other', 'Monitoring', 'physical', 0, 'nothing', 2],
  'screen-use': ['used a computer through its screen', 'Other', PROCESS, 'machine', 1, 'easy', 3],
  'editor-look': ['looked at code in an editor', 'Code editors and IDEs', SEARCH, 'machine', 0, 'nothing', 1],
  'editor-write': ['edited code in an editor', 'Code editors and IDEs', CREATE, 'machine', 1, 'easy', 2],
  // The agent itself.
  'human-ask': ['asked its person a question', 'Other', 'Digital assistance', 'scaffolding', 0, 'nothing', 1],
  'plan-show': ['showed its person a plan', 'Other', CREATE, 'scaffolding', 0, 'nothing', 1],
  'human-tell': ['told its person something', 'Other', 'Digital assistance', 'scaffolding', 0, 'nothing', 1],
  'answer-give': ['gave its answer', 'Other', SEARCH, 'scaffolding', 0, 'nothing', 1],
  'todo-keep': ['kept its list of tasks', 'Internal agent memory', PROCESS, 'scaffolding', 1, 'nothing', 1],
  'memory-read': ['looked into its memory', 'Internal agent memory', SEARCH, 'scaffolding', 0, 'nothing', 1],
  'memory-write': ['wrote to its memory', 'Internal agent memory', PROCESS, 'scaffolding', 1, 'easy', 1],
  'thought-note': ['noted a thought', 'Internal agent memory', 'Digital assistance', 'scaffolding', 0, 'nothing', 1],
  calculate: ['calculated something', 'Other', 'Digital assistance', 'scaffolding', 0, 'nothing', 1],
  'tools-load': ['loaded tools or instructions', 'Other', SEARCH, 'scaffolding', 0, 'nothing', 1],
  'mode-change': ['changed how it works', 'Other', 'Digital assistance', 'scaffolding', 0, 'nothing', 1],
  'wait-schedule': ['arranged to be woken up', 'Other', 'Monitoring', 'scaffolding', 1, 'nothing', 1],
  'agent-start': ['gave work to another agent', 'Multi-agent coordination', PROCESS, 'scaffolding', 0, 'nothing', 1],
  'agent-look': ['watched another agent', 'Multi-agent coordination', 'Monitoring', 'scaffolding', 0, 'nothing', 1],
  'agent-tell': ['told another agent something', 'Multi-agent coordination', PROCESS, 'scaffolding', 1, 'easy', 2],
  'agent-stop': ['stopped another agent', 'Multi-agent coordination', PROCESS, 'scaffolding', 1, 'easy', 2],
  // What no rule knows.
  'something-read': ['looked something up', 'Web APIs and services', SEARCH, 'shared', 0, 'nothing', 1],
  'something-make': ['created something', 'Web APIs and services', CREATE, 'shared', 1, 'easy', 2],
  'something-change': ['changed something', 'Web APIs and services', PROCESS, 'shared', 1, 'effort', 3],
  'something-remove': ['removed something', 'Web APIs and services', PROCESS, 'shared', 2, 'effort', 4],
  'something-check': ['checked something', 'Web APIs and services', 'Detection', 'shared', 0, 'nothing', 1],
  'something-run': ['ran something', 'Command-line tools', PROCESS, 'machine', 1, 'easy', 2],
} as const satisfies Record<string, Row>

export type DeedId = keyof typeof ROWS

/** Every deed by its name. */
export const DEEDS: Readonly<Record<DeedId, Deed>> = Object.fromEntries(
  Object.entries(ROWS).map(([id, [did, environment, activity, reach, impact, undo, risk]]) => [
    id,
    { did, environment, activity, reach, impact, undo, risk },
  ]),
) as Record<DeedId, Deed>
