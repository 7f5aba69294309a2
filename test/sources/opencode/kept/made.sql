-- Makes opencode.db and opencode.db-wal beside it, as the program leaves them while it runs. From this folder:
--   rm -f opencode.db* && sqlite3 made.db < made.sql && rm made.db*
-- The first session is the fixture's; the others are written by hand. Small pages, so that tables are trees and rows go
-- on in further pages.
PRAGMA page_size = 512;
PRAGMA journal_mode = WAL;
PRAGMA wal_autocheckpoint = 0;

CREATE TABLE `project` (`id` text PRIMARY KEY, `worktree` text NOT NULL);
CREATE TABLE `session` (
  `id` text PRIMARY KEY,
  `project_id` text NOT NULL,
  `parent_id` text,
  `directory` text NOT NULL,
  `title` text NOT NULL,
  `version` text NOT NULL,
  `cost` real DEFAULT 0 NOT NULL,
  `time_created` integer NOT NULL,
  `time_updated` integer NOT NULL,
  CONSTRAINT `fk_session` FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON DELETE CASCADE
);
CREATE TABLE `message` (
  `id` text PRIMARY KEY, `session_id` text NOT NULL, `time_created` integer NOT NULL, `time_updated` integer NOT NULL,
  `data` text NOT NULL
);
CREATE TABLE `part` (
  `id` text PRIMARY KEY, `message_id` text NOT NULL, `session_id` text NOT NULL, `time_created` integer NOT NULL,
  `time_updated` integer NOT NULL, `data` text NOT NULL
);
CREATE INDEX `part_message_id_id_idx` ON `part` (`message_id`, `id`);
CREATE TABLE `session_message` (
  `id` text PRIMARY KEY, `session_id` text NOT NULL, `type` text NOT NULL, `time_created` integer NOT NULL,
  `time_updated` integer NOT NULL, `data` text NOT NULL
);
ALTER TABLE `session_message` ADD `seq` integer;

INSERT INTO project VALUES ('prj_1', '/shop');
INSERT INTO session SELECT value ->> '$.id', value ->> '$.projectID', NULL, value ->> '$.directory', value ->> '$.title',
  value ->> '$.version', 0.5, value ->> '$.time.created', value ->> '$.time.updated'
  FROM (SELECT readfile('../../fixtures/opencode/plain.json') -> '$.info' AS value);
INSERT INTO message SELECT value ->> '$.info.id', value ->> '$.info.sessionID', value ->> '$.info.time.created', 0,
  json_remove(value -> '$.info', '$.id', '$.sessionID')
  FROM json_each(readfile('../../fixtures/opencode/plain.json'), '$.messages') ORDER BY key DESC;
INSERT INTO part SELECT part.value ->> '$.id', part.value ->> '$.messageID', part.value ->> '$.sessionID', 0, 0,
  json_remove(part.value, '$.id', '$.messageID', '$.sessionID')
  FROM json_each(readfile('../../fixtures/opencode/plain.json'), '$.messages') AS message,
    json_each(message.value, '$.parts') AS part
  WHERE message.value ->> '$.info.id' NOT IN ('msg_5', 'msg_6');
PRAGMA wal_checkpoint(TRUNCATE);

-- From here on everything stands in the log of writes alone.
INSERT INTO part SELECT part.value ->> '$.id', part.value ->> '$.messageID', part.value ->> '$.sessionID', 0, 0,
  json_remove(part.value, '$.id', '$.messageID', '$.sessionID')
  FROM json_each(readfile('../../fixtures/opencode/plain.json'), '$.messages') AS message,
    json_each(message.value, '$.parts') AS part
  WHERE message.value ->> '$.info.id' IN ('msg_5', 'msg_6');
UPDATE part SET data = json_set(data, '$.text', data ->> '$.text' || char(10) || hex(zeroblob(3000))) WHERE id = 'prt_5';

BEGIN;
INSERT INTO session VALUES ('ses_2', 'prj_1', 'ses_1', '/shop', 'Explore', '1.2.20', 0, 1782889221000, 1782889230000);
INSERT INTO message VALUES
  ('msg_21', 'ses_2', 1782889221100, 0, '{"role":"user","time":{"created":1782889221100}}'),
  ('msg_22', 'ses_2', 1782889221200, 0, '{"role":"assistant","time":{"created":1782889221200,"completed":1782889229000},"finish":"stop","tokens":{"input":30,"output":4,"reasoning":1,"cache":{"read":2,"write":0}}}'),
  ('msg_23', 'ses_2', 1782889229100, 0, 'no object');
INSERT INTO part VALUES
  ('prt_21', 'msg_21', 'ses_2', 0, 0, '{"type":"text","text":"Find it"}'),
  ('prt_22', 'msg_22', 'ses_2', 0, 0, '{"type":"tool","callID":"call_21","tool":"grep","state":{"status":"completed","input":{"pattern":"x"},"output":"y","time":{"start":1782889222000,"end":1782889223000}}}'),
  ('prt_23', 'msg_22', 'ses_2', 0, 0, '{"type":"hologram"}'),
  ('prt_24', 'msg_gone', 'ses_2', 0, 0, '{"type":"text","text":"of a message that is gone"}');
COMMIT;

BEGIN;
INSERT INTO session VALUES ('ses_3', 'prj_1', NULL, '/shop', 'Later', '2.0.1', 0, 1782890000000, 1782890060000);
INSERT INTO session_message VALUES
  ('msg_31', 'ses_3', 'user', 1782890001000, 0, '{"time":{"created":1782890001000},"text":"Mend it","files":[]}', 1),
  ('msg_33', 'ses_3', 'agent-switched', 1782890002000, 0, '{"time":{"created":1782890002000},"agent":"plan"}', 2),
  ('msg_32', 'ses_3', 'assistant', 1782890003000, 0, '{"time":{"created":1782890003000,"completed":1782890020000},"agent":"build","finish":"tool-calls","tokens":{"input":7,"output":2,"reasoning":0,"cache":{"read":0,"write":0}},"content":[{"type":"text","id":"t1","text":"I run it."},{"type":"tool","id":"call_31","name":"bash","state":{"status":"completed","input":{"command":"npm test"},"content":[{"type":"text","text":"1 failed"}],"structured":{"exit":1}},"time":{"created":1782890004000,"ran":1782890005000,"completed":1782890009000}},{"type":"tool","id":"call_32","name":"edit","state":{"status":"error","input":{},"content":[],"structured":{},"error":{"type":"unknown","message":"The user rejected permission to use this specific tool call."}},"time":{"created":1782890010000,"completed":1782890019000}}]}', 3),
  ('msg_34', 'ses_3', 'user', 1782890030000, 0, '{"time":{"created":1782890030000},"text":"Then tell me why"}', 4),
  ('msg_35', 'ses_3', 'assistant', 1782890031000, 0, '{"time":{"created":1782890031000,"completed":1782890040000},"agent":"plan","content":[{"type":"text","id":"t2","text":"Because"}],"error":{"type":"aborted","message":"stopped"}}', 5),
  ('msg_36', 'ses_3', 'seance', 1782890050000, 0, '{"time":{"created":1782890050000}}', 6);
COMMIT;
.shell cp made.db opencode.db && cp made.db-wal opencode.db-wal
