import { conceptsOf, type Row } from './concept.js'

/** Things of learning, play, homes, media, time, messages, texts, industry, and of the agent itself. */
const ROWS: Readonly<Record<string, Row>> = {
  // Research and teaching.
  paper: [
    'research papers',
    'research paper, paper, scientific paper, scientific article, academic article, journal article, publication, thesis, study, studies',
    'research',
  ],
  literature: ['research literature', 'literature, academic literature, literature review, related work', 'research'],
  citation: ['citations', 'citation, reference, source of information, sources, bibliography entry', 'research'],
  'research-finding': [
    'research findings',
    'research finding, scientific finding, study result, evidence',
    'research analysis',
  ],
  'research-question': ['research questions', 'research question, research topic, topic', 'research'],
  'science-data': [
    'scientific data',
    'experimental data, scientific data, simulation result, molecule, protein, chemical compound, chemistry, physics, biology, genome',
    'research data',
  ],
  book: ['books', 'book, novel, chapter, e-book, ebook', 'language research'],
  lesson: [
    'lessons',
    'lesson, lecture, course, course material, curriculum, class plan, lesson plan, class',
    'teaching',
  ],
  quiz: [
    'quizzes',
    'quiz, quizzes, quiz question, exam, examination, exam answer, multiple choice question',
    'teaching',
  ],
  homework: ['homework', 'homework, assignment, homework assignment, essay', 'teaching'],
  student: ['students', 'student, pupil, teacher, learner, tutor session', 'teaching people'],
  concept: ['concepts', 'concept, idea, notion, knowledge', 'teaching research'],
  skill: ['skills', 'skill, training course, learning goal', 'teaching staff'],
  question: ['questions', 'question, query from user, user question, riddle, trivia', 'support teaching'],
  // Games.
  game: ['games', 'game, video game, board game, card game, game state', 'games'],
  'game-level': ['game levels', 'game level, level of game, maze, room in game, dungeon room', 'games'],
  'game-move': ['moves in games', 'game move, next move, chess, chess board, board position, chess piece', 'games'],
  puzzle: ['puzzles', 'puzzle, sudoku, crossword, word game', 'games'],
  character: [
    'game characters',
    'game character, character, avatar, monster, enemy, enemies, opponent, player',
    'games',
  ],
  'game-item': [
    'cards and pieces of games',
    'card in game, cards, playing card, dice, inventory item, game item, treasure',
    'games',
  ],
  'virtual-world': ['virtual worlds', 'virtual world, game world, game environment, text adventure', 'games'],
  story: ['stories', 'story, stories, fiction, poem, screenplay, role-play, roleplay, plot of story', 'language media'],
  // Homes and devices.
  light: ['lights', 'light, smart light, light bulb, lighting', 'home'],
  thermostat: [
    'heating and cooling',
    'thermostat, heating, temperature, room temperature, air conditioner, air conditioning, humidity, fan',
    'home energy',
  ],
  'door-lock': ['door locks', 'door lock, door, front door, window of house, garage door, doorbell', 'home'],
  'smart-device': [
    'smart devices',
    'smart device, smart home, smart home device, home device, home automation, smart plug, smart speaker, appliance, household appliance',
    'home',
  ],
  sensor: ['sensors', 'sensor, motion sensor, motion, smoke detector', 'home industry'],
  camera: ['cameras', 'camera, security camera, webcam', 'home media'],
  'robot-cleaner': ['household robots', 'vacuum cleaner, robot vacuum, lawn mower', 'home'],
  'house-work': ['households', 'household, house, home, room, kitchen, garden, plant', 'home'],
  // Media.
  image: ['images', 'image, photo, photograph, picture, image file, image quality, illustration, drawing', 'media'],
  video: ['videos', 'video, video clip, video frame, clip, film, movie, footage, animation film', 'media'],
  audio: [
    'sound recordings',
    'audio, audio recording, audio file, sound, voice recording, podcast, speech, voice',
    'media',
  ],
  music: ['music', 'music, song, playlist, melody, album, music track', 'media'],
  subtitle: ['subtitles', 'subtitle, transcript, lyrics', 'media language'],
  design: [
    'designs',
    'design, logo design, poster, banner, graphic, mockup, wireframe, color scheme, colour, color, font',
    'media interface',
  ],
  'three-d-model': ['three-dimensional models', 'three-dimensional model, cad model, mesh', 'media industry'],
  slide: ['presentations', 'slide, presentation, slide deck', 'documents media'],
  channel: ['media channels', 'channel, streaming service, tv show, television', 'media promoting'],
  // Time.
  meeting: ['meetings', 'meeting, conference call, video call, meeting room, agenda', 'time'],
  'calendar-event': ['calendar events', 'calendar event, calendar, calendar entry, event, availability', 'time'],
  invitation: ['invitations', 'invitation, meeting invitation, attendee, participant', 'time'],
  reminder: ['reminders', 'reminder, timer, alarm clock, deadline, due date', 'time self'],
  'time-table': ['schedules', 'schedule, timetable, time zone, free time', 'time'],
  'event-plan': ['events', 'conference, party plan, wedding, birthday, celebration', 'time travel'],
  // Mail and messages.
  email: ['e-mails', 'email, mail, email message, unread mail, email reply, email draft, email reminder', 'mail'],
  inbox: ['inboxes', 'inbox, mailbox, mail folder, email account, email thread', 'mail'],
  attachment: ['attachments', 'attachment, email attachment', 'mail'],
  recipient: ['recipients', 'recipient, sender, addressee', 'mail'],
  letter: ['letters', 'letter, fax', 'mail documents'],
  message: ['messages', 'message, direct message, chat message, text message, sms, instant message', 'messages'],
  'chat-channel': [
    'chat channels',
    'chat channel, chat, chat room, group chat, conversation, dialogue, dialog',
    'messages',
  ],
  notification: ['notifications', 'notification, push notification, announcement', 'messages'],
  comment: ['comments', 'comment, remark', 'messages versions'],
  'group-work': [
    'collaborators',
    'collaborator, author, maintainer, developer, reviewer, contributor',
    'versions people',
  ],
  // Documents and language.
  document: ['documents', 'document, word document, docx, document section, file for office', 'documents'],
  pdf: ['scanned documents', 'pdf, scanned document, scan of document, scanned page, pdf file', 'documents'],
  spreadsheet: [
    'spreadsheets',
    'spreadsheet, spreadsheet data, worksheet cell, excel file, cell of spreadsheet, pivot table',
    'documents data',
  ],
  documentation: [
    'documentation',
    'documentation, technical documentation, docs, manual, user guide, guide, readme, readme file, how-to',
    'documents code',
  ],
  specification: [
    'specifications',
    'specification, requirement document, design document, requirement',
    'documents code',
  ],
  note: ['notes', 'notes, meeting notes, minutes of meeting, written note', 'documents'],
  summary: ['summaries', 'written summary, executive summary', 'documents language'],
  'knowledge-base': [
    'knowledge bases',
    'knowledge base, shared knowledge base, help article, knowledge base article',
    'documents support',
  ],
  translation: [
    'translations',
    'translated text, language pair, language, foreign language, grammar, spelling, typo, vocabulary',
    'language',
  ],
  word: ['words and sentences', 'word, sentence, phrase, title, heading', 'language'],
  tone: ['tone and style', 'tone, writing style', 'language promoting'],
  'data-entry': ['data entries', 'data entry, form entry', 'data documents'],
  list: ['lists', 'list of, bulleted list, checklist', 'documents'],
  // The agent itself, its tasks and its human.
  task: ['tasks', 'task, list of tasks, to-do list, todo list, todo, task list, subtask, next task', 'self'],
  'task-tracker': [
    'task trackers',
    'tracker of tasks, task tracker, issue tracker, project board, project management, milestone, sprint, backlog item',
    'versions self',
  ],
  plan: ['plans', 'plan, project plan, action plan, roadmap, strategy, strategies, step of plan', 'self'],
  'own-memory': ['memories of its own', 'memory, agent memory, stored memory, context window, scratchpad', 'self'],
  tool: ['tools', 'tool, external tool, tools or instructions, tool call, available tool', 'self'],
  instruction: ['instructions', 'instruction, guideline, policy document, policies, policy', 'self'],
  'own-question': [
    'questions to its human',
    'question to human, person a question, clarifying question, clarification',
    'self',
  ],
  'own-answer': ['answers', 'answer, final answer', 'self'],
  thought: ['thoughts', 'thought, reasoning step, chain of thought', 'self'],
  'own-work': ['ways of working', 'how it works, working mode, mode, own setting, setting, preference', 'self'],
  user: ['users', 'user, its person, person, operator, human', 'people'],
  something: ['things', 'something, thing, stuff', 'people'],
  'wait-time': ['waiting times', 'woken up, wake-up, waiting time', 'self time'],
  // Industry, energy, the physical world.
  robot: ['robots', 'robot, robotic arm, robot arm, gripper', 'industry'],
  'physical-device': ['physical devices', 'physical device, device, hardware, equipment, gadget', 'industry home'],
  'phone-device': ['phones', 'phone, smartphone, tablet, mobile device, handset', 'services industry'],
  'factory-line': [
    'production lines',
    'production line, factory, factories, manufacturing, assembly line, plant operation, machine tool',
    'industry',
  ],
  'spare-part': [
    'parts',
    'part, spare part, electronic component, circuit, microcontroller, firmware, circuit board',
    'industry',
  ],
  maintenance: ['maintenance work', 'maintenance, maintenance work, inspection report, work order', 'industry'],
  'energy-use': [
    'energy use',
    'energy, electricity, power consumption, solar panel, battery, batteries, energy saving',
    'energy',
  ],
  vehicle_control: [
    'driving',
    'autonomous driving, steering, speed limit, parking, charging station',
    'industry logistics',
  ],
  farm: ['farms', 'farm, crop yield, agriculture, soil', 'industry food'],
  environment_data: [
    'environmental data',
    'emission, carbon footprint, air quality, pollution, recycling',
    'energy data',
  ],
  printer: ['printers', 'printer, scanner device, monitor screen, peripheral', 'systems industry'],
  driver_software: ['device drivers', 'device driver, driver software', 'systems'],
}

export const LIFE_OBJECTS = conceptsOf('object', ROWS)
