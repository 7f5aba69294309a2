import type { DeedId } from './deeds.js'

/**
 * What a command does, by its program and its words. The first row that holds decides; a row without a pattern holds for
 * every use of its programs. Patterns see the words joined by single spaces, without options that stand before a
 * subcommand.
 */
export interface ShellRule {
  programs: string
  words?: RegExp
  /** The pattern sees the first words that are no options: a subcommand, and not what it is told. */
  leading?: true
  deed: DeedId
}

const rule = (programs: string, deed: DeedId, words?: RegExp): ShellRule => ({
  programs,
  deed,
  ...(words === undefined ? {} : { words }),
})

const leading = (programs: string, deed: DeedId, words: RegExp): ShellRule => ({ programs, deed, words, leading: true })

const HELP = /(?:^| )(?:--help|--version|-V|help)(?: |$)/

export const SHELL_RULES: readonly ShellRule[] = [
  // Version control.
  rule('git', 'git-rewrite', /^push(?: .*)? (?:-f|--force\S*|--mirror|\+\S+)(?: |$)/),
  rule('git', 'git-rewrite', /^push(?: .*)? (?:--delete|-d|:\S+)(?: |$)/),
  rule('git', 'git-look', /^push(?: .*)? (?:--dry-run|-n)(?: |$)/),
  rule('git', 'git-push', /^(?:push|send-pack|svn dcommit)(?: |$)/),
  rule('git', 'git-discard', /^(?:filter-branch|filter-repo|reflog (?:expire|delete)|gc .*--prune)/),
  rule('git', 'git-discard', /^reset(?: .*)? --(?:hard|merge|keep)(?: |$)/),
  rule('git', 'git-look', /^clean(?: .*)? (?:-\w*n\w*|--dry-run)(?: |$)/),
  rule('git', 'git-discard', /^(?:clean|stash (?:drop|clear)|worktree remove|update-ref -d)/),
  rule('git', 'git-discard', /^branch(?: .*)? (?:-D|-d|--delete)(?: |$)/),
  rule('git', 'git-discard', /^(?:tag (?:.* )?(?:-d|--delete)|restore|checkout(?: .*)? --) /),
  rule(
    'git',
    'git-look',
    /^(?:status|log|diff|show|blame|grep|ls-\S+|rev-parse|rev-list|describe|shortlog|cat-file|reflog|merge-base|name-rev|whatchanged|for-each-ref|count-objects|fsck|var|archive|check-\S+|diff-\S+|show-\S+|symbolic-ref \S+$|range-diff|bisect log|fetch|help|version)(?: |$)/,
  ),
  rule(
    'git',
    'git-look',
    /^(?:branch|tag|remote|stash|worktree|config|notes|submodule|bisect|sparse-checkout)(?: (?:-v+|-a|-r|-l|-n|--all|--list|--points-at|--contains|--merged|--no-merged|--show-current|--sort\S*|--get\S*|-vv|show|list|status|get-url)(?: .*)?)?$/,
  ),
  rule('git', 'git-look', /^config (?:--(?:global|local|system) )?\S+$/),
  rule(
    'git',
    'git-commit',
    /^(?:add|commit|rm|mv|tag|notes|stage|am|apply|format-patch|init|clone|config|bundle)(?: |$)/,
  ),
  rule('git', 'git-move'),
  rule('jj hg svn', 'git-look', /^(?:log|status|st|diff|show|info|blame|annotate|cat|ls|op log)(?: |$)/),
  rule('jj hg svn', 'git-push', /^(?:git push|push|commit)(?: |$)/),
  rule('jj hg svn', 'git-move'),
  rule('gh glab', 'forge-remove', /^repo (?:delete|archive)/),
  rule('gh glab', 'forge-merge', /^(?:pr|mr) merge/),
  rule('gh glab', 'forge-release', /^release (?:create|upload|edit|delete)/),
  rule(
    'gh glab',
    'forge-merge',
    /^(?:workflow run|run (?:rerun|cancel|delete)|secret (?:set|delete)|variable (?:set|delete)|repo (?:edit|rename|create|fork|sync)|api .*(?:-X|--method) ?(?:PUT|DELETE))/,
  ),
  rule(
    'gh glab',
    'forge-watch',
    /^(?:(?:pr|mr) (?:checks|status)|run (?:list|view|watch)|ci |workflow (?:list|view)|.*statusCheckRollup)/,
  ),
  rule(
    'gh glab',
    'forge-look',
    /^(?:pr|mr|issue|repo|release|gist|label|search|auth status|api|browse|status|project|org|cache|variable|secret|ruleset)(?: (?:view|list|diff|status|checks|view-comments)| (?!.*(?:create|edit|close|reopen|comment|review|merge|ready|lock|delete|transfer|(?:-X|--method) ?(?:POST|PATCH|PUT|DELETE)| -[fF] ))|$)/,
  ),
  rule('gh glab hub', 'forge-propose'),

  // Packages, tests, builds.
  rule(
    'npm pnpm yarn bun cargo gem poetry uv flit lerna',
    'package-publish',
    /^(?:publish|push|npm publish|release|unpublish|yank|deprecate)(?: |$)/,
  ),
  rule('twine', 'package-publish', /^upload/),
  rule(
    'npm pnpm yarn bun deno npx bunx',
    'tests-run',
    /^(?:run )?(?:\S*:)?(?:test|vitest|jest|mocha|ava|tap|playwright|cypress|e2e|t)(?:[:\s]|$)/,
  ),
  rule(
    'npm pnpm yarn bun deno npx bunx',
    'code-check',
    /^(?:run )?(?:\S*:)?(?:lint|check|typecheck|type-check|tsc|eslint|biome (?!.*--(?:write|fix))|prettier --check|knip|audit|outdated|ls|list|why|view|info|verify|validate|doctor|typescript)(?:[:\s]|$)/,
  ),
  rule('npm pnpm yarn bun npx bunx', 'code-format', /^(?:run )?(?:\S*:)?(?:format|fmt|prettier|fix|biome)(?:[:\s]|$)/),
  rule(
    'npm pnpm yarn bun npx bunx',
    'program-build',
    /^(?:run )?(?:\S*:)?(?:build|compile|bundle|vite build|next build|pack)(?:[:\s]|$)/,
  ),
  rule(
    'npm pnpm yarn bun npx bunx',
    'server-start',
    /^(?:run )?(?:\S*:)?(?:dev|start|serve|preview|watch|http-server|vite|next dev)(?:[:\s]|$)/,
  ),
  rule(
    'npm pnpm yarn bun pip pip3 uv poetry brew apt apt-get apk dnf yum gem cargo go conda mamba pipx composer bundle mise asdf volta nvm corepack choco winget',
    'packages-install',
    /^(?:install|i|add|ci|remove|uninstall|rm|update|upgrade|up|sync|pip (?:install|uninstall)|get|mod (?:tidy|download|vendor)|tool install|link|prune|require|use|tap|dedupe|rebuild)(?: |$)/,
  ),
  rule('npm pnpm yarn bun npx bunx deno', 'cloud-change', /^(?:run )?(?:\S*:)?(?:deploy|ship|promote)(?:[:\s]|$)/),
  rule('npm pnpm yarn bun npx bunx deno', 'program-run'),
  rule(
    'pytest jest vitest mocha ava tap phpunit rspec ctest tox nox bats behave nosetests playwright cypress gotestsum',
    'tests-run',
  ),
  rule(
    'go cargo dotnet mix swift gradle gradlew mvn mvnw make just task mise rake bazel buck ninja turbo nx zig sbt lein',
    'tests-run',
    /(?:^|[\s:])(?:test|tests|check-tests|nextest|unittest|spec|e2e|integration)(?:[:\s]|$)/,
  ),
  rule(
    'go cargo dotnet gradle gradlew mvn mvnw make just task mise rake bazel turbo nx zig swift',
    'code-check',
    /(?:^|[\s:])(?:vet|lint|check|clippy|verify|doc|list|env|version|typecheck|validate|tidy-check|-n|--dry-run)(?:[:\s]|$)/,
  ),
  rule(
    'go cargo dotnet make just task mise rake zig mix',
    'code-format',
    /(?:^|[\s:])(?:fmt|format|generate|fix)(?:[:\s]|$)/,
  ),
  rule('go cargo dotnet swift zig', 'program-run', /^run(?: |$)/),
  rule(
    'make just task rake mise turbo nx gradle gradlew',
    'cloud-change',
    /(?:^|[\s:])(?:deploy|release|publish|ship|promote)(?:[:\s]|$)/,
  ),
  rule(
    'go cargo dotnet gradle gradlew mvn mvnw make just task mise rake bazel buck ninja cmake zig swift turbo nx esbuild rollup webpack vite gcc g++ clang cc rustc javac hugo jekyll mkdocs xcodebuild meson sbt lein',
    'program-build',
  ),
  rule(
    'prettier gofmt goimports rustfmt black isort autopep8 clang-format shfmt biome ruff eslint stylelint dprint',
    'code-format',
    /(?:^| )(?:-w|-i|-l -w|--write|--fix|--in-place|format)(?: |$)/,
  ),
  rule('black isort autopep8', 'code-format', /^(?!.*--(?:check|diff))/),
  rule(
    'eslint stylelint biome ruff flake8 pylint mypy pyright tsc golangci-lint staticcheck shellcheck hadolint yamllint actionlint semgrep bandit gitleaks trivy snyk codespell prettier gofmt black isort clang-tidy clippy ansible-lint tflint pre-commit',
    'code-check',
  ),

  // Cloud, services, databases.
  leading(
    'terraform tofu pulumi cdk sam serverless sls',
    'cloud-look',
    /^(?:plan|show|validate|output|state (?:list|show|pull)|preview|diff|fmt|version|providers|graph|stack (?:ls|output)|ls|list|synth|info|logs)(?: |$)/,
  ),
  leading(
    'terraform tofu pulumi cdk sam serverless sls',
    'cloud-destroy',
    /^(?:destroy|remove|stack rm|state rm|.*-destroy)(?: |$)/,
  ),
  rule('terraform tofu pulumi cdk sam serverless sls', 'cloud-change'),
  leading(
    'kubectl oc helm k9s flux argocd eksctl',
    'cloud-look',
    /(?:^| )(?:get|describe|logs|top|explain|version|config|api-resources|diff|auth|list|ls|status|history|template|lint|show|wait|port-forward|cluster-info)(?: |$)/,
  ),
  leading('kubectl oc helm flux argocd eksctl', 'cloud-destroy', /(?:^| )(?:delete|uninstall|drain|purge)(?: |$)/),
  rule('kubectl oc helm flux argocd eksctl', 'cloud-change'),
  leading(
    'aws gcloud az oci doctl ibmcloud linode-cli hcloud aliyun',
    'cloud-destroy',
    /(?:^| )(?:delete\S*|terminate\S*|destroy|purge\S*|rb|remove\S*|deregister\S*)(?: |$)|^s3 rm .*--recursive/,
  ),
  leading(
    'aws gcloud az oci doctl ibmcloud linode-cli hcloud aliyun',
    'cloud-look',
    /(?:^| )(?:describe\S*|list\S*|get\S*|ls|show|view|read|head\S*|tail|logs?|info|configure|help|wait|sts|filter-\S+|query|scan|lookup\S*|search\S*|print-\S+|account)(?: |$)|^auth (?:list|print)/,
  ),
  rule('aws gcloud az oci doctl ibmcloud linode-cli hcloud aliyun', 'cloud-change'),
  leading(
    'vercel netlify wrangler fly flyctl heroku railway render surge firebase amplify supabase gsutil cf eb copilot',
    'cloud-destroy',
    /(?:^| )(?:rm|remove|delete|destroy|apps:destroy)(?: |$)/,
  ),
  leading(
    'vercel netlify wrangler fly flyctl heroku railway render firebase supabase gsutil cf eb',
    'cloud-look',
    /(?:^| )(?:ls|list|status|logs?|tail|inspect|whoami|info|show|projects|env ls|--version|--help|deployments list|ps|releases|du|stat|cat)(?: |$)/,
  ),
  leading(
    'wrangler vercel netlify firebase supabase',
    'server-start',
    /^(?:dev|serve|emulators:start|start|pages dev)(?: |$)/,
  ),
  rule(
    'vercel netlify wrangler fly flyctl heroku railway render surge firebase amplify supabase gsutil cf eb',
    'cloud-change',
  ),
  rule(
    'psql mysql mariadb sqlite3 duckdb clickhouse clickhouse-client sqlcmd cockroach bq snowsql usql mycli pgcli',
    'database-read',
  ),
  rule(
    'mongosh mongo redis-cli cqlsh influx',
    'database-destroy',
    /\b(?:dropDatabase|drop\(|flushall|flushdb|deleteMany\(\s*\{\s*\}|DROP )/i,
  ),
  rule(
    'mongosh mongo redis-cli cqlsh influx',
    'database-change',
    /\b(?:insert\w*|update\w*|delete\w*|remove\w*|replace\w*|set|del|hset|lpush|rpush|incr|expire|create\w*)\b/i,
  ),
  rule('mongosh mongo redis-cli cqlsh influx', 'database-read'),
  rule('dropdb mongorestore', 'database-destroy'),
  rule('pg_restore createdb alembic flyway liquibase knex sequelize dbmate migrate', 'database-change'),
  rule('pg_dump mysqldump mongodump', 'database-read'),
  rule('prisma drizzle-kit', 'database-change', /(?:migrate|push|reset|seed)/),

  // The network.
  rule('curl wget http https httpie xh', 'text-print', HELP),
  rule('wget aria2c', 'file-fetch', /^(?!.*-(?:qO-|O ?-|-spider))/),
  rule('ssh mosh', 'remote-run'),
  rule('scp sftp rclone', 'remote-copy'),
  rule('rsync', 'remote-copy', /(?:^| )[^ /]+:\S*/),
  rule('rsync', 'files-move'),
  rule(
    'ping dig nslookup host traceroute whois nmap netstat ss lsof ifconfig ip arp netcat nc telnet openssl',
    'machine-look',
  ),
  rule('agent-browser playwright-cli browser-use puppeteer lynx w3m', 'web-use'),
  rule('mail sendmail mutt msmtp swaks', 'mail-send'),
  rule('slack telegram-send wall', 'message-send'),
  rule('stripe paypal', 'money-move', /(?:charges|payouts|refunds|transfers|payment\S*) (?:create|capture|confirm)/),

  // Other agents, and trackers of work.
  rule('claude codex gemini aider opencode cursor-agent copilot amp', 'text-print', HELP),
  rule(
    'claude codex gemini aider opencode cursor-agent amp',
    'agent-start',
    /(?:^| )(?:-p|--print|exec|run|--message|-m)(?: |$)/,
  ),
  leading('tmux screen zellij', 'agent-tell', /(?:^| )(?:send-keys|send|stuff|paste-buffer|-X)(?: |$)/),
  leading(
    'tmux screen zellij',
    'agent-look',
    /(?:^| )(?:capture-pane|capturep|list-\S+|ls|-ls|display-message|has-session|show-\S+|hardcopy)(?: |$)/,
  ),
  leading('tmux screen zellij', 'agent-stop', /(?:^| )(?:kill-\S+|quit)(?: |$)/),
  rule('tmux screen zellij', 'agent-start'),
  leading(
    'workmux claude-squad agentapi',
    'agent-look',
    /(?:^| )(?:status|capture|list|ls|show|logs?|view|wait)(?: |$)/,
  ),
  leading('workmux claude-squad agentapi', 'agent-stop', /(?:^| )(?:remove|rm|kill|merge|close|stop)(?: |$)/),
  leading('workmux claude-squad agentapi', 'agent-start', /(?:^| )(?:add|new|open|start|create)(?: |$)/),
  rule('workmux claude-squad agentapi', 'agent-tell'),
  leading(
    'bd linear jira acli',
    'tracker-read',
    /(?:^| )(?:list|ls|show|ready|stats|status|view|search|blocked|export|info|dep tree|comments list|me)(?: |$)/,
  ),
  rule('bd linear jira acli', 'tracker-write'),

  // The machine.
  rule(
    'dd mkfs mkfs.ext4 fdisk parted diskutil shred wipefs',
    'disk-overwrite',
    /(?:of=\/dev\/|\/dev\/(?:sd|nvme|disk|hd)|eraseDisk|mkfs)/,
  ),
  rule('rm unlink rmdir trash', 'files-delete'),
  rule('truncate shred', 'files-delete'),
  rule('mv cp ln install ditto', 'files-move'),
  rule('tar unzip zip gzip gunzip 7z xz bunzip2 zstd', 'files-list', /(?:^| )(?:-?t\w*|-l|l)(?: |$)/),
  rule('tar unzip zip gzip gunzip 7z xz bunzip2 zstd', 'files-move'),
  rule('chmod chown chgrp setfacl xattr', 'files-mode'),
  rule('mkdir touch tee mktemp', 'files-write'),
  rule('sed perl', 'files-write', /(?:^| )-\w*i\w*(?: |$|\.)|--in-place/),
  rule(
    'sed awk cat head tail less more bat nl tac cut sort uniq wc tr column jq yq xq diff cmp comm strings fold paste rev fmt md5 md5sum shasum sha256sum xxd hexdump od base64 file stat readlink realpath basename dirname tomlq csvcut plutil iconv dasel glow pdftotext',
    'files-read',
  ),
  rule('grep egrep fgrep rg ag ack fd find locate fzf ast-grep sg', 'files-search'),
  rule('ls tree du df exa eza lsd dir', 'files-list'),
  rule(
    'echo printf cd pushd popd pwd true false test [ [[ : set export unset source . sleep wait read exit return shift local declare alias type trap umask yes seq date cal',
    'text-print',
  ),
  rule('ps top htop pgrep uptime vmstat iostat jobs journalctl dmesg free', 'process-watch'),
  rule('kill pkill killall', 'process-stop'),
  leading(
    'systemctl service launchctl supervisorctl pm2 rc-service',
    'machine-look',
    /(?:^| )(?:status|list\S*|show|is-\S+|print|logs?|ls)(?: |$)/,
  ),
  rule('sysctl defaults iptables crontab mount', 'machine-look', /^(?:$|-n |-a|read |-L|-l$|-S$)/),
  leading(
    'systemctl service launchctl supervisorctl pm2 rc-service crontab iptables ufw sysctl mount umount useradd usermod passwd shutdown reboot halt visudo defaults scutil',
    'service-change',
    /^(?!-l$)/,
  ),
  leading(
    'docker podman nerdctl docker-compose',
    'machine-look',
    /^(?:compose )?(?:ps|ls|logs?|images?(?: ls|$)|inspect|stats|top|version|info|config|port|(?:container|volume|network|image) (?:ls|inspect)|history|events|diff|search)(?: |$)/,
  ),
  leading('docker podman nerdctl docker-compose', 'package-publish', /^(?:push|image push|compose push)(?: |$)/),
  rule(
    'docker podman nerdctl docker-compose',
    'container-remove',
    /(?:^| )(?:rm|rmi|prune|kill)(?: |$)|down .*(?:-v|--volumes)/,
  ),
  rule('docker podman nerdctl docker-compose', 'container-use'),
  rule(
    'which whereis command env printenv uname whoami id groups hostname arch sw_vers lscpu nproc locale history ulimit getconf nvidia-smi system_profiler xcode-select',
    'machine-look',
  ),
  rule('xdg-open code subl vim vi nano emacs', 'editor-look'),
  rule(
    'gdb lldb objdump nm readelf ldd otool strace ltrace dtruss tshark tcpdump wireshark binwalk exiftool steghide zsteg radare2 r2 ghidra decompile disassemble checksec volatility foremost sqlmap hydra john hashcat gobuster ffuf nikto',
    'program-examine',
  ),

  // Commands that evaluation harnesses give their agents.
  rule('submit exit_forfeit', 'task-hand-in'),
  rule('create edit insert append end_of_edit undo_edit', 'editor-write'),
  rule('open goto scroll_up scroll_down view', 'editor-look'),
  rule('search_file search_dir find_file', 'files-search'),
  rule('connect_start connect_sendline debug_start debug_exec debug_step', 'program-examine'),

  // Programs by themselves.
  rule(
    'python python3 node ruby php perl lua Rscript julia osascript java ts-node tsx',
    'tests-run',
    /(?:^| )(?:-m (?:pytest|unittest)|\S*(?:test_\w+|_test|\.test|\.spec)\.\w+)/,
  ),
  rule('python python3 node ruby php perl lua java', 'machine-look', /^(?:--version|-v|-V|-version)$/),
  rule('python python3', 'files-read', /^-m json\.tool/),
  rule('python python3', 'server-start', /^-m http\.server/),
  rule('python python3', 'packages-install', /^-m (?:pip|venv|ensurepip)/),
]
