-- A store as the first version of the schema wrote it: three articles, one of them with two revisions, marks
-- on two. HOME stands for the folder in which the library is.
PRAGMA page_size = 16384;
PRAGMA application_id = 1852143475;
PRAGMA user_version = 1;
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source TEXT, url TEXT,
    title TEXT NOT NULL, derived INTEGER NOT NULL, author TEXT,
    published TEXT, updated TEXT, at INTEGER,
    language TEXT, words INTEGER NOT NULL, revisions INTEGER NOT NULL,
    gone INTEGER NOT NULL
);
CREATE INDEX articles_newest ON articles (at, id);
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL,
    hash INTEGER NOT NULL, rules INTEGER NOT NULL,
    folder TEXT, problem TEXT, refused INTEGER NOT NULL,
    gone INTEGER NOT NULL
);
CREATE INDEX files_hash ON files (hash);
CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    kinds TEXT, omitted TEXT, cleaned TEXT,
    text TEXT NOT NULL
);
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id),
    file INTEGER NOT NULL REFERENCES files (id), place INTEGER NOT NULL,
    body INTEGER NOT NULL REFERENCES bodies (id),
    hash INTEGER NOT NULL,
    told INTEGER, seen INTEGER NOT NULL, minor INTEGER NOT NULL,
    title TEXT NOT NULL, derived INTEGER NOT NULL, author TEXT,
    published TEXT, updated TEXT, language TEXT, words INTEGER NOT NULL,
    source TEXT, url TEXT, own TEXT, entry TEXT, given INTEGER
);
CREATE INDEX revisions_article ON revisions (article);
CREATE INDEX revisions_file ON revisions (file);
CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES files (id), place INTEGER NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (id),
    UNIQUE (file, place)
);
CREATE INDEX holds_revision ON holds (revision);
CREATE TABLE keys (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id)
);
CREATE TABLE state (
    article INTEGER PRIMARY KEY,
    read INTEGER NOT NULL DEFAULT 0, read_at INTEGER,
    starred INTEGER NOT NULL DEFAULT 0, starred_at INTEGER,
    paragraph INTEGER, byte INTEGER, stopped_at INTEGER
);
INSERT INTO meta VALUES ('generation', 2);
INSERT INTO articles VALUES (335643660050822582, 'Post', 'https://example.org/ferry/3', 'Ferry 3', 0, NULL, '2025-07-03', NULL, 1751500800, NULL, 8, 1, 0);
INSERT INTO articles VALUES (6323101469410944223, 'Post', 'https://example.org/ferry/2', 'Ferry 2', 0, NULL, '2025-07-02', NULL, 1751414400, NULL, 9, 2, 0);
INSERT INTO articles VALUES (6840951816402119103, 'Post', 'https://example.org/ferry/1', 'Ferry 1', 0, NULL, '2025-07-01', NULL, 1751328000, NULL, 8, 1, 0);
INSERT INTO files VALUES (1, CAST('HOME/news/1.txt' AS BLOB), 0, 0, 0, 0, -3363882892164885353, 1, NULL, NULL, 0, 0);
INSERT INTO files VALUES (2, CAST('HOME/news/2.txt' AS BLOB), 0, 0, 0, 0, -1742000577464189978, 1, NULL, NULL, 0, 0);
INSERT INTO files VALUES (3, CAST('HOME/news/3.txt' AS BLOB), 0, 0, 0, 0, -1470331889052067544, 1, NULL, NULL, 0, 0);
INSERT INTO bodies VALUES (1, -8801755425343051872, NULL, NULL, NULL, 'The ferry sank off Skerry.' || char(30) || 'All were saved.');
INSERT INTO bodies VALUES (2, -8801755425343051872, NULL, NULL, NULL, 'The ferry sank off Skerry.' || char(30) || 'All were saved.');
INSERT INTO bodies VALUES (3, -8801755425343051872, NULL, NULL, NULL, 'The ferry sank off Skerry.' || char(30) || 'All were saved.');
INSERT INTO bodies VALUES (4, -2704593180951529963, NULL, NULL, NULL, 'The ferry ran aground off Skerry.' || char(30) || 'All were saved.');
INSERT INTO revisions VALUES (1, 6840951816402119103, 1, 0, 1, -4976954563004999209, 1751328000, 1795331396, 0, 'Ferry 1', 0, NULL, '2025-07-01', NULL, NULL, 8, 'Post', 'https://example.org/ferry/1', NULL, NULL, NULL);
INSERT INTO revisions VALUES (2, 6323101469410944223, 2, 0, 2, 1824009915962379441, 1751414400, 1795331396, 0, 'Ferry 2', 0, NULL, '2025-07-02', NULL, NULL, 8, 'Post', 'https://example.org/ferry/2', NULL, NULL, NULL);
INSERT INTO revisions VALUES (3, 335643660050822582, 3, 0, 3, -4527887673486168475, 1751500800, 1795331396, 0, 'Ferry 3', 0, NULL, '2025-07-03', NULL, NULL, 8, 'Post', 'https://example.org/ferry/3', NULL, NULL, NULL);
INSERT INTO revisions VALUES (4, 6323101469410944223, 2, 0, 4, -6592302906467869607, 1751414400, 1795331396, 0, 'Ferry 2', 0, NULL, '2025-07-02', NULL, NULL, 9, 'Post', 'https://example.org/ferry/2', NULL, NULL, NULL);
INSERT INTO holds VALUES (1, 1, 0, 1);
INSERT INTO holds VALUES (3, 3, 0, 3);
INSERT INTO holds VALUES (4, 2, 0, 4);
INSERT INTO keys VALUES (-9135736654910833408, 335643660050822582);
INSERT INTO keys VALUES (-5576486494658656172, 6323101469410944223);
INSERT INTO keys VALUES (-551485309530558739, 6840951816402119103);
INSERT INTO state VALUES (335643660050822582, 1, 1752105600, 1, 1752105600, NULL, NULL, NULL);
INSERT INTO state VALUES (6323101469410944223, 1, 1752105600, 0, NULL, 1, 4, 1752105600);
