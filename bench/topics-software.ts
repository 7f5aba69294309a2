import { type TopicWords, topic } from './topic.js'

/** Topics of software and data. */
export const OF_SOFTWARE: readonly TopicWords[] = [
  topic(
    'tests',
    ['run, execute, re-run, launch', 'fire off, kick off'],
    [
      'unit tests, the test suite, integration tests, regression tests, end-to-end tests, failing test cases',
      'specs, assertions, the harness',
    ],
    [
      'verify that the change passes all tests, check test coverage, confirm the fix with a test run',
      'see whether everything stays green, rule out flakiness',
    ],
  ),
  topic(
    'deployment',
    ['deploy, release, roll out, ship', 'promote, cut over'],
    [
      'the production web application, backend services, the website, a new version of the app, hotfixes to production',
      'the storefront, tenant stacks, canary slots',
    ],
    [
      'make the new release available in production, finish the deployment, update the live site',
      'go live before the weekend, get it in front of everybody',
    ],
  ),
  topic(
    'bug fixing',
    ['fix, debug, diagnose, correct, resolve', 'chase down, bisect'],
    [
      'a bug in the code, runtime errors, a crash, type errors, failing functions, an exception in the parser',
      'a race condition, null dereferences, off-by-one slips',
    ],
    [
      'repair the broken feature, stop the error from occurring, resolve the reported bug',
      'quiet the stack dump, mend the breakage',
    ],
  ),
  topic(
    'refactoring',
    ['refactor, simplify, restructure, rename, clean up', 'untangle, hoist'],
    [
      'source code, functions and classes, modules, duplicated code, components, a large class',
      'helpers, god objects, prop drilling, legacy spaghetti',
    ],
    [
      'make the codebase easier to maintain, remove duplicate code, improve readability of the code',
      'cut the boilerplate, keep nesting shallow',
    ],
  ),
  topic(
    'code review',
    ['review, comment on, approve, inspect', 'nitpick, sign off on'],
    [
      'pull requests, a merge request, code changes, a proposed change, the diff of a branch',
      'patchsets, contributions of newcomers',
    ],
    [
      'give review feedback to the author, check the code quality before merging, approve the change',
      'point out nits, bless the idea',
    ],
  ),
  topic(
    'version control',
    ['commit, push, rebase, stage, merge', 'squash, cherry-pick, stash'],
    [
      'changes to the git repository, a feature branch, local commits, the main branch, tags in version control',
      'the worktree, hunks, the reflog',
    ],
    [
      'bring the branch up to date with the remote repository, record the work in git, resolve merge conflicts',
      'keep lineage linear, get upstream in sync',
    ],
  ),
  topic(
    'dependencies',
    ['install, upgrade, update, add', 'bump, pin'],
    [
      'packages, project dependencies, third-party libraries, the package manager lockfile, outdated modules',
      'transitive closures, wheels, vendored crates',
    ],
    [
      'resolve a version conflict between dependencies, make a missing library available, set up the development environment',
      'get rid of deprecation chatter, satisfy peer ranges',
    ],
  ),
  topic(
    'database queries',
    ['query, look up, retrieve, select, read', 'pull, interrogate'],
    [
      'database records, rows from a table, the SQL database, user tables, data from the warehouse',
      'tuples, cubes, materialised views',
    ],
    [
      'find matching records in the database, count rows per table, check the data in a column',
      'size up the cardinality, satisfy an ad-hoc wish',
    ],
  ),
  topic(
    'charts and reports',
    ['plot, visualise, chart, generate, build', 'render, graph'],
    [
      'charts, dashboards, a sales report, key performance indicators, statistics, monthly trends',
      'histograms, sparklines, heatmaps, quarterly scorecards',
    ],
    [
      'report business trends to managers, show the results in a dashboard, analyse the statistics',
      'give leadership some clarity, spot seasonality',
    ],
  ),
  topic(
    'monitoring',
    ['monitor, check, watch, inspect', 'tail, keep an eye on, poll'],
    [
      'server logs, system health, alerts, cpu and memory usage, error logs, uptime of the service',
      'telemetry, latency percentiles, pager noise',
    ],
    [
      'detect outages early, find the cause of an incident, track performance of the servers',
      'catch glitches overnight, tell why it got sluggish',
    ],
  ),
  topic(
    'data cleaning',
    ['clean, transform, parse, convert, deduplicate', 'massage, coerce, munge'],
    [
      'a csv file, the dataset, missing values, data columns, spreadsheet data, json records',
      'ragged frames, outliers, malformed bits',
    ],
    [
      'prepare the dataset for analysis, normalise the data format, load the data into the pipeline',
      'make everything tidy, feed ETL',
    ],
  ),
]
