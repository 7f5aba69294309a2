import { conceptsOf, type Row } from './concept.js'

/** Tools that agents work with; named after an activity as "with a shell". */
const TOOL_ROWS: Readonly<Record<string, Row>> = {
  shell: ['with a shell', 'shell, terminal, command line, command-line tool, command prompt, bash, cli', 'programs'],
  'version-control': [
    'with version control',
    'version control, version control system, git, source control',
    'versions',
  ],
  editor: ['in a code editor', 'editor, code editor, text editor, ide, integrated development environment', 'code'],
  browser: ['with a web browser', 'browser, web browser, headless browser, browser automation', 'web'],
  'search-engine': ['with a search engine', 'search engine', 'web'],
  'spreadsheet-program': [
    'with spreadsheet programs',
    'spreadsheet program, spreadsheet software, spreadsheet application',
    'documents data',
  ],
  notebook: ['in notebooks', 'notebook, computational notebook, jupyter', 'analysis'],
  'package-manager': ['with a package manager', 'package manager, dependency manager', 'packages'],
  'test-runner': ['with a test runner', 'test runner, test framework, testing framework, testing tool', 'testing'],
  'code-debugger': ['with a debugger', 'debugger, profiler', 'code'],
  'code-linter': ['with a linter', 'linter, formatter, static analyzer, type checker', 'code'],
  'build-tool': ['with build tools', 'build tool, build system, bundler', 'programs'],
  'container-tool': ['with containers', 'container runtime, container orchestration, container engine', 'cloud'],
  'crm-system': [
    'in customer relationship systems',
    'crm, customer relationship management, crm system',
    'customers selling',
  ],
  'erp-system': [
    'in back-office systems',
    'back office, back-office system, erp, enterprise resource planning, business system',
    'accounting',
  ],
  'ticket-system': ['in ticket systems', 'ticketing system, ticket system, help desk system', 'support'],
  'booking-system': ['in booking systems', 'booking system, reservation system', 'travel'],
  'accounting-software': ['with accounting software', 'accounting software, bookkeeping software', 'accounting'],
  'mail-program': ['with mail programs', 'mail program, email client, mail server', 'mail'],
  'chat-program': [
    'in messaging programs',
    'messaging app, messaging platform, chat application, chat platform, instant messaging',
    'messages',
  ],
  'calendar-program': ['with calendars', 'calendar app, calendar application, scheduling tool', 'time'],
  'programming-language': [
    'in programming languages',
    'programming language, python, javascript, typescript, java, rust, golang, ruby, php, kotlin, python code',
    'code',
  ],
  'query-language': ['with query languages', 'query language, graphql', 'databases'],
  'markup-language': ['in markup', 'markup, markdown, latex', 'documents'],
  calculator: ['with a calculator', 'calculator', 'analysis'],
  'language-model': ['with language models', 'llm, large language model, generative model, chat model', 'models'],
  'image-model': ['with image generators', 'image generator, image generation model, text-to-image', 'media models'],
  'speech-tool': [
    'with speech recognition',
    'speech recognition, text-to-speech, speech synthesis, voice assistant',
    'media',
  ],
  'ocr-tool': ['with text recognition', 'ocr, optical character recognition, text recognition', 'documents'],
  'translation-tool': ['with translation tools', 'translation tool, machine translation', 'language'],
  'monitoring-tool': [
    'with monitoring tools',
    'monitoring tool, observability, monitoring system, logging system',
    'systems',
  ],
  'security-scanner': [
    'with security scanners',
    'security scanner, vulnerability scanner, penetration test, penetration testing, antivirus',
    'security',
  ],
  'password-manager': ['with password managers', 'password manager, secret store, key vault', 'access'],
  'remote-access': [
    'over remote access',
    'remote access, ssh, remote desktop, remote shell, remote session',
    'network systems',
  ],
  'file-transfer': ['by file transfer', 'file transfer, ftp, file sharing', 'files network'],
  'drawing-program': [
    'with design programs',
    'design tool, design program, graphics editor, image editor, photo editor',
    'media',
  ],
  'video-program': ['with video programs', 'video editor, video editing software', 'media'],
  'learning-platform': [
    'on learning platforms',
    'learning platform, learning management system, online course',
    'teaching',
  ],
  'trading-platform': [
    'on trading platforms',
    'trading platform, brokerage, exchange platform, brokerage account',
    'markets',
  ],
  'payment-system': ['with payment systems', 'payment system, payment gateway, payment processor', 'payments'],
  'map-service': ['with map services', 'map service, mapping service, navigation system', 'property logistics'],
  'game-engine': ['with game engines', 'game engine, game console', 'games'],
  'simulation-tool': ['with simulators', 'simulator, physics engine', 'research industry'],
  'robot-controller': ['with control systems', 'control system, controller device, industrial control', 'industry'],
  'home-hub': ['through home hubs', 'home hub, smart home hub', 'home'],
  'data-tool': [
    'with data tools',
    'data tool, dataframe, data frame, data analysis library, plotting library',
    'analysis data',
  ],
  'screen-control': [
    'through the screen',
    'computer use, screen control, through its screen, desktop automation',
    'interface',
  ],
  'agent-protocol': ['through connected tools', 'tool server, model context protocol, mcp', 'services self'],
  'workflow-tool': [
    'with workflow tools',
    'workflow engine, workflow tool, automation platform, no-code tool',
    'automation',
  ],
  'document-program': ['with word processors', 'word processor, document editor, document creation app', 'documents'],
  'project-tool': [
    'with project management tools',
    'project management tool, project management software, kanban board',
    'self versions',
  ],
  'survey-tool': ['with survey tools', 'survey tool, online form tool', 'data'],
}

/** Where actions take effect; named after an object. */
const ENVIRONMENT_ROWS: Readonly<Record<string, Row>> = {
  production: [
    'in production',
    'production, production environment, production system, production server, live site, live system, live environment',
    'deployment',
  ],
  staging: ['in staging', 'staging environment, staging server, pre-production, preview environment', 'deployment'],
  development: ['in development', 'development server, local development', 'programs'],
  sandbox: [
    'in a sandbox',
    'sandbox, sandboxed environment, sandboxed, isolated environment, simulated environment, simulated',
    'programs',
  ],
  'test-environment': ['in a test environment', 'test environment, test server, test bed', 'testing'],
  local: [
    'on a local machine',
    "local machine, local, localhost, local computer, own machine, person's machine",
    'systems',
  ],
  remote: ['on remote machines', 'remote server, remote machine, remote, between machines', 'network'],
  shared: [
    'in shared systems',
    'shared system, shared, shared drive, shared with others, shared workspace',
    'services',
  ],
  scaffolding: ["within the agent's own tools", 'scaffolding, agent scaffolding', 'self'],
  online: ['online', 'online', 'web'],
  mobile: ['on mobile devices', 'mobile, on mobile', 'interface'],
  'physical-world': ['in the physical world', 'physical world, real world, on site', 'industry'],
  embedded: ['on embedded systems', 'embedded system, embedded device, edge device', 'industry'],
  internal: ['inside a company', 'internal, intranet, internal system, internal tool', 'staff'],
  public: ['in public', 'public, publicly', 'web'],
  background: ['in the background', 'background, in background', 'programs'],
  batch: ['in bulk', 'bulk, in bulk, batch, mass, at once, large number of', 'data'],
  'real-time': ['in real time', 'real time, real-time, live data', 'data'],
  'by-schedule': [
    'on a schedule',
    'nightly, daily, weekly, monthly, periodic, periodically, recurring, on schedule',
    'automation',
  ],
}

/** Fields of work that sentences name as such; named as "for software engineering". */
const DOMAIN_ROWS: Readonly<Record<string, Row>> = {
  'software-engineering': [
    'for software engineering',
    'software engineering, software development, software project, programming, coding, change or understand software',
    'code',
  ],
  operations: [
    'for operations',
    'operations, devops, system administration, site reliability, it operations',
    'systems',
  ],
  'data-science': [
    'for data science',
    'data science, data engineering, machine learning, artificial intelligence, analyse data',
    'analysis models',
  ],
  'customer-service': [
    'for customer service',
    'customer service, customer support, customer care, customer success, help a customer',
    'support customers',
  ],
  finance: [
    'for finance',
    'finance, financial, banking, bank, work on finances, financial service',
    'accounting markets',
  ],
  accountancy: ['for accounting', 'accounting, accountancy, finance and accounting', 'accounting'],
  'sales-work': ['for sales', 'sales team, sales process, business development', 'selling'],
  'marketing-work': [
    'for marketing',
    'marketing team, marketing strategy, content marketing, content creation',
    'promoting',
  ],
  science: ['for science', 'science, scientific, scientific research, academic, academia', 'research'],
  education: ['for education', 'education, educational, school, university, universities', 'teaching'],
  'security-work': [
    'for security',
    'security, cybersecurity, information security, computer security, solve a security task',
    'security',
  ],
  tourism: ['for travel', 'tourism, travel agency, hospitality', 'travel'],
  retail: ['for retail', 'retail, retailer, run an online shop, shopping', 'catalogue orders'],
  transport: ['for logistics', 'logistics, transportation, shipping company, delivery service', 'logistics'],
  'legal-work': ['for law', 'legal, legal research, legal work, law firm', 'law'],
  gaming: ['for games', 'gaming, game development, game design', 'games'],
  'home-living': ['for homes', 'home improvement, housekeeping, home management', 'home'],
  'media-work': ['for media', 'media, media production, entertainment, journalism, publishing', 'media'],
  'staff-work': ['for human resources', 'human resource, hr, recruitment, recruiting', 'staff'],
  'property-work': ['for real estate', 'real estate agency, property management, facility management', 'property'],
  engineering: [
    'for engineering',
    'engineering, mechanical engineering, electrical engineering, civil engineering',
    'industry',
  ],
  'industry-work': ['for manufacturing', 'industry, industrial, industrial automation', 'industry'],
  'energy-work': ['for energy supply', 'energy supply, power grid, utility company, utilities', 'energy'],
  telecom: ['for telecommunications', 'telecommunication, telecom, mobile network', 'services network'],
  'personal-help': [
    'for everyday life',
    'everyday life, personal assistant, personal task, personal productivity, digital assistance',
    'people self',
  ],
  'public-office': ['for public administration', 'government, public sector, administration, municipal', 'law'],
  'food-work': ['for gastronomy', 'gastronomy, catering, food delivery', 'food'],
  'insurance-work': ['for insurers', 'insurer, underwriting, claims handling', 'payments'],
  consulting: ['for consulting', 'consulting, consultancy, consultant, business strategy', 'selling analysis'],
  'language-work': ['for translation', 'linguistics, language learning, interpreting service', 'language'],
  'art-work': ['for art', 'art, creative work, creative writing, artwork', 'media language'],
  'open-source': ['for open source', 'open source, open-source, open source project', 'versions code'],
  'agent-building': [
    'for agents',
    'agent framework, agent development, multi-agent, multi-agent coordination',
    'agents models',
  ],
}

export const TOOLS = conceptsOf('tool', TOOL_ROWS)
export const ENVIRONMENTS = conceptsOf('environment', ENVIRONMENT_ROWS)
export const DOMAINS = conceptsOf('domain', DOMAIN_ROWS)
