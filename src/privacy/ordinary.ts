/** What a word of plain prose looks like, and technical words that look otherwise and name nobody. */

/** Letters of any script; apostrophes and hyphens inside. */
const PLAIN = /^\p{L}[\p{L}\p{M}]*(?:['’-][\p{L}\p{M}]+){0,3}$/u
/** No word that people write is longer; keys and hashes are. */
const LONGEST_WORD = 24
/** Nor any of large letters alone. */
const LONGEST_CAPITALS = 12
/** Small letters followed by large ones: names of products have one or two such places, random letters many. */
const TURNS_OF_CASE = /\p{Ll}(?=\p{Lu})/gu
const MOST_TURNS = 2

const FEW_DIGITS: readonly RegExp[] = [
  // Numbers, versions, ordinals and amounts of at most four digits.
  /^(?=(?:\D*\d){1,4}\D*$)[v~]?\d+(?:\.\d+){0,3}(?:%|st|nd|rd|th|s|x|k|m|ms|kb|mb|gb|tb|px|min|h|d)?$/i,
  // 64-bit, two-digit versions of things with short names: Q3, x64.
  /^\d{1,3}-\p{L}{2,12}$/u,
  /^\p{L}{1,2}\d{1,2}$/u,
]
/** e.g, U.S, a.m (the last stop is no part of a word), R&D. */
const LETTERS_APART = /^(?:\p{L}\.)+\p{L}$|^\p{L}&\p{L}$/u

const words = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.flatMap((list) => list.split(' ')))

const TECHNICAL = words(
  'node.js next.js vue.js nuxt.js express.js react.js three.js d3.js asp.net vb.net socket.io .net c++ c# f# objective-c',
  'utf-8 utf8 utf-16 utf16 ascii-8 base64 base32 sha-1 sha1 sha-256 sha256 sha-512 sha512 md5 aes-256 rsa-2048 ed25519 x509',
  'iso-8601 iso8601 rfc3339 es5 es6 es2015 es2020 es2022 h264 mp3 mp4 log4j oauth2 http2 http3 ipv4 ipv6 s3 ec2 k8s i18n',
  'l10n a11y x86 x64 arm64 amd64 win32 win64 python2 python3 pip3 perl5 php8 html5 css3 gpt-3 gpt-4 gpt-5 neo4j 2fa b2b b2c',
)

/** Files that lie in many projects under this name. */
const FILES = words(
  'package.json package-lock.json tsconfig.json composer.json manifest.json settings.json config.json data.json',
  'readme.md changelog.md contributing.md license.md license.txt claude.md agents.md skill.md todo.md notes.md',
  'requirements.txt pyproject.toml setup.py setup.cfg main.py app.py manage.py conftest.py __init__.py test.py',
  'cargo.toml cargo.lock go.mod go.sum main.go main.rs lib.rs mod.rs pom.xml build.gradle yarn.lock pnpm-lock.yaml',
  'index.js index.ts index.html main.js main.ts app.js app.ts server.js server.ts config.yaml config.yml config.toml',
  'docker-compose.yml docker-compose.yaml style.css styles.css .env .gitignore .dockerignore .npmrc .eslintrc .bashrc',
)

/** Words that belong together at a slash. */
const PAIRS = words(
  'and/or he/she she/he his/her her/his they/them w/o n/a i/o a/b ci/cd tcp/ip client/server read/write write/read',
  'input/output yes/no on/off true/false pass/fail start/stop get/set try/catch request/response search/replace up/down',
  'before/after test/retest create/update create/read update/delete http/1.1 http/2 http/3 ui/ux html/css js/ts ssl/tls',
  'linux/macos unix/linux domain/network retrieval/search healthcare/ehr html/javascript save/load import/export',
)

/** Whether a word, without the punctuation around it, is one of ordinary prose. */
export function isOrdinary(word: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(word)) return !/[\\/~]/.test(word)
  const small = word.toLowerCase()
  if (TECHNICAL.has(small) || FILES.has(small) || PAIRS.has(small)) return true
  if (PLAIN.test(word)) {
    const fits = (part: string) => part.length <= (/\p{Ll}/u.test(part) ? LONGEST_WORD : LONGEST_CAPITALS)
    return word.split(/['’-]/).every(fits) && (word.match(TURNS_OF_CASE)?.length ?? 0) <= MOST_TURNS
  }
  return LETTERS_APART.test(word) || FEW_DIGITS.some((shape) => shape.test(word))
}

/** Words with a capital that stand in ordinary sentences beside others with one. */
const CAPITALS = words(
  // Where sentences begin, and what stands for itself.
  'a an the this that these those there it its he she they we you i in on at of for from to with without by as and or but if',
  'no not yes none after before when while because since until also then here how what which who why where all some any each',
  'agent human user customer operator developer person assistant administrator team owner subagent task goal safeguards',
  'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october',
  'november december english german french spanish italian chinese japanese european american',
  // Products and terms that many people use.
  'github gitlab bitbucket git docker compose kubernetes helm terraform ansible jenkins actions action pages copilot codex',
  'visual studio code vs microsoft windows office excel word outlook teams sharepoint power bi google cloud platform drive',
  'docs sheets slides gmail calendar chrome chromium firefox safari edge amazon web services aws lambda azure devops linux',
  'ubuntu debian fedora alpine macos ios android java javascript typescript python ruby rust go golang kotlin swift php perl',
  'node react angular vue svelte next nuxt express django flask spring boot rails laravel postgres postgresql mysql mariadb',
  'sqlite mongodb redis kafka elasticsearch snowflake bigquery spark hadoop airflow pandas numpy jupyter notebook colab',
  'slack discord telegram whatsapp zoom jira confluence notion trello asana salesforce hubspot shopify magento wordpress',
  'stripe paypal twilio openai anthropic claude gemini llama ollama hugging face playwright selenium puppeteer cypress jest',
  'get post put patch delete head options readme todo',
  'vitest pytest mocha eslint prettier webpack vite rollup babel npm yarn pnpm pip cargo maven gradle homebrew stack overflow',
  'model context protocol mcp api apis rest graphql grpc http https json xml yaml csv sql html css pdf ui ux cli sdk ide url',
  'pull request requests merge issue issues continuous integration deployment delivery machine learning artificial',
  'intelligence natural language processing large language models open source capture flag swe bench key management',
)

/** Whether words with capitals, one after the other, are ordinary ones and nobody's name. */
export const areOrdinaryCapitals = (found: string): boolean => namedWords(found).length < 2

/** Of words one after the other, those that might be a name. */
const namedWords = (found: string): string[] =>
  found
    .split(/[\s-]+/)
    .filter((word) => /^\p{Lu}/u.test(word) && !CAPITALS.has(word.toLowerCase().replace(/['’]s?$|\.$/, '')))
